"""The linter finds in bad notebooks what would break grading, and names the cell and the remedy."""

from pathlib import Path

import nbformat
import pytest
from conftest import wirelab
from lesson import read
from nbformat import NotebookNode

TEMPLATE = Path(__file__).resolve().parents[1] / "instructors" / "template.md"


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(each for each in notebook.cells if each.id == name)


def no_language(notebook: NotebookNode) -> None:
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python"}


def no_id(notebook: NotebookNode) -> None:
    cell(notebook, "greet-check").metadata.nbgrader.grade_id = ""


def same_id(notebook: NotebookNode) -> None:
    cell(notebook, "greet-check").metadata.nbgrader.grade_id = "greet-answer"


def unpaired(notebook: NotebookNode) -> None:
    source = cell(notebook, "greet-answer").source
    cell(notebook, "greet-answer").source = source.replace("// END SOLUTION", "")


def misplaced(notebook: NotebookNode) -> None:
    cell(notebook, "look").source += "\n// BEGIN SOLUTION\n// END SOLUTION"


def no_stub(notebook: NotebookNode) -> None:
    cell(notebook, "greet-answer").source = (
        "int two() {\n// BEGIN SOLUTION\nreturn 2;\n// END SOLUTION\n}\n"
        'lab.smtp().send("EHLO bar.com"); lab.smtp().send("QUIT");'
    )


def easy(notebook: NotebookNode) -> None:
    cell(notebook, "greet-check").source = 'check("always", 1, 1);'


def unsolved(notebook: NotebookNode) -> None:
    cell(notebook, "greet-answer").source = "%%smtp\n// BEGIN SOLUTION\nNOOP\n// END SOLUTION"


def half(notebook: NotebookNode) -> None:
    cell(notebook, "greet-check").source = 'lab.marks(3);\ngreeting.answered("EHLO", 250).verify();'


def random(notebook: NotebookNode) -> None:
    cell(notebook, "look").source = "System.nanoTime()"


def secret(notebook: NotebookNode) -> None:
    cell(notebook, "look").source = 'var line = "PASS open-sesame";'


def shown_secret(notebook: NotebookNode) -> None:
    cell(notebook, "look").source = 'System.out.println("a1 LOGIN demo " + "sesame".repeat(2));'


def slow(notebook: NotebookNode) -> None:
    cell(notebook, "look").source = "Thread.sleep(4000);"


BAD = {
    no_language: ("the notebook", "'python'", "Choose the kernel"),
    no_id: ("'greet-check'", "has no id", "Create Assignment"),
    same_id: ("'greet-answer'", "another cell has the id", "another id"),
    unpaired: ("'greet-answer'", "do not come in pairs", "Write both"),
    misplaced: ("'look'", "not marked for it", "Mark it as"),
    no_stub: ("'greet-answer'", "does not compile", "//:"),
    easy: ("'greet-check'", "passes on a blank answer", "only an answer can pass"),
    unsolved: ("'greet-check'", "gives 0 of 2 points", "Mend the solution"),
    half: ("'greet-check'", "do not come in pairs", "Begin with one"),
    random: ("'look'", "two runs gave different outputs", "lab.nonce(name)"),
    secret: ("'look'", "its text shows a password behind PASS: op…", "lab.password"),
    shown_secret: ("'look'", "its output shows a password behind LOGIN: se…", "lab.password"),
    slow: ("'look'", "and 3 are allowed", "Do less"),
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_notebook_is_told_where_and_what_to_do(spoil, tmp_path: Path) -> None:
    notebook = read(TEMPLATE).for_instructors()
    spoil(notebook)
    path = tmp_path / "bad.ipynb"
    path.write_text(nbformat.writes(notebook))
    ran = wirelab("lint", path, "--seconds", "3")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    where, what, remedy = BAD[spoil]
    lines = [line for line in ran.stdout.splitlines() if what in line]
    assert lines and where in lines[0] and remedy in lines[0], ran.stdout + ran.stderr
    assert "sesame" not in ran.stdout and "Traceback" not in ran.stderr


def test_no_notebook(tmp_path: Path) -> None:
    ran = wirelab("lint", tmp_path / "none.ipynb")
    assert ran.returncode == 1 and "can't read" in ran.stderr
