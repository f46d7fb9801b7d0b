"""What lessons say in words: short enough to be read, in order, and spelt right, as what READMEs say is."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import lesson as lessons
import pytest
from conftest import LESSONS, ROOT
from lesson import Code, Lesson, Prose
from spellchecker import SpellChecker
from test_links import LINK, READMES

SOURCES = LESSONS / "source"
MOST_WORDS = 120  # in a cell, what stands in tables aside
GOALS = 3
RECAP, NEXT = "What we have seen", "What to try next"
README_WORDS = Path(__file__).with_name("readme-words.txt")

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
DELIMITERS = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
TIME = re.compile(r"\d+ (minutes|Minuten)")
QUESTION = re.compile(r"\*\*[^*]*\?[^*]*\*\*")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TITLE = re.compile(rf"\b(?:exercise|check)\(\s*{STRING.pattern}")
HINTS = re.compile(rf"\.hint\((?:\s*{STRING.pattern}\s*,?)*\)")


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


def test_it_says_what_for_and_how_long(lesson: Lesson) -> None:
    first, *_ = prose(lesson)
    assert len(re.findall(r"^- ", first.text, re.M)) == GOALS
    assert TIME.search(first.text)


def test_it_asks_before_it_shows(lesson: Lesson) -> None:
    """A question, in bold, in each section before its first cell of code; and about as many as there are such cells."""
    shown = [cell for cell in lesson.cells if isinstance(cell, Code) and cell.exercise not in lesson.exercises]
    silent = []
    asked = of_section = 0
    for cell in lesson.cells:
        if cell in shown and not of_section:
            silent.append(cell.name)
        elif isinstance(cell, Prose):
            questions = len(QUESTION.findall(CODE.sub("", cell.text)))
            of_section = questions + (0 if cell.text.startswith("#") else of_section)
            asked += questions
    assert silent == []
    assert asked >= len(shown) - 1


def test_it_ends_with_what_was_seen_and_what_to_try_next(lesson: Lesson) -> None:
    if language(lesson.source) == "en":  # a translation has the same sections, under headings of its own
        assert "\n| --- |" in next(cell.text for cell in prose(lesson) if cell.text.startswith(f"## {RECAP}"))
        assert prose(lesson)[-1].text.startswith(f"## {NEXT}\n\n- ")


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


def test_the_start_page_leads_to_every_lesson() -> None:
    for start in (path for path in lessons.sources(SOURCES) if path.name.startswith("00-")):
        others = {path.with_suffix(".ipynb").name for path in lessons.sources(start.parent) if path != start}
        linked = {target for _, _, target in LINK.findall(start.read_text("utf-8"))}
        assert linked >= {name for name in others if (LESSONS / start.relative_to(SOURCES).parent / name).exists()}


def test_a_lessons_spelling(lesson: Lesson) -> None:
    known = spelling(language(lesson.source))
    wrong = {cell.name: words for cell in lesson.cells if (words := misspelt(words_of(cell), known))}
    assert wrong == {}, (
        f"if they are right, {words_file(language(lesson.source)).relative_to(ROOT)} is the place for them"
    )


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_readmes_spelling(readme: Path) -> None:
    known = spelling("en", README_WORDS)
    wrong = misspelt(readme.read_text("utf-8"), known)
    assert wrong == [], f"if they are right, {README_WORDS.relative_to(ROOT)} is the place for them"


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "A [maildrop](recieve.md) with `teh` name: it's Jones's, and I unstuff it.", []),
        ("en", "Teh server will recieve it.", ["Teh", "recieve"]),
        ("de", "Der Mailserver grüßt, und das Zeilenende ist da.", []),
        ("de", "Der Mailserfer grüsst, und das Zeilenennde ist da.", ["Mailserfer", "Zeilenennde", "grüsst"]),
    ],
)
def test_a_misspelt_word_is_found(language: str, text: str, wrong: list[str]) -> None:
    assert misspelt(text, spelling(language)) == wrong


def words_of(cell: Prose | Code) -> str:
    """What is there to be read: prose, and in code the titles of exercises and checks, and the hints."""
    if isinstance(cell, Prose):
        return cell.text
    strings = TITLE.findall(cell.text) + [
        text for hints in HINTS.finditer(cell.text) for text in STRING.findall(hints[0])
    ]
    return "\n".join(re.sub(r"\w+\.\w+|\w+\(", " ", text) for text in strings)


def misspelt(markdown: str, known: SpellChecker) -> list[str]:
    """A word with a capital inside is a name, one in capitals an abbreviation or a command."""
    text = LINK.sub(r"\2", re.sub(r"<[^>]+>|https?://\S+", " ", CODE.sub(" ", markdown)))
    words = {word.replace("\u2019", "'") for word in WORD.findall(text)}
    return sorted(word for word in words if word[1:].islower() and not is_known(word, known))


def is_known(word: str, known: SpellChecker) -> bool:
    return bool(known.known([word.removesuffix("'s"), word])) or all(map(known.known, ([p] for p in word.split("'"))))


def language(source: Path) -> str:
    folder = source.relative_to(SOURCES).parent
    return str(folder) if folder.name else "en"


def words_file(language: str) -> Path:
    return SOURCES / ("" if language == "en" else language) / "words.txt"


@cache
def spelling(language: str, more: Path | None = None) -> SpellChecker:
    checker = SpellChecker(language=language)
    for words in filter(None, (words_file(language), more)):
        checker.word_frequency.load_words(words.read_text("utf-8").split())
    return checker


def outside_tables(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("|"))
