"""Lesson 01's exercises: a right answer passes its check, and of a wrong one the report names what is missing."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from conftest import LESSONS, wirelab
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbformat import NotebookNode

IN_ORDER = "Sent in this order: MAIL, RCPT, DATA"
FAREWELL = "QUIT was answered with 221"
REFUSED = "RCPT was answered with 550"
ACCEPTED = "RCPT was answered with 250"
GO_AHEAD = "DATA was answered with 354"
DELIVERED = "jones has one message with “NONCE”"
DELIVERED_LINE = "jones has one message with the line “.profile”"

EHLO, MAIL, DATA, DOT, QUIT = "EHLO bar.com", "MAIL FROM:<Smith@bar.com>", "DATA", ".", "QUIT"
JONES, GREEN = "RCPT TO:<Jones@foo.com>", "RCPT TO:<Green@foo.com>"

RIGHT = {
    1: [EHLO, MAIL, JONES, DATA, "NONCE", DOT, QUIT],
    2: [EHLO, MAIL, GREEN, JONES, DATA, "NONCE", DOT, QUIT],
    3: [EHLO, MAIL, JONES, DATA, "..profile", DOT, QUIT],
}

# The exercise, what a learner sends, and the checks that name what is missing.
WRONG = {
    "1, the word forgotten": (1, [EHLO, MAIL, JONES, DATA, "Hello Jones", DOT, QUIT], [DELIVERED]),
    "1, no recipient": (1, [EHLO, MAIL, DATA, "NONCE", DOT, QUIT], [IN_ORDER, DELIVERED]),
    "1, no goodbye": (1, [EHLO, MAIL, JONES, DATA, "NONCE", DOT], [FAREWELL]),
    "2, Green left out": (2, [EHLO, MAIL, JONES, DATA, "NONCE", DOT, QUIT], [REFUSED]),
    "2, Jones left out": (2, [EHLO, MAIL, GREEN, DATA, "NONCE", DOT, QUIT], [ACCEPTED, GO_AHEAD, DELIVERED]),
    "2, the word forgotten": (2, [EHLO, MAIL, GREEN, JONES, DATA, "Hello Jones", DOT, QUIT], [DELIVERED]),
    "3, a dot too many": (3, [EHLO, MAIL, JONES, DATA, "...profile", DOT, QUIT], [DELIVERED_LINE]),
    "3, a space for a shield": (3, [EHLO, MAIL, JONES, DATA, " .profile", DOT, QUIT], [DELIVERED_LINE]),
    "3, a backslash for a shield": (3, [EHLO, MAIL, JONES, DATA, r"\.profile", DOT, QUIT], [DELIVERED_LINE]),
}

# What the lesson is committed with.
BLANK = {1: [IN_ORDER, DELIVERED], 2: [ACCEPTED, GO_AHEAD, DELIVERED], 3: [DELIVERED_LINE]}


class Lesson:
    """Lesson 01 in a running kernel, in which exercises can be tried in any order: each begins with `lab.reset()`."""

    def __init__(self, client: NotebookClient) -> None:
        self.client = client
        self.cells = {cell["id"]: cell for cell in client.nb.cells}

    def begin(self, exercise: int) -> str:
        """The word to put into the message, or nothing where the exercise asks for none."""
        return "".join(output.data["text/plain"] for output in self.run(f"exercise-{exercise}").outputs)

    def answer(self, exercise: int, lines: list[str] | None = None) -> None:
        """Sends these lines in place of the committed answer, or that one as it stands."""
        self.run(f"exercise-{exercise}-answer", "\n".join(["%%smtp", *lines]) if lines else None)

    def check(self, exercise: int) -> tuple[str, list[str]]:
        """The report as text, and the names of the errors."""
        outputs = self.run(f"exercise-{exercise}-check").outputs
        report = "".join(output.data["text/plain"] for output in outputs if output.output_type == "display_data")
        return report, [output.ename for output in outputs if output.output_type == "error"]

    def run(self, name: str, source: str | None = None) -> NotebookNode:
        cell = nbformat.from_dict({**self.cells[name], "source": source or self.cells[name].source, "outputs": []})
        self.client.nb.cells = [cell]
        return self.client.execute_cell(cell, 0)


@pytest.fixture(scope="module")
def lesson() -> Iterator[Lesson]:
    kernels = Path(wirelab("kernelspec").stdout.strip()).parent
    manager = AsyncKernelManager(kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernels)]))
    notebook = nbformat.read(LESSONS / "01-smtp-by-hand.ipynb", as_version=4)
    client = NotebookClient(notebook, km=manager, timeout=60)
    lesson = Lesson(client)
    with client.setup_kernel():
        yield lesson


@pytest.mark.parametrize("exercise", RIGHT)
def test_a_right_answer_passes(lesson: Lesson, exercise: int) -> None:
    nonce = lesson.begin(exercise)
    lesson.answer(exercise, with_word(RIGHT[exercise], nonce))
    report, errors = lesson.check(exercise)
    assert errors == []
    assert failed_checks(report) == []


@pytest.mark.parametrize("exercise", BLANK)
def test_the_answer_in_the_lesson_is_left_to_the_learner(lesson: Lesson, exercise: int) -> None:
    nonce = lesson.begin(exercise)
    lesson.answer(exercise)
    assert_failed(lesson.check(exercise), with_word(BLANK[exercise], nonce))


@pytest.mark.parametrize(("exercise", "lines", "missing"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_told_what_is_missing(
    lesson: Lesson, exercise: int, lines: list[str], missing: list[str]
) -> None:
    nonce = lesson.begin(exercise)
    lesson.answer(exercise, with_word(lines, nonce))
    assert_failed(lesson.check(exercise), with_word(missing, nonce))


def test_a_learner_may_try_again(lesson: Lesson) -> None:
    nonce = lesson.begin(2)
    for lines in (WRONG["2, Jones left out"][1], RIGHT[2]):
        lesson.answer(2, with_word(lines, nonce))
    assert lesson.check(2)[1] == []


def assert_failed(checked: tuple[str, list[str]], missing: list[str]) -> None:
    report, errors = checked
    assert errors == ["CheckFailed"]
    assert failed_checks(report) == missing


def failed_checks(report: str) -> list[str]:
    return [line.partition(": ")[2] for line in report.splitlines() if line.startswith("✘")]


def with_word(lines: list[str], nonce: str) -> list[str]:
    return [line.replace("NONCE", nonce) for line in lines]
