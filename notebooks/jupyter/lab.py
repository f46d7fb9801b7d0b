"""Starts JupyterLab on the lessons. The launcher calls it with the environment that Jupyter needs."""

import argparse
import errno
import os
import secrets
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import quote

HOST = "127.0.0.1"
USUAL_PORT = 8888


def main() -> None:
    wish = arguments()
    folder = (wish.instructor or opened(wish) or wish.notebooks).resolve()
    if wish.instructor and not (folder / "nbgrader_config.py").is_file():
        sys.exit(f"wirelab: {folder} is no course folder; ./wirelab course {wish.instructor} makes one")
    if wish.instructor:
        show_instructors(folder)
    check_port(wish.host, wish.port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    first = next(iter(sorted(folder.glob("[0-9][0-9]-*.ipynb"))), None)
    page = f"/lab/tree/{quote(first.name)}" if first else "/lab"

    print("Starting JupyterLab ...", file=sys.stderr, flush=True)
    from jupyterlab.labapp import LabApp  # only here: it takes a second or more, in which nothing would be on screen

    server = LabApp.initialize_server(
        [
            f"--ServerApp.ip={wish.host}",
            f"--ServerApp.port={USUAL_PORT if wish.port is None else wish.port}",
            f"--ServerApp.port_retries={0 if wish.port is not None else 50}",
            f"--ServerApp.root_dir={folder}",
            f"--ServerApp.open_browser={wish.browser}",
            "--ServerApp.allow_root=True",  # containers and CI; loopback and a token all the same
            "--Application.log_level=ERROR",
            f"--IdentityProvider.token={token}",
            f"--LabApp.default_url={page}",
            # A course's own folders have the names of some that the lessons' learners need not see.
            *(["--ContentsManager.hide_globs=__pycache__"] if wish.instructor else []),
        ]
    )

    # Ctrl-C, kill and a closed terminal end the server and its kernels at once, without Jupyter's "are you sure?".
    def stop(_signal: int, _frame: object) -> None:
        server.stop(from_signal=True)

    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, stop)

    place = wish.address or f"http://{HOST}:{server.port}"
    url = f"{place}{page}?token={quote(token, safe='')}"
    server.io_loop.add_callback(print, f"Wirelab is at {url}\nCtrl-C ends it.", flush=True)
    server.start()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab lab", description="Opens JupyterLab on the lessons.", allow_abbrev=False
    )
    parser.add_argument("--port", type=int, metavar="N", help=f"the port; without it {USUAL_PORT} or another free one")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="print the address, open nothing")
    parser.add_argument(
        "--lessons",
        type=Path,
        metavar="FOLDER|ZIP",
        help="lessons from elsewhere: a folder, or what ./wirelab bundle made",
    )
    parser.add_argument("--instructor", type=Path, metavar="COURSE", help="a course folder, with nbgrader's pages")
    parser.add_argument("--notebooks", type=Path, required=True, help=argparse.SUPPRESS)
    # For a container: it listens on all of its own addresses, and is found where its port is published.
    parser.add_argument("--host", default=HOST, help=argparse.SUPPRESS)
    parser.add_argument("--address", help=argparse.SUPPRESS)
    return parser.parse_args()


def opened(wish: argparse.Namespace) -> Path | None:
    """The folder of the lessons from elsewhere. Says at once what is other here than where they were made."""
    if wish.lessons is None or wish.lessons.is_dir():
        return wish.lessons
    if not wish.lessons.exists():
        sys.exit(f"wirelab: there is no {wish.lessons}; --lessons wants a folder, or what ./wirelab bundle made")
    import bundle

    places = Path(os.environ.get("WIRELAB_LESSONS") or Path.home() / "wirelab-lessons")
    try:
        folder, differences = bundle.unpack(wish.lessons, places)
    except bundle.BundleError as problem:
        sys.exit(f"wirelab: {problem}")
    except OSError as problem:
        sys.exit(f"wirelab: can't write in {places}: {problem.strerror}; name another folder in WIRELAB_LESSONS")
    for line in differences:
        print(f"wirelab: outputs may differ from those in {wish.lessons.name}: {line}", file=sys.stderr)
    print(f"The lessons are in {folder}, and stay there.", file=sys.stderr, flush=True)
    return folder


def show_instructors(course: Path) -> None:
    """nbgrader's pages, which learners do not have: our settings switch its extensions off, and these on again."""
    here = Path(__file__).resolve().parent / "instructor"
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(here), os.environ.get("JUPYTER_CONFIG_PATH", "")])
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # it calls alembic
    os.chdir(course)  # it looks for the course's settings here


def check_port(host: str, port: int | None) -> None:
    """Says in one line what Jupyter would say in a stack trace."""
    if port is None:
        return
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OverflowError:
        sys.exit(f"wirelab: {port} is not a port; ports go from 1 to 65535")
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            sys.exit(f"wirelab: port {port} is taken; choose another with --port, or none and a free one is found")
        if problem.errno == errno.EACCES:
            sys.exit(f"wirelab: port {port} is not for ordinary users; choose one from 1024 up")
        raise


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # before there is a server to be stopped
        sys.exit(128 + signal.SIGINT)
