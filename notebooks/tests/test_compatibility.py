"""Notebooks written for IJava and JJava give on our kernel what they give on JJava."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import LESSONS, ROOT, wirelab
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent / "compatibility").glob("*.ipynb"))
LOCK = LESSONS / "requirements-peers.lock"
PEERS = ROOT / "target" / "peers"


@pytest.fixture(scope="module")
def ours() -> Path:
    return Path(wirelab("kernelspec").stdout.strip())


@pytest.fixture(scope="module")
def jjava() -> Path:
    """JJava's kernelspec, from PyPI, in a folder of its own: it bears the same name as ours."""
    spec = PEERS / "share" / "jupyter" / "kernels" / "java"
    installed = PEERS / LOCK.name
    if not (installed.exists() and installed.read_bytes() == LOCK.read_bytes()):
        pip = [sys.executable, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--upgrade"]
        wanted = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", LOCK, "--target", PEERS]
        got = subprocess.run([*pip, *wanted], capture_output=True, text=True)
        if got.returncode != 0:
            pytest.skip(f"JJava cannot be had, so nothing was compared with it: {got.stderr.strip()[-200:]}")
        installed.write_bytes(LOCK.read_bytes())
    return spec


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_the_same_on_both(notebook: Path, ours: Path, jjava: Path, tmp_path: Path) -> None:
    jdk = Path(json.loads((ours / "kernel.json").read_text())["argv"][0]).parent
    theirs = run(notebook, jjava, tmp_path / "jjava", jdk)
    assert run(notebook, ours, tmp_path / "ours", jdk) == theirs


def run(notebook: Path, spec: Path, folder: Path, jdk: Path) -> list[tuple[str, dict]]:
    """The outcome of each code cell."""
    folder.mkdir()
    nb = nbformat.read(notebook, as_version=4)
    manager = AsyncKernelManager(
        kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent)])
    )
    environment = {**os.environ, "PATH": f"{jdk}{os.pathsep}{os.environ['PATH']}"}
    client = NotebookClient(nb, km=manager, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment, cleanup_kc=True)
    return [(cell.source, outcome(cell.outputs)) for cell in nb.cells if cell.cell_type == "code"]


def outcome(outputs: list[nbformat.NotebookNode]) -> dict:
    """What a notebook's author sees of a cell, but for the wording of errors, and for what magics say of themselves:
    a cell for a magic alone shows nothing that the two kernels agree on."""
    seen: dict = {"printed": "", "shown": [], "failed": False}
    for output in outputs:
        match output.output_type:
            case "stream" if output.name == "stdout":
                seen["printed"] += output.text
            case "display_data" | "execute_result" if not output.data["text/plain"].startswith(("Added", "Download")):
                seen["shown"].append(dict(output.data))
            case "error":
                seen["failed"] = True
    return seen
