"""What nbgrader has to do otherwise where cells are in Java and marks shall hold.

`nbgrader_config.py` puts these in the place of nbgrader's own preprocessors.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from pathlib import Path

import names
import sandbox
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from lesson import SOLUTION
from lesson import STUB as KEPT
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, read
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader import preprocessors as own
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback

STUB = 'if (true) throw new UnsupportedOperationException("not answered yet");'

SEALED = {"lab", "check", "dev.wirelab.lab.Lab.marks", "dev.wirelab.lab.Lab.score"}
SECONDS = 600  # for a notebook, whatever its cells may take
PRINTED = 200_000  # characters of a cell that are kept
SHOWN = 200  # and messages that are none of text


class ClearSolutions(own.ClearSolutions):
    """Of a solution the lines that begin with `//:` stay, as in the lessons. In a cell of lines to send nothing else
    takes its place; in one of Java, a stub that throws."""

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        lines, stub, inside, replaced = [], None, False, False
        for line in cell.source.split("\n"):
            if line.strip() == SOLUTION[0]:
                if inside:
                    raise RuntimeError(f"'{SOLUTION[0]}' twice, and no '{SOLUTION[1]}' between them: {cell.source}")
                inside = replaced = True
                stub = self.stub(cell, language, re.match(r"\s*", line).group())
            elif line.strip() == SOLUTION[1]:
                inside = False
                lines += stub or []
            elif not inside:
                lines.append(line)
            elif line.lstrip().startswith(KEPT):
                lines.append(re.sub(rf"{KEPT} ?", "", line, count=1))
                stub = []
        if inside:
            raise RuntimeError(f"'{SOLUTION[0]}' and no '{SOLUTION[1]}': {cell.source}")
        cell.source = "\n".join(lines)
        return replaced

    def stub(self, cell: NotebookNode, language: str, indent: str) -> list[str]:
        if cell.cell_type != "code":
            return self.text_stub.split("\n")
        if cell.source.lstrip().startswith("%%"):
            return []
        return [indent + line for line in self.code_stub[language].split("\n")]


class OverwriteCells(own.OverwriteCells):
    """Every cell of the instructor's is there, with its text, its marks and its place, whatever was done to it."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        ours = cell.metadata.get("nbgrader", {})
        try:
            source = self.gradebook.find_source_cell(ours.get("grade_id"), self.notebook_id, self.assignment_id)
        except MissingEntry:
            cell.metadata.pop("nbgrader", None)
            return cell, resources
        cell.metadata = NotebookNode(nbgrader=self.metadata(source))
        return super().preprocess_cell(cell, resources, index)

    def metadata(self, source) -> dict:
        """What nbgrader wrote when it made the assignment. A learner's copy may say anything."""
        place = (source.name, self.notebook_id, self.assignment_id)
        told = {"grade": False, "solution": False, "task": False, "locked": source.locked}
        told |= {"grade_id": source.name, "schema_version": 3, "checksum": source.checksum}
        for kind, find in (("grade", self.gradebook.find_grade_cell), ("solution", self.gradebook.find_solution_cell)):
            try:
                found = find(*place)
            except MissingEntry:
                continue
            told[kind] = True
            if kind == "grade":
                told["points"] = found.max_score
        return told

    def add_missing_grade_cells(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """All that is missing, answers too, each behind the one that it stood behind."""
        place = 0
        for source in self.gradebook.find_notebook(self.notebook_id, self.assignment_id).source_cells:
            ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
            if source.name in ids:
                place = ids.index(source.name) + 1
                continue
            self.log.warning("The cell '%s' was missing and is back", source.name)
            make = new_code_cell if source.cell_type == "code" else new_markdown_cell
            nb.cells.insert(place, make(source.source, metadata={"nbgrader": self.metadata(source)}))
            place += 1
        return nb, resources


class Client(AsyncKernelClient):
    """Says of each cell whether it is the instructor's."""

    locked = False

    def execute(
        self, code, silent=False, store_history=True, user_expressions=None, allow_stdin=None, stop_on_error=True
    ) -> str:
        content = {
            "code": code,
            "silent": silent,
            "store_history": store_history,
            "user_expressions": user_expressions or {},
            "allow_stdin": self.allow_stdin if allow_stdin is None else allow_stdin,
            "stop_on_error": stop_on_error,
        }
        message = self.session.msg("execute_request", content, metadata={"locked": self.locked})
        self.shell_channel.send(message)
        return message["header"]["msg_id"]


class Kernels(AsyncKernelManager):
    """Starts kernels that do not see the course."""

    client_factory = Client
    hidden: tuple[Path, ...] = ()

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        return [*sandbox.prefix(self.hidden), *super().format_kernel_cmd(extra_arguments)]


class Execute(own.Execute):
    """Runs a submission in a kernel that keeps the instructor's names from it, in a folder of its own."""

    def __init__(self, **settings) -> None:
        settings.setdefault("kernel_manager_class", Kernels)
        super().__init__(**settings)
        self.timeout_func = self.seconds_left

    def preprocess(self, nb: NotebookNode, resources: dict, km=None) -> tuple[NotebookNode, dict]:
        folder = Path(resources["metadata"]["path"]).resolve()
        course = folder.parents[2]  # autograded/student/assignment
        told = resources["nbgrader"]
        self.sealed = sealed(nb, course / "source" / told["assignment"] / f"{told['notebook']}.ipynb")
        self.ends = time.monotonic() + SECONDS
        Kernels.hidden = (course, *sources())
        with tempfile.TemporaryDirectory(prefix="wirelab-") as place:
            for file in folder.iterdir():
                if file.is_file() and file.suffix not in (".ipynb", ".txt"):
                    shutil.copy(file, place)
            try:
                nb, _ = super().preprocess(nb, resources | {"metadata": {"path": place}}, km)
            finally:
                self.resources = resources
        judge(nb)
        return nb, resources

    def seconds_left(self, cell: NotebookNode) -> int:
        return max(1, min(self.timeout, round(self.ends - time.monotonic())))

    def start_new_kernel(self, **settings) -> None:
        place = self.resources["metadata"]["path"]
        environment = sandbox.environment() | {"HOME": place, "WIRELAB_SEALED": " ".join(sorted(self.sealed))}
        super().start_new_kernel(env=environment, cwd=place, **settings)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        self.printed = self.shown = 0
        self.kc.locked = utils.is_locked(cell)
        cell.metadata.pop("tags", None)  # one of them would keep it from being run
        try:
            return super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, CellTimeoutError) as problem:
            # The cells that follow get a kernel of their own: an exercise begins anew in each.
            fail(
                cell, "KernelEnded", f"The kernel ended while this cell ran, or did not stop: {type(problem).__name__}"
            )
            self._cleanup_kernel()
            self.km = self.create_kernel_manager()
            self.start_new_kernel()
            self.start_new_kernel_client()
            return cell, resources

    def output(self, outs: list[NotebookNode], msg: dict, display_id: str, cell_index: int) -> NotebookNode | None:
        """Keeps of a flood the beginning. Results and errors come in any case."""
        if msg["msg_type"] == "stream":
            self.printed += len(msg["content"]["text"])
            if self.printed > PRINTED:
                return None
        elif msg["msg_type"] == "display_data":
            self.shown += 1
            if self.shown > SHOWN:
                return None
        return super().output(outs, msg, display_id, cell_index)


def sealed(nb: NotebookNode, source: Path) -> set[str]:
    """What no cell of a learner's may declare: what the instructor's cells declare, and what they use, but for what the
    instructor's own answers and examples declare."""
    codes = [cell for cell in nb.cells if cell.cell_type == "code"]
    locked = [cell.source for cell in codes if utils.is_locked(cell)]
    theirs = set().union(*map(names.declared, locked))
    if not source.exists():
        return SEALED | theirs
    asked = [cell.source for cell in read(source, 4).cells if cell.cell_type == "code" and not utils.is_locked(cell)]
    used = set().union(*map(names.free, locked)) - set().union(*map(names.declared, asked))
    return SEALED | theirs | used


def sources() -> list[Path]:
    """Where the lessons' solutions and hidden tests are on this machine."""
    notebooks = Path(__file__).resolve().parents[1]
    return [notebooks / "source"]


def judge(nb: NotebookNode) -> None:
    """What nbgrader would give marks for and should not, or would stumble over."""
    answer = None
    for cell in nb.cells:
        if utils.is_solution(cell):
            answer = cell
        if not utils.is_grade(cell) or cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                output.name = "stdout"  # a client that complains has not failed for that
        if any(output.output_type == "error" for output in cell.outputs):
            continue
        if answer is not None and answer.metadata.nbgrader.get("checksum") == utils.compute_checksum(answer):
            fail(cell, "NotAnswered", f"The cell {answer.metadata.nbgrader.grade_id} is as it was handed out")
        elif "lab.marks(" in cell.source and not any(o.output_type == "execute_result" for o in cell.outputs):
            fail(cell, "NoScore", "lab.marks() has no lab.score() behind it")
        else:
            try:
                utils.determine_grade(cell)
            except (KeyError, ValueError) as problem:
                fail(cell, "NoScore", str(problem))


def fail(cell: NotebookNode, name: str, value: str) -> None:
    cell.outputs.append(new_output("error", ename=name, evalue=value, traceback=[f"{name}: {value}"]))
    cell.outputs.sort(key=lambda output: output.output_type != "error")  # nbgrader stops at the first result


class Style(own.NbGraderPreprocessor):
    """Feedback's style sheet leaves no room between the columns of our tables."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        rule = 'table[class^="wirelab"] :is(th, td) { padding: 0.2em 0.7em; }'
        resources.setdefault("inlining", {}).setdefault("css", []).append(rule)
        return nb, resources


def ours(given: list[type]) -> list[type]:
    """nbgrader's own list, with what is above in the places of those that have its names."""
    here = {"ClearSolutions": ClearSolutions, "OverwriteCells": OverwriteCells, "Execute": Execute}
    return [here.get(each.__name__, each) for each in given]


RELEASE = ours(GenerateAssignment.preprocessors.default())
SANITIZE = ours(Autograde.sanitize_preprocessors.default())
AUTOGRADE = ours(Autograde.autograde_preprocessors.default())
FEEDBACK = [*GenerateFeedback.preprocessors.default(), Style]
