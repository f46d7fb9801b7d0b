"""What the tests share: the repository, the launcher as a process, a page on a real JupyterLab."""

import os
import re
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "notebooks"
LAUNCHER = ROOT / "wirelab"

sys.path.insert(0, str(LESSONS / "jupyter"))  # how lessons are read and made is tested, and used in tests
sys.path.insert(0, str(ROOT / "docker" / "hub"))  # and so is a class that is played


def wirelab(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [LAUNCHER, *map(str, arguments)],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def look_for_packages(place: Path, lock: Path) -> Path:
    """The Python of an environment that holds what a lock file lists; it is made when there is none for that file."""
    made = place / lock.name
    if not made.exists() or made.read_bytes() != lock.read_bytes():
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        install = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--quiet"]
        subprocess.run(
            [place / "bin" / "python", *install, "--require-hashes", "--only-binary", ":all:", "-r", lock], check=True
        )
        shutil.copy(lock, made)
    return place / "bin" / "python"


@contextmanager
def lab(notebooks: Path, *words: object) -> Iterator[str]:
    """`./wirelab lab` on a folder of notebooks: gives the address it prints, and sees that Ctrl-C ends all of it."""
    process = subprocess.Popen(
        [LAUNCHER, "lab", "--no-browser", "--port", "0", *map(str, words)],
        env={**os.environ, "WIRELAB_NOTEBOOKS": str(notebooks)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\S*\?token=\S+", line)
        assert address, f"expected an address with a token on the first line, and saw {line!r}"
        yield address.group()
    finally:
        started = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=30)
        _, left = psutil.wait_procs(started, timeout=10)
    assert (code, left) == (0, [])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's own browser. CI must have one; elsewhere a test that wants it is skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing = "there is no chromium on PATH: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
