"""Every lesson comes from its source, shows what a fresh run shows, and judges right, wrong and blank answers."""

import difflib
import random
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lesson as lessons
import nbformat
import pytest
from conftest import LAUNCHER, LESSONS, wirelab
from lesson import Lesson
from nbformat import NotebookNode
from session import FAILED, Session, errors, session, stack_traces

SOURCES = LESSONS / "source"
SECONDS = 20  # for a lesson from top to bottom
CELLS = range(6, 11)  # that show something, those of exercises aside
EXERCISES = 3  # in a lesson, or more
WRONG_ANSWERS = 5  # that each lesson keeps, or more
ORDERS = 2  # at random, besides the usual one and backwards

METHOD = re.compile(r"^\w[\w<>]* \w+\(.*\{$", re.MULTILINE)

ALL = lessons.sources(SOURCES)


def named(path: Path) -> str:
    return path.relative_to(SOURCES).with_suffix("").as_posix()


@dataclass(frozen=True)
class Fresh:
    """A lesson after a run in a kernel of its own, as learners get it."""

    committed: NotebookNode
    ran: NotebookNode
    seconds: float


@dataclass
class Tried:
    """A lesson in a kernel that has run it once with its solutions."""

    lesson: Lesson
    kernel: Session
    first: dict[str, list[NotebookNode]]


@pytest.fixture(scope="session")
def kernels() -> Path:
    return Path(wirelab("kernelspec").stdout.strip()).parent


@pytest.fixture(scope="module", params=ALL, ids=named)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return lessons.read(request.param)


@pytest.fixture(scope="module")
def notebook(lesson: Lesson) -> Path:
    return lessons.notebook_of(lesson.source, SOURCES, LESSONS)


@pytest.fixture(scope="module")
def fresh(notebook: Path, kernels: Path, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    assert kernels.exists()  # built, so that the time is the lesson's
    out = tmp_path_factory.mktemp("fresh")
    began = time.monotonic()
    ran = subprocess.run([LAUNCHER, "run", notebook, "--out", out], capture_output=True, text=True)
    seconds = time.monotonic() - began
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return Fresh(nbformat.read(notebook, 4), nbformat.read(out / notebook.name, 4), seconds)


@pytest.fixture(scope="module")
def tried(lesson: Lesson, notebook: Path, kernels: Path) -> Iterator[Tried]:
    with session(notebook.parent, kernels) as kernel:
        yield Tried(lesson, kernel, {code.name: kernel.run(code.solved()) for code in lesson.codes})


def test_the_notebook_comes_from_its_source(lesson: Lesson, notebook: Path) -> None:
    assert notebook.exists(), f"./wirelab lessons {lesson.source.stem} makes it"
    committed = nbformat.read(notebook, as_version=4)
    for cell in committed.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    assert committed == lesson.for_learners(), (
        f"{notebook.name} is not what its source gives: ./wirelab lessons {lesson.source.stem}"
    )


def test_a_fresh_run_gives_the_committed_outputs(lesson: Lesson, fresh: Fresh) -> None:
    differences = [
        f"cell {number}, {first_line(before)}\n{difference(before, after)}"
        for number, (before, after) in enumerate(zip(fresh.committed.cells, fresh.ran.cells, strict=True), start=1)
        if readable(before) != readable(after)
    ]
    assert not differences, (
        "a fresh run gave other outputs (-) committed (+) fresh:\n\n"
        + "\n\n".join(differences)
        + f"\n\nIf the fresh ones are right: ./wirelab lessons {lesson.source.stem}"
    )


def test_a_run_takes_less_than_20_seconds(fresh: Fresh) -> None:
    assert fresh.seconds < SECONDS


def test_a_blank_answer_is_told_what_is_missing(lesson: Lesson, fresh: Fresh) -> None:
    cells = {cell.id: cell for cell in fresh.ran.cells}
    for exercise in lesson.exercises:
        outputs = cells[f"{exercise}-check"].outputs
        assert [name for name, _ in errors(outputs)] == [FAILED], exercise
        assert "✘" in "".join(o.data["text/plain"] for o in outputs if o.output_type == "display_data"), exercise
        assert "[1m" not in "".join(errors(outputs)[0]), exercise
    assert [trace for cell in cells.values() for trace in stack_traces(cell.get("outputs", []))] == []


def test_it_shows_its_subject_in_six_to_ten_cells(lesson: Lesson) -> None:
    shown = [code.name for code in lesson.codes if code.exercise not in lesson.exercises]
    assert len(shown) in CELLS, shown


def test_it_has_three_exercises_with_hints(lesson: Lesson) -> None:
    assert len(lesson.exercises) >= EXERCISES
    for exercise in lesson.exercises:
        assert ".hint(" in lesson.exercise(exercise)[2].for_learners(), exercise


def test_its_solutions_pass_every_check_and_hidden_test(tried: Tried) -> None:
    assert unexpected(tried.lesson, tried.first) == {}


def test_it_runs_again_without_a_restart(tried: Tried) -> None:
    again = {code.name: tried.kernel.run(code.solved()) for code in tried.lesson.codes}
    assert unexpected(tried.lesson, again) == {}


def test_its_exercises_can_be_done_in_any_order(tried: Tried) -> None:
    for exercise in reversed(tried.lesson.exercises):
        begin, answer, check = tried.lesson.exercise(exercise)
        cells = {cell.name: tried.kernel.run(cell.solved()) for cell in (begin, answer, check) if cell}
        assert unexpected(tried.lesson, cells) == {}


def test_its_exercises_want_no_more_than_the_first_cell_and_methods_from_above(
    lesson: Lesson, notebook: Path, kernels: Path
) -> None:
    first, *others = lesson.codes
    with session(notebook.parent, kernels) as kernel:
        above = [code for code in others if code.exercise not in lesson.exercises and METHOD.search(code.text)]
        for code in [first, *above]:
            kernel.run(code.for_learners())
        answered = [code for code in others if code.exercise in lesson.exercises]
        assert unexpected(lesson, {code.name: kernel.run(code.solved()) for code in answered}) == {}


def test_its_cells_can_be_run_in_any_order_after_the_first(lesson: Lesson, notebook: Path, kernels: Path) -> None:
    """A cell may say that it comes too early, in words, and none may hang. After all that, the usual order works."""
    first, *others = lesson.codes
    orders = [others[::-1], *(random.Random(seed).sample(others, len(others)) for seed in range(ORDERS))]
    with session(notebook.parent, kernels) as kernel:
        for order in orders:
            shown = {code.name: kernel.run(code.for_learners()) for code in (first, *order)}
            assert {name: traces for name, outputs in shown.items() if (traces := stack_traces(outputs))} == {}
        assert unexpected(lesson, {code.name: kernel.run(code.solved()) for code in lesson.codes}) == {}


def test_it_keeps_wrong_answers_to_every_exercise(lesson: Lesson) -> None:
    wrong = [answer.answer.removesuffix("-answer") for answer in lessons.read_wrong(lesson)]
    assert len(wrong) >= WRONG_ANSWERS, f"they belong into {lessons.wrong_path(lesson.source).name}"
    assert set(wrong) == set(lesson.exercises)


def test_a_wrong_answer_is_told_what_is_missing_and_may_be_put_right(tried: Tried) -> None:
    for wrong in lessons.read_wrong(tried.lesson):
        told = tried.kernel.tell(tried.lesson, wrong)
        assert not told.passed, wrong.title
        assert told.text == wrong.message, f"{wrong.title}: if that is right, ./wirelab lessons writes it down"
        assert stack_traces([*told.answered, *told.checked]) == [], wrong.title
        assert tried.kernel.put_right(tried.lesson, wrong).passed, wrong.title


def unexpected(lesson: Lesson, shown: dict[str, list[NotebookNode]]) -> dict[str, list[tuple[str, str]]]:
    """The cells that failed and are not there to fail."""
    return {
        name: errors(outputs)
        for name, outputs in shown.items()
        if errors(outputs) and not lesson.code(name).expected_to_fail
    }


def difference(before: NotebookNode, after: NotebookNode) -> str:
    return "\n".join(difflib.unified_diff(readable(before), readable(after), "committed", "fresh", lineterm=""))


def first_line(cell: NotebookNode) -> str:
    return cell.source.partition("\n")[0]


def readable(cell: NotebookNode) -> list[str]:
    """All that a reader of the cell could see below it, a line each."""
    lines = []
    for output in cell.get("outputs", []):
        match output.output_type:
            case "stream":
                lines += titled(output.name, output.text)
            case "error":
                lines += titled(f"error {output.ename}: {output.evalue}", "\n".join(output.traceback))
            case kind:
                for media_type, data in sorted(output.data.items()):
                    lines += titled(f"{kind} {media_type}", data)
    return lines


def titled(title: str, text: object) -> list[str]:
    return [f"[{title}]", *str(text).splitlines()]
