"""Runs notebooks without a page. The launcher calls it with the environment that Jupyter needs."""

import argparse
import signal
import sys
from pathlib import Path


def main() -> int:
    wish = arguments()
    print("Starting the kernel ...", file=sys.stderr, flush=True)
    from execution import run_all  # only here: what it imports takes seconds, in which nothing would be on screen

    return run_all(wish.notebooks, wish.out, wish.timeout)


def seconds(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, 1 or more")
    return int(text)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab run",
        allow_abbrev=False,
        description="Runs notebooks without a page. Fails where a cell fails that is not tagged raises-exception.",
    )
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the notebooks with their outputs to this folder")
    parser.add_argument("--timeout", type=seconds, default=300, metavar="SECONDS", help="for one cell (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before a kernel is there to be shut down
        sys.exit(128 + signal.SIGINT)
