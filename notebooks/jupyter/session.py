"""A kernel in which the cells of a lesson are tried, one at a time and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from execution import COLOURS
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from lesson import Lesson, Wrong
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

FAILED = "CheckFailed"
SECONDS = 30  # for a cell


class Session:
    def __init__(self, client: NotebookClient) -> None:
        self.client = client

    def run(self, source: str) -> list[NotebookNode]:
        """What the cell shows. An error is one of its outputs."""
        cell = new_code_cell(source, metadata={"tags": ["raises-exception"]})
        self.client.nb.cells = [cell]
        return self.client.execute_cell(cell, 0).outputs

    def answer(self, lesson: Lesson, exercise: str, answer: str) -> Told:
        """Begins an exercise anew, gives this answer, checks it."""
        begin, _, check = lesson.exercise(exercise)
        if begin:
            self.run(begin.solved())
        answered = self.run(answer)
        return Told(answered, self.run(check.for_learners()))

    def tell(self, lesson: Lesson, wrong: Wrong) -> Told:
        return self.answer(lesson, wrong.answer.removesuffix("-answer"), wrong.text)

    def put_right(self, lesson: Lesson, wrong: Wrong) -> Told:
        """Other exercises may build on this one's answer."""
        return self.answer(lesson, wrong.answer.removesuffix("-answer"), lesson.code(wrong.answer).solved())


class Told:
    """What a learner is told of an answer: by the cell with the answer and by the one that checks it."""

    def __init__(self, answered: list[NotebookNode], checked: list[NotebookNode]) -> None:
        self.answered = answered
        self.checked = checked

    @property
    def passed(self) -> bool:
        return not errors(self.checked)

    @property
    def text(self) -> str:
        problems = [f"{name}: {value}" for name, value in errors(self.answered)]
        reports = [o.data["text/plain"] for o in self.checked if o.output_type == "display_data"]
        broken = [f"{name}: {value}" for name, value in errors(self.checked) if name != FAILED]
        text = COLOURS.sub("", "\n".join([*problems, *reports, *broken])).strip()
        return re.sub(r"\bIn\[\d+\]", "In[ ]", text)  # the cells before it are not its business


def errors(outputs: list[NotebookNode]) -> list[tuple[str, str]]:
    return [(output.ename, output.evalue) for output in outputs if output.output_type == "error"]


def stack_traces(outputs: list[NotebookNode]) -> list[str]:
    """Lines as Java prints them for a frame: what no learner should have to read."""
    text = "\n".join("\n".join(o.traceback) if o.output_type == "error" else str(o.get("text", "")) for o in outputs)
    return re.findall(r"^\s*at [\w.$/]+\(.*\)$", COLOURS.sub("", text), re.MULTILINE)


@contextmanager
def session(folder: Path, kernels: Path | None = None) -> Iterator[Session]:
    """A fresh kernel that runs in `folder`; its specification is sought in `kernels`, or where Jupyter seeks."""
    specs = KernelSpecManager(kernel_dirs=[str(kernels)]) if kernels else KernelSpecManager()
    client = NotebookClient(
        new_notebook(),
        km=AsyncKernelManager(kernel_name="java", kernel_spec_manager=specs),
        timeout=SECONDS,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel(cleanup_kc=True):
        yield Session(client)
