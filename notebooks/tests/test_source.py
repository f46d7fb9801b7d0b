"""A lesson's source gives three notebooks, and a fault in it is told with its line."""

from pathlib import Path

import lesson as lessons
import pytest

SOURCE = """\
# Greetings

Who speaks first?

```java connect
var smtp = lab.smtp();
```

The server does. A client that is on its own could write:

```java
client.connect();
```

## Your turn

```java greet
lab.reset();
```

```java greet-answer
String greeting() {
// BEGIN SOLUTION
//: return "";
  return "EHLO bar.com";
// END SOLUTION
}
```

```java greet-check points=3
greeting.verify();
// BEGIN HIDDEN TESTS
greeting.sentLine("EHLO bar.com").verify();
// END HIDDEN TESTS
```
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "01-greetings.md"
    path.write_text(SOURCE, "utf-8")
    return path


def test_learners_get_neither_solutions_nor_hidden_tests(source: Path) -> None:
    cells = {cell.id: cell for cell in lessons.read(source).for_learners().cells}
    assert cells["greet-answer"].source == 'String greeting() {\nreturn "";\n}'
    assert cells["greet-check"].source == "greeting.verify();"


def test_a_solved_lesson_has_both_and_no_marks(source: Path) -> None:
    cells = {cell.id: cell for cell in lessons.read(source).solved().cells}
    assert cells["greet-answer"].source == 'String greeting() {\n  return "EHLO bar.com";\n}'
    assert cells["greet-check"].source == 'greeting.verify();\ngreeting.sentLine("EHLO bar.com").verify();'


def test_an_empty_line_at_a_cells_end_stays_for_it_may_end_a_request(source: Path) -> None:
    source.write_text("# Requests\n\n```java ask\n%%http\nGET / HTTP/1.1\nHost: localhost\n\n```\n", "utf-8")
    lesson = lessons.read(source)
    for notebook in (lesson.for_learners(), lesson.solved(), lesson.for_instructors()):
        assert notebook.cells[-1].source == "%%http\nGET / HTTP/1.1\nHost: localhost\n"


def test_instructors_get_both_between_their_marks_and_points_for_each_check(source: Path) -> None:
    cells = {cell.id: cell for cell in lessons.read(source).for_instructors().cells}
    assert cells["greet-answer"].source.splitlines()[1:5] == [
        "// BEGIN SOLUTION",
        '//: return "";',
        '  return "EHLO bar.com";',
        "// END SOLUTION",
    ]
    check = cells["greet-check"].source.splitlines()
    assert check[:3] == ["// BEGIN HIDDEN TESTS", "lab.marks(3);", "// END HIDDEN TESTS"]
    assert check[3:5] == ["greeting.verify();", "// BEGIN HIDDEN TESTS"]
    assert check[-3:] == ["// BEGIN HIDDEN TESTS", "lab.score()", "// END HIDDEN TESTS"]


def test_nbgrader_is_told_what_each_cell_of_an_exercise_is_for(source: Path) -> None:
    notebook = lessons.read(source).for_instructors()
    told = {cell.id: cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata}
    assert {name: (it.grade, it.solution, it.locked, it.get("points")) for name, it in told.items()} == {
        "greet": (False, False, True, None),
        "greet-answer": (False, True, False, None),
        "greet-check": (True, False, True, 3),
    }
    assert all(it.grade_id == name and it.schema_version == 3 and not it.task for name, it in told.items())
    assert notebook.metadata.kernelspec.language == "java"


def test_a_heading_begins_a_cell_and_a_fence_without_a_name_is_prose(source: Path) -> None:
    prose = {cell.name: cell.text for cell in lessons.read(source).cells if isinstance(cell, lessons.Prose)}
    assert list(prose) == ["greetings", "after-connect", "your-turn"]
    assert prose["after-connect"].endswith("```java\nclient.connect();\n```")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("```java connect", "```java greet", "line 17: there is a cell 'greet' already; cells need names of their own"),
        ("// END SOLUTION\n", "", "line 21: '// BEGIN SOLUTION' and '// END SOLUTION' come in pairs"),
        ("points=3", "points=none", "line 30: a code cell has the options 'raises-exception' and 'points=N', not"),
        ("greet-answer", "greet", "line 21: there is a cell 'greet' already; cells need names of their own"),
        ("greet-check", "grete-check", "line 21: 'greet-answer' has no 'greet-check' to go with it"),
        ("// END HIDDEN TESTS\n```", "// END HIDDEN TESTS", "line 30: this fence is never closed"),
    ],
)
def test_a_fault_is_told_with_its_line(source: Path, right: str, wrong: str, told: str) -> None:
    assert right in SOURCE
    source.write_text(SOURCE.replace(right, wrong, 1), "utf-8")
    with pytest.raises(lessons.SourceError) as problem:
        lessons.read(source)
    assert f"01-greetings.md, {told}" in str(problem.value)
