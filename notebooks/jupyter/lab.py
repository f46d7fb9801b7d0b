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
    folder = wish.notebooks.resolve()
    check_port(wish.port)
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    first = next(iter(sorted(folder.glob("[0-9][0-9]-*.ipynb"))), None)
    page = f"/lab/tree/{quote(first.name)}" if first else "/lab"

    print("Starting JupyterLab ...", file=sys.stderr, flush=True)
    from jupyterlab.labapp import LabApp  # only here: it takes a second or more, in which nothing would be on screen

    server = LabApp.initialize_server(
        [
            f"--ServerApp.ip={HOST}",
            f"--ServerApp.port={USUAL_PORT if wish.port is None else wish.port}",
            f"--ServerApp.port_retries={0 if wish.port is not None else 50}",
            f"--ServerApp.root_dir={folder}",
            f"--ServerApp.open_browser={wish.browser}",
            "--ServerApp.allow_root=True",  # containers and CI; loopback and a token all the same
            "--Application.log_level=ERROR",
            f"--IdentityProvider.token={token}",
            f"--LabApp.default_url={page}",
        ]
    )

    # Ctrl-C, kill and a closed terminal end the server and its kernels at once, without Jupyter's "are you sure?".
    def stop(_signal: int, _frame: object) -> None:
        server.stop(from_signal=True)

    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, stop)

    url = f"http://{HOST}:{server.port}{page}?token={quote(token, safe='')}"
    server.io_loop.add_callback(print, f"Wirelab is at {url}\nCtrl-C ends it.", flush=True)
    server.start()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab lab", description="Opens JupyterLab on the lessons.", allow_abbrev=False
    )
    parser.add_argument("--port", type=int, metavar="N", help=f"the port; without it {USUAL_PORT} or another free one")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="print the address, open nothing")
    parser.add_argument("--notebooks", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def check_port(port: int | None) -> None:
    """Says in one line what Jupyter would say in a stack trace."""
    if port is None:
        return
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
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
