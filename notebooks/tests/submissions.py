"""A course with submissions, and what nbgrader gives for them."""

import copy
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import lesson as lessons
import nbformat
from conftest import LAUNCHER, LESSONS
from lesson import Lesson
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

Change = Callable[[NotebookNode], None]


def lesson_of(number: str) -> Lesson:
    return lessons.read(next((LESSONS / "source").glob(f"{number}-*.md")))


def solutions(lesson: Lesson) -> dict[str, str]:
    return {code.name: code.solved() for code in lesson.codes if code.role == "answer"}


@dataclass
class Course:
    folder: Path
    settings: list[str] = field(default_factory=list)

    def nbgrader(self, *words: object, place: Path | None = None) -> str:
        ran = subprocess.run(
            [LAUNCHER, "nbgrader", *map(str, words)], cwd=place or self.folder, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def release(self, assignment: str) -> NotebookNode:
        path = self.folder / "release" / assignment / f"{assignment}.ipynb"
        if not path.exists():
            self.nbgrader("generate_assignment", assignment)
        return nbformat.read(path, 4)

    def submit(self, student: str, assignment: str, answers: dict[str, str], *changes: Change) -> None:
        notebook = copy.deepcopy(self.release(assignment))
        for cell in notebook.cells:
            cell.source = answers.get(cell_id(cell), cell.source)
        for change in changes:
            change(notebook)
        folder = self.folder / "submitted" / student / assignment
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{assignment}.ipynb")

    def autograde(self, assignment: str) -> str:
        return self.nbgrader("autograde", assignment, *self.settings)

    def marks(self, assignment: str) -> dict[str, dict[str, float]]:
        """By student, then by exercise."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            return {
                submission.student.id: {
                    grade.name.removesuffix("-check"): grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in book.assignment_submissions(assignment)
            }

    def graded(self, student: str, assignment: str) -> NotebookNode:
        return nbformat.read(self.folder / "autograded" / student / assignment / f"{assignment}.ipynb", 4)


def cell_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def first(*sources: str) -> Change:
    """Cells of the learner's own, before all others."""

    def change(notebook: NotebookNode) -> None:
        notebook.cells[:0] = [new_code_cell(source) for source in sources]

    return change


def without(*names: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        notebook.cells = [cell for cell in notebook.cells if cell_id(cell) not in names]

    return change


def twice(name: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        at = next(index for index, cell in enumerate(notebook.cells) if cell_id(cell) == name)
        notebook.cells.insert(at, new_code_cell(notebook.cells[at].source, metadata=notebook.cells[at].metadata))

    return change


def shown(cell: NotebookNode) -> str:
    """All text below a cell."""
    parts = [
        str(o.get("text", "")) + str(o.get("data", "")) + str(o.get("evalue", "")) for o in cell.get("outputs", [])
    ]
    return "\n".join(parts)
