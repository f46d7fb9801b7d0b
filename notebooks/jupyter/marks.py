"""nbgrader's commands. Where they run what others wrote, they do so without a network, if the machine can."""

import sys
import warnings

import sandbox

OPEN = (
    "wirelab: this machine gives no namespaces of its own, so submitted code can reach the network and this account's"
    " files; see notebooks/instructors/README.md, What is not protected"
)


def main() -> None:
    if "autograde" in sys.argv[1:] and not sandbox.close_network():
        print(OPEN, file=sys.stderr, flush=True)
    warnings.simplefilter("ignore")  # nbgrader's own, about its database; nobody here can act on them
    from nbgrader.apps.nbgraderapp import main as nbgrader

    nbgrader()


if __name__ == "__main__":
    main()
