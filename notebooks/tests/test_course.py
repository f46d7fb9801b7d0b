"""A course from its folder to the feedback, by the commands that the instructors' page names, and what a class did."""

import csv
import os
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import nbformat
import pytest
from conftest import LAUNCHER, lab, wirelab
from submissions import Course, cell_id, lesson_of, shown, solutions

SMTP = "01-smtp-by-hand"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("courses") / "networks"
    made = wirelab("course", folder, "01")
    assert made.returncode == 0, made.stderr
    return Course(folder, [])


def learner(course: Course, home: Path, name: str, command: str) -> None:
    """One of nbgrader's commands, as that learner."""
    home.mkdir(parents=True, exist_ok=True)
    words = [LAUNCHER, "nbgrader", command, "--course", "networks", SMTP, f"--CourseDirectory.student_id={name}"]
    environment = {**os.environ, "WIRELAB_EXCHANGE": str(course.folder / "exchange")}
    ran = subprocess.run(
        [*words, f"--Exchange.cache={home / 'cache'}"], cwd=home, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def finished(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learners' homes, when it is all over."""
    homes = tmp_path_factory.mktemp("homes")
    course.nbgrader("generate_assignment", SMTP)
    course.nbgrader("release_assignment", SMTP)
    right = solutions(lesson_of("01"))
    for name, answers in {"ada": right, "bob": {"exercise-1-answer": right["exercise-1-answer"]}, "cris": {}}.items():
        learner(course, homes / name, name, "fetch_assignment")
        path = homes / name / SMTP / f"{SMTP}.ipynb"
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            cell.source = answers.get(cell_id(cell), cell.source)
        nbformat.write(notebook, path)
        learner(course, homes / name, name, "submit")
    course.nbgrader("collect", SMTP)
    course.nbgrader("autograde", SMTP)
    course.nbgrader("generate_feedback", SMTP)
    course.nbgrader("release_feedback", SMTP)
    course.nbgrader("export")
    learner(course, homes / "ada", "ada", "fetch_feedback")
    return homes


def test_what_is_handed_out_has_neither_solutions_nor_hidden_tests(finished: Path) -> None:
    text = (finished / "cris" / SMTP / f"{SMTP}.ipynb").read_text("utf-8")
    assert "7r8r-t89t" not in text and "HIDDEN" not in text and "lab.marks" not in text
    assert "BEGIN SOLUTION" not in text


def test_marks_are_exported(course: Course, finished: Path) -> None:
    with (course.folder / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert {name: scores[name] for name in ("ada", "bob", "cris")} == {"ada": 3, "bob": 1, "cris": 0}


def test_feedback_says_what_was_expected_and_seen_and_why(course: Course, finished: Path) -> None:
    page = next((course.folder / "feedback" / "bob" / SMTP).glob("*.html")).read_text("utf-8")
    for part in ("Score: 1.0 / 3.0", "A letter for Jones: 6 of 6 checks passed", "expected", "seen", "rfc5321"):
        assert part in page, part


def test_a_class_in_one_page(course: Course, finished: Path, tmp_path: Path) -> None:
    ran = wirelab("report", course.folder, "--out", tmp_path)
    assert ran.returncode == 0, ran.stderr
    with (tmp_path / "report.csv").open() as file:
        rows = list(csv.DictReader(file))
    bob = [(row["exercise"], row["points"]) for row in rows if row["student"] == "bob"]
    assert bob == [("exercise-1", "1"), ("exercise-2", "0"), ("exercise-3", "0")]
    assert all(row["handed in"][:2] == "20" for row in rows)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "By exercise" in page and "NotAnswered" in page and "<script" not in page


def test_a_report_of_no_course_says_so(tmp_path: Path) -> None:
    ran = wirelab("report", tmp_path)
    assert ran.returncode == 1 and "no gradebook.db" in ran.stderr and len(ran.stderr.strip().splitlines()) == 1


def test_nbgraders_pages_are_there_for_instructors_alone(course: Course, tmp_path: Path) -> None:
    with lab(tmp_path, "--instructor", course.folder) as address:
        assert "formgrader" in read(address, "/formgrader/manage_assignments")
        assert '"@jupyter/nbgrader"' in read(address, "/lab") and SMTP in read(address, "/formgrader/api/assignments")
    with lab(tmp_path) as address, pytest.raises(HTTPError) as missing:
        read(address, "/formgrader/manage_assignments")
    assert missing.value.code == 404


def read(address: str, path: str) -> str:
    parts = urlsplit(address)
    with urlopen(f"{parts.scheme}://{parts.netloc}{path}?{parts.query}") as answer:
        return answer.read().decode()


def test_pages_for_a_folder_that_is_no_course(tmp_path: Path) -> None:
    ran = wirelab("lab", "--instructor", tmp_path, "--no-browser")
    assert ran.returncode == 1 and "is no course folder; ./wirelab course" in ran.stderr


def test_what_is_there_stays(course: Course) -> None:
    source = course.folder / "source" / SMTP / f"{SMTP}.ipynb"
    before = source.read_bytes()
    again = wirelab("course", course.folder, "01")
    assert again.returncode == 0 and "stays" in again.stdout and source.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["bad name"], "can't be a name"),
        (["ok", "99"], "no lesson's name begins with 99"),
        (["ok", "--new", "a/b"], "'a/b'"),
    ],
)
def test_a_course_that_cannot_be(tmp_path: Path, words: list[str], told: str) -> None:
    ran = wirelab("course", tmp_path / words[0], *words[1:])
    assert ran.returncode == 1 and told in ran.stderr and not (tmp_path / words[0]).exists()


def test_the_template_is_an_exercise_that_can_be_released(tmp_path: Path) -> None:
    """The page's own steps."""
    folder = tmp_path / "networks"
    assert wirelab("course", folder, "--new", "greeting").returncode == 0
    linted = wirelab("lint", folder / "source" / "greeting" / "greeting.ipynb")
    assert (linted.returncode, linted.stdout.strip().rpartition(": ")[2]) == (0, "no findings"), linted.stdout
    mine = Course(folder)
    released = mine.release("greeting")
    answer = next(cell for cell in released.cells if cell_id(cell) == "greet-answer")
    assert answer.source == "%%smtp\nNOOP"
    mine.submit("ada", "greeting", {"greet-answer": "%%smtp\nEHLO bar.com\nQUIT"})
    mine.autograde("greeting")
    assert mine.marks("greeting") == {"ada": {"greet": 2}}, shown(mine.graded("ada", "greeting").cells[-1])
