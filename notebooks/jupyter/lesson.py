"""A lesson's source: one Markdown file, from which come the learner's notebook, the solved one and the instructor's.

A fence that says `java NAME` is a code cell with that id; everything else is prose, a new cell at each heading. An
exercise is up to three cells: `NAME`, `NAME-answer`, `NAME-check`. `source/README.md` has the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNELSPEC = {"display_name": "Java 25 (Wirelab)", "language": "java", "name": "java"}
LANGUAGE = {
    "codemirror_mode": "text/x-java",
    "file_extension": ".jshell",
    "mimetype": "text/x-java",
    "name": "java",
    "nbconvert_exporter": "script",
    "pygments_lexer": "java",
    "version": "25",
}

SOLUTION = ("// BEGIN SOLUTION", "// END SOLUTION")
HIDDEN = ("// BEGIN HIDDEN TESTS", "// END HIDDEN TESTS")
STUB = "//:"  # inside a solution: what learners find in its place

FENCE = re.compile(r"^(`{3,})(.*)$")
CELL = re.compile(r"java +(?P<name>[a-z0-9-]+)(?P<options>(?: +\S+)*)")
HEADING = re.compile(r"^#{1,6} +(.*)$")


class SourceError(Exception):
    """What is wrong in a source, with file and line."""


Fail = Callable[[int, str], SourceError]


@dataclass(frozen=True)
class Prose:
    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Code:
    name: str
    text: str
    line: int
    expected_to_fail: bool = False
    points: int = 1

    @property
    def role(self) -> str:
        """`answer`, `check`, or nothing for a cell that belongs to no exercise or begins one."""
        return next((role for role in ("answer", "check") if self.name.endswith(f"-{role}")), "")

    @property
    def exercise(self) -> str:
        return self.name.removesuffix(f"-{self.role}") if self.role else self.name

    def for_learners(self) -> str:
        """Without solution and hidden tests; of a solution the lines that begin with `//:` stay."""
        return "\n".join(blank(self.text.split("\n")))

    def for_marks(self) -> str:
        """With all of it. A check counts what passes, which only a grader sees."""
        if self.role != "check":
            return self.text
        begin, end = HIDDEN
        return "\n".join([begin, f"lab.marks({self.points});", end, self.text, begin, "lab.score()", end])

    def solved(self) -> str:
        """With solution and hidden tests, without the lines that mark them."""
        return "\n".join(line for line in self.text.split("\n") if not is_mark(line))


@dataclass(frozen=True)
class Wrong:
    """An answer that a learner would give, and what the check says to it."""

    title: str
    answer: str
    text: str
    message: str


@dataclass(frozen=True)
class Lesson:
    source: Path
    cells: list[Prose | Code]

    @property
    def codes(self) -> list[Code]:
        return [cell for cell in self.cells if isinstance(cell, Code)]

    @property
    def exercises(self) -> list[str]:
        return [cell.exercise for cell in self.codes if cell.role == "answer"]

    def code(self, name: str) -> Code | None:
        return next((cell for cell in self.codes if cell.name == name), None)

    def exercise(self, name: str) -> tuple[Code | None, Code, Code]:
        """The cell that begins it, if it has one, its answer and its check."""
        return self.code(name), self.code(f"{name}-answer"), self.code(f"{name}-check")

    def for_learners(self) -> NotebookNode:
        return self.notebook(Code.for_learners)

    def solved(self) -> NotebookNode:
        return self.notebook(Code.solved)

    def for_instructors(self) -> NotebookNode:
        """As nbgrader wants it: with solutions and hidden tests between their marks, and points for each check."""
        return self.notebook(Code.for_marks)

    def notebook(self, text_of: Callable[[Code], str]) -> NotebookNode:
        cells = [
            new_code_cell(text_of(cell), id=cell.name, metadata=self.metadata(cell))
            if isinstance(cell, Code)
            else new_markdown_cell(cell.text, id=cell.name)
            for cell in self.cells
        ]
        notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC, "language_info": LANGUAGE})
        nbformat.validate(notebook)
        return notebook

    def metadata(self, code: Code) -> dict:
        """What nbgrader has to know of a cell, and that a check is expected to fail until there is an answer."""
        metadata: dict = {}
        if code.role == "check" or code.expected_to_fail:
            metadata["tags"] = ["raises-exception"]
        if code.exercise in self.exercises:
            metadata["nbgrader"] = {
                "grade": code.role == "check",
                "grade_id": code.name,
                "locked": code.role != "answer",
                "schema_version": 3,
                "solution": code.role == "answer",
                "task": False,
            } | ({"points": code.points} if code.role == "check" else {})
        return metadata


def sources(folder: Path) -> list[Path]:
    """The lessons' sources, those of other languages in folders of their own."""
    return sorted(path for path in folder.rglob("[0-9][0-9]-*.md") if not path.name.endswith(".wrong.md"))


def notebook_of(source: Path, folder: Path, notebooks: Path) -> Path:
    return (notebooks / source.relative_to(folder)).with_suffix(".ipynb")


def read(source: Path) -> Lesson:
    cells: list[Prose | Code] = []
    prose: list[str] = []
    began = 1
    names: set[str] = set()

    fail = failure(source)

    def take(name: str, line: int) -> str:
        if name in names:
            raise fail(line, f"there is a cell '{name}' already; cells need names of their own")
        names.add(name)
        return name

    def end_prose() -> None:
        text = "\n".join(prose).strip("\n")
        prose.clear()
        if text:
            heading = HEADING.match(text.partition("\n")[0])
            before = cells[-1].name if cells else "start"
            wanted = slug(heading[1]) if heading else f"after-{before}"[:64]
            cells.append(Prose(take(free(wanted, names | of_code), began), text, began))

    fences = list(blocks(source.read_text("utf-8").splitlines(), fail))
    of_code = {cell["name"] for fence in fences if (cell := CELL.fullmatch(fence.info or ""))}
    for fence in fences:
        cell = CELL.fullmatch(fence.info or "")
        if cell:
            end_prose()
            cells.append(code_cell(cell, fence, take, fail))
            began = fence.line + len(fence.lines) + 2
        elif fence.info is not None:
            prose += [fence.opening, *fence.lines, fence.closing]
        else:
            for number, line in enumerate(fence.lines, start=fence.line):
                if HEADING.match(line):
                    end_prose()
                    began = number
                prose.append(line)
    end_prose()
    lesson = Lesson(source, cells)
    check_exercises(lesson, fail)
    return lesson


def read_wrong(lesson: Lesson) -> list[Wrong]:
    """The wrong answers beside a source: a heading, the answer's cell, and the message in a `text` fence."""
    path = wrong_path(lesson.source)
    if not path.exists():
        return []

    fail = failure(path)
    found: list[Wrong] = []
    title = ""
    for block in blocks(path.read_text("utf-8").splitlines(), fail):
        if block.info is None:
            title = next((m[1] for m in map(HEADING.match, reversed(block.lines)) if m), title)
        elif block.info == "text":
            if not found:
                raise fail(block.line, "a message stands behind the answer it is for")
            found[-1] = Wrong(found[-1].title, found[-1].answer, found[-1].text, "\n".join(block.lines))
        elif (cell := CELL.fullmatch(block.info)) and cell["name"].endswith("-answer"):
            if not lesson.code(cell["name"]):
                raise fail(block.line, f"the lesson has no cell '{cell['name']}'")
            found.append(Wrong(title, cell["name"], "\n".join(block.lines), ""))
        else:
            raise fail(block.line, f"a fence here says 'java NAME-answer' or 'text', not '{block.info}'")
    return found


def write_wrong(lesson: Lesson, answers: list[Wrong]) -> None:
    """The same file with the messages as they are now; the words before the first heading of an answer stay."""
    path = wrong_path(lesson.source)
    preamble = re.split(r"^## ", path.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE)[0]
    parts = [
        f"## {wrong.title}\n\n```java {wrong.answer}\n{wrong.text}\n```\n\n```text\n{wrong.message}\n```\n"
        for wrong in answers
    ]
    path.write_text(preamble + "\n".join(parts), "utf-8")


def failure(path: Path) -> Fail:
    return lambda line, what: SourceError(f"{path.name}, line {line}: {what}")


def wrong_path(source: Path) -> Path:
    return source.with_suffix(".wrong.md")


# ---------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Block:
    """Lines between fences (no info), or a fence with its info string."""

    info: str | None
    lines: list[str]
    line: int
    opening: str = ""
    closing: str = ""


def blocks(lines: list[str], fail: Fail) -> Iterator[Block]:
    text: list[str] = []
    start = 1
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if not opening:
            text.append(lines[number])
            number += 1
            continue
        yield Block(None, text, start)
        began = number
        number += 1
        while number < len(lines) and lines[number].rstrip() != opening[1]:
            number += 1
        if number == len(lines):
            raise fail(began + 1, "this fence is never closed")
        yield Block(opening[2].strip(), lines[began + 1 : number], began + 1, lines[began], lines[number])
        number += 1
        text, start = [], number + 1
    yield Block(None, text, start)


def code_cell(cell: re.Match, block: Block, take: Callable[[str, int], str], fail: Fail) -> Code:
    fails, points = False, 1
    for option in cell["options"].split():
        if option == "raises-exception":
            fails = True
        elif re.fullmatch(r"points=[1-9][0-9]*", option):
            points = int(option.removeprefix("points="))
        else:
            raise fail(block.line, f"a code cell has the options 'raises-exception' and 'points=N', not '{option}'")
    code = Code(take(cell["name"], block.line), "\n".join(block.lines), block.line, fails, points)
    for begin, end in (SOLUTION, HIDDEN):
        marks = [line.strip() for line in block.lines if line.strip() in (begin, end)]
        if marks != [begin, end] * (len(marks) // 2):
            raise fail(block.line, f"'{begin}' and '{end}' come in pairs")
    if code.role == "answer" and SOLUTION[0] not in code.text:
        raise fail(block.line, f"an answer has its solution between '{SOLUTION[0]}' and '{SOLUTION[1]}'")
    if code.role == "check" and HIDDEN[0] not in code.text:
        raise fail(block.line, f"a check has hidden tests between '{HIDDEN[0]}' and '{HIDDEN[1]}'")
    return code


def check_exercises(lesson: Lesson, fail: Fail) -> None:
    for code in lesson.codes:
        for role in {"answer": ["check"], "check": ["answer"]}.get(code.role, []):
            if not lesson.code(f"{code.exercise}-{role}"):
                raise fail(code.line, f"'{code.name}' has no '{code.exercise}-{role}' to go with it")


def blank(lines: list[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        mark = line.strip()
        if mark in (SOLUTION[0], HIDDEN[0]):
            inside = True
        elif mark in (SOLUTION[1], HIDDEN[1]):
            inside = False
        elif not inside:
            yield line
        elif is_stub(line):
            yield re.sub(rf"{STUB} ?", "", line, count=1)


def is_stub(line: str) -> bool:
    return line.lstrip().startswith(STUB)


def is_mark(line: str) -> bool:
    return line.strip() in (*SOLUTION, *HIDDEN) or is_stub(line)


def slug(title: str) -> str:
    title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()  # of an umlaut the letter stays
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "heading"


def free(name: str, taken: set[str]) -> str:
    """Headings may come twice; their cells' names may not."""
    count = 1
    while (numbered := name if count == 1 else f"{name}-{count}") in taken:
        count += 1
    return numbered
