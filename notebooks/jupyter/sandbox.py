"""What submitted code is kept from by the machine that it runs on, as far as that machine can.

Linux has namespaces: a kernel that is started with one of its own for mounts does not see the folders that are named,
and a whole run with one of its own for the network speaks to itself alone. Elsewhere neither is there.
"""

import fcntl
import functools
import os
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# Hides each folder behind an empty one; no core dumps, no file beyond 100 MB; and no way back to being root.
MOUNT = """\
while [ "$1" != -- ]; do mount -t tmpfs -o ro,size=4k,mode=555 none "$1" || exit 1; shift; done
shift
ulimit -c 0
ulimit -f 204800
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
"""
KEPT = ("PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "JAVA_HOME", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
INSIDE = "WIRELAB_WITHOUT_NETWORK"


@functools.cache
def unshare() -> tuple[str, ...]:
    """The command that gives namespaces here; nothing where none does."""
    if not sys.platform.startswith("linux") or not all(map(shutil.which, ("unshare", "setpriv", "mount"))):
        return ()
    command = ("unshare", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    tried = subprocess.run(
        [*command, "--mount", "sh", "-c", "mount -t tmpfs none /mnt && exec setpriv --no-new-privs true"],
        capture_output=True,
    )
    return command if tried.returncode == 0 else ()


def prefix(hidden: Iterable[Path]) -> list[str]:
    """What to put before a command that shall not see these folders."""
    if not unshare():
        return []
    folders = [str(folder) for folder in hidden if folder.is_dir()]
    return [*unshare(), "--mount", "--ipc", "sh", "-c", MOUNT, "wirelab", *folders, "--"]


def environment() -> dict[str, str]:
    """No tokens and no keys of whoever gives the marks."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}


def close_network() -> bool:
    """Begins this program anew where there is nothing but loopback. False where the machine cannot."""
    if INSIDE in os.environ:
        raise_loopback()
        return True
    if not unshare():
        return False
    tried = subprocess.run([*unshare(), "--net", "true"], capture_output=True)
    if tried.returncode != 0:
        return False
    os.environ[INSIDE] = "yes"
    return os.execvp("unshare", [*unshare(), "--net", "--", sys.executable, *sys.argv])


def raise_loopback() -> None:
    """It is down in a new namespace. By ioctl: not every machine has ip."""
    name, flags, up, running = b"lo", 0x8914, 0x1, 0x40  # SIOCSIFFLAGS, IFF_UP, IFF_RUNNING: netdevice(7)
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, flags, struct.pack("16sh14x", name, up | running))
