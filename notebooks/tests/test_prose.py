"""What lessons say in words: short enough to be read, in order, with links that lead somewhere, and spelt right."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import lesson as lessons
import pytest
from conftest import LESSONS
from lesson import Lesson, Prose
from spellchecker import SpellChecker

SOURCES = LESSONS / "source"
MOST_WORDS = 120  # in a cell, what stands in tables aside
HOSTS = ("https://www.rfc-editor.org/rfc/rfc", "https://www.rfc-editor.org/errata/")

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
DELIMITERS = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
VAGUE = {"here", "link", "this", "click here"}


@pytest.fixture(params=lessons.sources(SOURCES), ids=lambda path: path.relative_to(SOURCES).with_suffix("").as_posix())
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return lessons.read(request.param)


def prose(lesson: Lesson) -> list[Prose]:
    return [cell for cell in lesson.cells if isinstance(cell, Prose)]


def test_no_cell_is_a_wall_of_text(lesson: Lesson) -> None:
    long = {
        cell.name: count for cell in prose(lesson) if (count := len(outside_tables(cell.text).split())) > MOST_WORDS
    }
    assert long == {}


def test_headings_come_in_order(lesson: Lesson) -> None:
    levels = [len(marks) for cell in prose(lesson) for marks in re.findall(r"^(#+) ", CODE.sub("", cell.text), re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []


def test_tables_have_headers(lesson: Lesson) -> None:
    for cell in prose(lesson):
        for table in re.findall(r"(?:^\|.*\n?)+", cell.text, re.M):
            header, delimiters, *_ = [*table.splitlines(), ""]
            assert DELIMITERS.fullmatch(delimiters.strip()), (cell.name, header)
            assert all(name.strip() for name in header.strip().strip("|").split("|")), (cell.name, header)


def test_pictures_have_a_text_and_links_lead_somewhere(lesson: Lesson) -> None:
    folder = lessons.notebook_of(lesson.source, SOURCES, LESSONS).parent
    for cell in prose(lesson):
        for picture, text, target in LINK.findall(CODE.sub("", cell.text)):
            assert text.strip(), f"{cell.name}: the {'picture' if picture else 'link'} {target} has no text"
            assert text.lower() not in VAGUE, f"{cell.name}: {text!r} doesn't say where it leads"
            assert leads_somewhere(target, folder), f"{cell.name}: {target} leads nowhere"


def test_the_start_page_leads_to_every_lesson() -> None:
    for start in (path for path in lessons.sources(SOURCES) if path.name.startswith("00-")):
        others = {path.with_suffix(".ipynb").name for path in lessons.sources(start.parent) if path != start}
        linked = {target for _, _, target in LINK.findall(start.read_text("utf-8"))}
        assert linked >= {name for name in others if (LESSONS / start.relative_to(SOURCES).parent / name).exists()}


def leads_somewhere(target: str, folder: Path) -> bool:
    if target.startswith("https:"):
        return target.startswith(HOSTS)  # what is checked without a network: nothing else is linked to
    return (folder / target.partition("#")[0]).exists()


def test_spelling(lesson: Lesson) -> None:
    known = spelling(language(lesson.source))
    wrong = {}
    for cell in prose(lesson):
        text = LINK.sub(r"\2", re.sub(r"<[^>]+>", " ", CODE.sub(" ", cell.text)))
        words = {word.replace("\u2019", "'") for word in WORD.findall(text)}
        if unknown := {word for word in words if not (word.isupper() or is_known(word, known))}:
            wrong[cell.name] = sorted(unknown)
    assert wrong == {}, "if they are right, source/words.txt is the place for them"


def is_known(word: str, known: SpellChecker) -> bool:
    return bool(known.known([word.removesuffix("'s"), word])) or all(map(known.known, ([p] for p in word.split("'"))))


def language(source: Path) -> str:
    folder = source.relative_to(SOURCES).parent
    return str(folder) if folder.name else "en"


@cache
def spelling(language: str) -> SpellChecker:
    checker = SpellChecker(language=language)
    checker.word_frequency.load_words((SOURCES / "words.txt").read_text("utf-8").split())
    return checker


def outside_tables(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("|"))
