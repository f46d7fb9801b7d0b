"""What tools know about good bash and good Python."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import LAUNCHER, ROOT

BIN = Path(sys.executable).parent
SCRIPTS = [
    LAUNCHER,
    ROOT / "launcher" / "instructors.sh",
    *(ROOT / ".ci").iterdir(),
    *(ROOT / "docker" / name for name in ("start", "health", "trim")),
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script: Path) -> None:
    assert_silent(BIN / "shellcheck", "--external-sources", script)


@pytest.mark.parametrize("check", [["check"], ["format", "--diff"]], ids=lambda check: check[0])
def test_ruff_finds_nothing(check: list[str]) -> None:
    config = ROOT / "notebooks" / "pyproject.toml"
    folders = [ROOT / folder for folder in ("docker", "notebooks", "kernel/bench", "kernel/wheel", "lab-server/bench")]
    assert_silent(BIN / "ruff", *check, "--quiet", "--no-cache", "--config", config, *folders)


def test_bash_3_reads_the_launcher() -> None:
    bash_3 = shutil.which("bash-3.2") or ("/bin/bash" if sys.platform == "darwin" else None)
    if bash_3 is None:
        pytest.skip("there is no bash 3.2 here, which is what macOS has")
    assert_silent(bash_3, "-n", LAUNCHER)


def assert_silent(*command: object) -> None:
    ran = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout + ran.stderr) == (0, "")
