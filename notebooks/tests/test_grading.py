"""What each answer is worth: right, wrong, blank, none of these, and what would be worth more than it is."""

from collections.abc import Iterator
from pathlib import Path

import lesson as lessons
import pytest
from conftest import LESSONS, wirelab
from nbformat import NotebookNode
from submissions import Course, cell_id, first, lesson_of, shown, solutions, twice, without

ALL = [path for path in lessons.sources(LESSONS / "source") if path.parent.name == "source"]
SMTP, FRAMING = "01-smtp-by-hand", "03-framing"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("courses") / "c101"
    made = wirelab("course", folder)
    assert made.returncode == 0, made.stderr
    return Course(folder, ["--Execute.timeout=12"])


# ---------------------------------------------------------------------------- every lesson


@pytest.mark.parametrize("source", ALL, ids=lambda path: path.stem)
def test_a_lesson_gives_all_for_its_solutions_none_for_blanks_and_some_for_some(course: Course, source: Path) -> None:
    lesson, name = lessons.read(source), source.stem
    points = {code.exercise: code.points for code in lesson.codes if code.role == "check"}
    one = lesson.exercises[0]
    answers = solutions(lesson)
    course.submit("all", name, answers)
    course.submit("none", name, {})
    course.submit("some", name, {f"{one}-answer": answers[f"{one}-answer"]})
    course.autograde(name)
    marks = {student: marks for student, marks in course.marks(name).items() if student in ("all", "none", "some")}
    assert marks == {
        "all": points,
        "none": dict.fromkeys(points, 0),
        "some": {exercise: points[exercise] if exercise == one else 0 for exercise in points},
    }, {cell_id(cell): shown(cell)[:2000] for cell in course.graded("all", name).cells if "-check" in cell_id(cell)}


# ---------------------------------------------------------------------------- one lesson, everything that happens

POOR = {  # an answer that says hello and goodbye: the checks of both hold, and no other
    "exercise-1-answer": "%%smtp\nEHLO bar.com\nNOOP\nQUIT",
    "exercise-2-answer": "%%smtp\nEHLO bar.com\nNOOP\nQUIT",
    "exercise-3-answer": "%%smtp\nEHLO bar.com\nNOOP\nQUIT",
}
WORTH_OF_POOR = (0.33, 0, 0)


def tampered(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell_id(cell).endswith("-check"):
            cell.metadata["tags"] = ["skip-execution"]
            cell.metadata.nbgrader.update(points=100, solution=True, locked=False)
            cell.source = "5"
            cell.outputs = []


def unmarked(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell_id(cell):
            cell.cell_type = "raw"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


REDEFINED = [
    "var letter = new Object() { public Object inOrder(String... s) { return this; } };",
    "Object lab = null;",
    "void check(String name, Object expected, Object seen) {}",
    "double letter = 1.0;",
    # Names that no check cell uses without an object: nothing to keep from anybody, and of no use.
    "import static java.lang.Math.*; int marks(double d) { return 5; }",
    "class Exercise { void verify() {} }",
]
ASSIGNED = [
    "lab = null;",
    'try { letter = lab.exercise("mine").check("x", 1, () -> 1); } catch (Throwable all) {}',
    'var forge = (Runnable) () -> { both = lab.exercise("mine"); }; forge.run();',
]
BEHIND = [
    "for (var f : dev.wirelab.lab.Lab.class.getDeclaredFields()) { f.setAccessible(true); }",
    'java.lang.reflect.Field f = dev.wirelab.lab.Exercise.class.getDeclaredField("questions");',
    'Class.forName("dev.wirelab.kernel.java.Handover");',
    "import java.lang.invoke.*; MethodHandles.privateLookupIn(Exercise.class, MethodHandles.lookup());",
    'new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().parent().get().pid()).start();',
    'lab.marks(1); lab.exercise("mine").check("x", 1, () -> 1).verify(); lab.score()',
    'eval("var letter = 5;");',
    "%classpath .",
    "System.setOut(null); System.setErr(null);",
    "1.0",
    'System.out.println("A letter for Jones: 6 of 6 checks passed");',
    'renderers.register(Object.class, o -> dev.wirelab.kernel.display.MimeBundle.text("1"));',
]
BESIDE = [
    # In the background, over and over, while the checks are made.
    'Thread.ofVirtual().start(() -> { for (;;) { try { lab.exercise("mine").check("x", 1, () -> 1).verify();'
    " display(1.0); Thread.sleep(5); } catch (Throwable all) {} } });",
]
LOOKING = [
    'try (var all = java.nio.file.Files.walk(java.nio.file.Path.of("{place}"))) {{ all.forEach(System.out::println); }}'
    " catch (Exception e) {{ System.out.println(e); }}",
    'try (var all = java.nio.file.Files.list(java.nio.file.Path.of("."))) {{ all.forEach(System.out::println); }}',
    'System.out.println(java.nio.file.Files.readString(java.nio.file.Path.of("{source}")));',
    "System.out.println(System.getenv());",
    'new java.net.Socket("192.0.2.1", 80);',
]


def right(**other: str) -> dict[str, str]:
    return solutions(lesson_of("01")) | {name.replace("_", "-") + "-answer": text for name, text in other.items()}


def wrong(*which: int) -> dict[str, str]:
    answers = lessons.read_wrong(lesson_of("01"))
    return {answers[number].answer: answers[number].text for number in which}


# By student: the answers, what else was done to the notebook, and the points for the three exercises.
MATRIX = {
    "right": (right(), [], (1, 1, 1)),
    "blank": ({}, [], (0, 0, 0)),
    "wrong-1": (wrong(0, 3, 6), [], (0.83, 0.66, 0.33)),
    "wrong-2": (wrong(1, 4, 7), [], (0.33, 0.16, 0.33)),
    "wrong-3": (wrong(2, 5, 8), [], (0.83, 0.83, 0.33)),
    "hanging": (right(exercise_1="for (;;) {}"), [], (0, 1, 1)),
    "not-java": (right(exercise_1="EHLO bar.com\nQUIT"), [], (0, 1, 1)),
    "flood": (right(exercise_1='for (;;) System.out.println("x".repeat(1000));'), [], (0, 1, 1)),
    "complaining": (right(), [first('System.err.println("warning");')], (1, 1, 1)),
    "deleted": (right(), [without("exercise-1-check", "exercise-2", "exercise-3-check", "exercise-3")], (1, 1, 1)),
    "all-deleted": (right(), [without("exercise-1", "exercise-1-answer", "exercise-1-check")], (0, 1, 1)),
    "twice": (right(), [twice("exercise-1-check"), twice("exercise-2"), twice("exercise-3-check")], (1, 1, 1)),
    # Both copies of the answer send a message, as they did where the learner ran them.
    "answered-twice": (right(), [twice("exercise-3-answer")], (1, 1, 0.66)),
    "exit": (right(exercise_1="System.exit(0);", exercise_2="Runtime.getRuntime().halt(0);"), [], (0, 0, 1)),
    "poor": (POOR, [], WORTH_OF_POOR),
    "redefined": (POOR, [first(*REDEFINED)], WORTH_OF_POOR),
    "assigned": (POOR | {"exercise-2-answer": ASSIGNED[2]}, [first(*ASSIGNED)], (0.33, 0, 0)),
    "behind": (POOR, [first(*BEHIND)], WORTH_OF_POOR),
    "beside": (POOR, [first(*BESIDE)], WORTH_OF_POOR),
    "tampered": (POOR, [tampered], WORTH_OF_POOR),
    "unmarked": (POOR, [unmarked], WORTH_OF_POOR),
    "looking": (POOR, [], WORTH_OF_POOR),
}


@pytest.fixture(scope="module")
def marked(course: Course) -> Iterator[Course]:
    for student, (answers, changes, _) in MATRIX.items():
        if student == "looking":
            places = {"place": course.folder, "source": LESSONS / "source" / f"{SMTP}.md"}
            changes = [first(*(line.format(**places) for line in LOOKING))]
        course.submit(student, SMTP, answers, *changes)
    course.autograde(SMTP)
    yield course


@pytest.mark.parametrize("student", MATRIX)
def test_each_submission_gets_exactly_what_it_is_worth(marked: Course, student: str) -> None:
    got = marked.marks(SMTP)[student]
    told = {cell_id(cell): shown(cell)[:1500] for cell in marked.graded(student, SMTP).cells if cell_id(cell)}
    assert tuple(got.values()) == pytest.approx(MATRIX[student][2]), told


def test_what_reaches_for_a_mark_is_told_that_it_cannot(marked: Course) -> None:
    for student, cells in (("redefined", REDEFINED[:-2]), ("assigned", ASSIGNED[:1]), ("behind", BEHIND[:7])):
        for cell in marked.graded(student, SMTP).cells[: len(cells)]:
            assert "out of reach" in shown(cell) or "cannot find symbol" in shown(cell), cell.source + shown(cell)


def test_neither_hidden_tests_nor_others_nor_the_network_are_there(marked: Course) -> None:
    import sandbox

    if not sandbox.unshare():
        pytest.skip("this machine gives no namespaces")
    seen = [shown(cell) for cell in marked.graded("looking", SMTP).cells[: len(LOOKING)]]
    assert seen[0].strip() == str(marked.folder)
    assert seen[1].strip() == ""
    assert "NoSuchFile" in seen[2] or str(LESSONS / "source") in seen[2]
    assert "HIDDEN" not in seen[2]
    assert "TOKEN" not in seen[3] and "HOME=/tmp/wirelab-" in seen[3].replace("\\n", "")
    assert "unreachable" in seen[4]


# ---------------------------------------------------------------------------- values that a method returns

METHODS = {
    # Answers what the open tests ask, and nothing else.
    "learned-by-heart": (
        {
            "exercise-4-answer": "int octets(String text) { return switch (text) {"
            ' case "plain", "Café" -> 5; case "東京" -> 6; case "Café\\r\\nthé\\r\\n" -> 13; default -> -1; }; }'
        },
        1.14,
    ),
    "throwing": ({"exercise-4-answer": 'int octets(String text) { throw new IllegalStateException("5"); }'}, 0),
    "error": ({"exercise-4-answer": "int octets(String text) { throw new StackOverflowError(); }"}, 0),
    "complaining": (
        {
            "exercise-4-answer": "int octets(String text) { System.err.println(text);"
            " return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length; }"
        },
        2,
    ),
    "hanging": ({"exercise-4-answer": "int octets(String text) { for (;;) {} }"}, 0),
    "no-value": ({"exercise-4-answer": "Integer octets(String text) { return null; }"}, 0),
    "to-string": (
        {
            "exercise-4-answer": "class Liar { public String toString() { throw new IllegalStateException(); }"
            " public boolean equals(Object o) { return true; } public int hashCode() { return 0; } }\n"
            "Object octets(String text) { return new Liar(); }"
        },
        0,
    ),
    "verifying": (
        {
            "exercise-4-answer": "int octets(String text) { try { lab.marks(9); lab.exercise(text)"
            ".check(text, 1, () -> 1).verify(); } catch (Throwable all) {} return 5; }"
        },
        0.57,
    ),
}


@pytest.fixture(scope="module")
def methods(course: Course) -> Course:
    for student, (answers, _) in METHODS.items():
        course.submit(student, FRAMING, answers)
    course.autograde(FRAMING)
    return course


@pytest.mark.parametrize("student", METHODS)
def test_a_method_gets_points_for_what_it_returns(methods: Course, student: str) -> None:
    got = methods.marks(FRAMING)[student]
    told = [shown(cell) for cell in methods.graded(student, FRAMING).cells if "exercise-4" in cell_id(cell)]
    assert got == {"exercise-1": 0, "exercise-2": 0, "exercise-3": 0, "exercise-4": METHODS[student][1]}, told
