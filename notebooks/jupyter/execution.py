"""Runs notebooks in the order given, each in a kernel of its own, and says how each cell went."""

import asyncio
import re
import signal
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def run_all(paths: list[Path], out: Path | None, timeout: int) -> int:
    """The process's exit code: 0 where every cell went as its tags say, 1 where one did not."""
    notebooks = [(path, read(path)) for path in paths]
    if out:
        refuse_namesakes(paths)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            sys.exit(f"wirelab: can't make the folder {out}: {problem.strerror}; choose another for --out")
    failed = False
    for path, notebook in notebooks:
        try:
            failed |= not run(path, notebook, timeout)
        except Stopped as end:
            return 128 + end.signal
        finally:
            if out:
                gather_streams(notebook)
                nbformat.write(notebook, out / path.name)
    return 1 if failed else 0


def read(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except OSError as problem:
        sys.exit(f"wirelab: can't read {path}: {problem.strerror}")
    except Exception as problem:  # nbformat names no base class for what it finds wrong
        sys.exit(f"wirelab: {path} is not a notebook: {problem}")


def refuse_namesakes(paths: list[Path]) -> None:
    """In one folder the second of two would be written over the first."""
    for path in paths:
        if sum(other.name == path.name for other in paths) > 1:
            sys.exit(f"wirelab: two notebooks are called {path.name}, and --out is one folder; run them one by one")


def gather_streams(notebook: nbformat.NotebookNode) -> None:
    """Joins text that follows on text: where the kernel happened to cut it says nothing."""
    for cell in notebook.cells:
        joined: list[nbformat.NotebookNode] = []
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and joined and joined[-1].get("name") == output.name:
                joined[-1].text += output.text
            else:
                joined.append(output)
        if "outputs" in cell:
            cell.outputs = joined


class Stopped(Exception):
    """Ctrl-C or kill: the kernel is shut down, the notebooks that follow are not run."""

    def __init__(self, received: int) -> None:
        self.signal = received


def run(path: Path, notebook: nbformat.NotebookNode, timeout: int) -> bool:
    """Runs one notebook in its own kernel; its outputs are in `notebook` afterwards, also when it fails."""
    progress = Progress(path, notebook)
    stopped = None

    def stop(received: int, running: asyncio.Task) -> None:
        nonlocal stopped
        stopped = received
        running.cancel()

    def listen_for_signals(notebook: nbformat.NotebookNode) -> None:
        # In place of nbclient's handlers, which pull the kernel away under the cell and trip over that.
        for end in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(end, stop, end, asyncio.current_task())

    spec = notebook.metadata.get("kernelspec", {})
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name=spec.get("name", "java"),
        record_timing=False,  # two runs give the same file
        resources={"metadata": {"path": str(path.parent)}},
        on_notebook_start=listen_for_signals,
        on_cell_execute=progress.begin,
        on_cell_executed=progress.end,
    )
    try:
        client.execute()
    except CellExecutionError as problem:
        progress.fail(f"{problem.ename}: {problem.evalue}", problem.traceback)
    except CellTimeoutError:
        progress.fail(f"took longer than {timeout} s; --timeout gives it more")
    except NoSuchKernel as problem:
        progress.fail(f"wants the kernel {problem.name!r}, which is not installed here; ours is 'java'")
    except DeadKernelError:
        if stopped:
            raise Stopped(stopped) from None
        progress.fail("the kernel ended while the cell ran")
    else:
        return True
    return False


class Progress:
    """A line for each code cell, written when the cell is done."""

    def __init__(self, path: Path, notebook: nbformat.NotebookNode) -> None:
        self.path = path
        cells = enumerate(notebook.cells)
        self.cells = [index for index, cell in cells if cell.cell_type == "code" and cell.source.strip()]
        self.place = f"{path.name}: start"
        self.began = time.monotonic()

    def begin(self, cell: nbformat.NotebookNode, cell_index: int) -> None:
        self.place = f"{self.path.name}: cell {self.cells.index(cell_index) + 1} of {len(self.cells)}"
        self.began = time.monotonic()

    def end(self, cell: nbformat.NotebookNode, cell_index: int, execute_reply: dict) -> None:
        expected = "raises-exception" in cell.metadata.get("tags", [])
        if execute_reply["content"]["status"] == "ok":
            self.line("ok")
        elif expected:
            self.line(f"{execute_reply['content'].get('ename', 'error')}, as expected")

    def fail(self, what: str, details: str = "") -> None:
        self.line("FAILED")
        print(details if sys.stdout.isatty() else COLOURS.sub("", details) or what, flush=True)

    def line(self, outcome: str) -> None:
        print(f"{self.place}  {time.monotonic() - self.began:.2f} s  {outcome}", flush=True)
