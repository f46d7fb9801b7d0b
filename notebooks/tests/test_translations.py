"""A translated lesson does what the English one does, in other words: it can't fall behind unnoticed."""

import re
from dataclasses import replace

import lesson as lessons
import pytest
from conftest import LESSONS
from lesson import Code, Lesson, Prose
from test_links import cited

SOURCES = LESSONS / "source"
TRANSLATED = [path for path in lessons.sources(SOURCES) if path.parent != SOURCES]

STRING = r'"(?:[^"\\\n]|\\.)*"'
HINTS = re.compile(rf"\.hint\((?:\s*{STRING}\s*,?)*\)")
TITLES = re.compile(rf"\b(exercise|check)\(\s*{STRING}")
COMMENTS = re.compile(r"(?m)(?<![:/])//(?!:| BEGIN| END) .*$")
NONCE = re.compile(r"\b[b-z2-9]{4}-[b-z2-9]{4}\b")


@pytest.fixture(params=TRANSLATED, ids=lambda path: path.relative_to(SOURCES).with_suffix("").as_posix())
def translation(request: pytest.FixtureRequest) -> Lesson:
    return lessons.read(request.param)


@pytest.fixture
def original(translation: Lesson) -> Lesson:
    return lessons.read(SOURCES / translation.source.name)


def test_there_is_a_translation() -> None:
    assert TRANSLATED


def test_its_cells_choose_the_language_and_then_do_what_the_originals_do(original: Lesson, translation: Lesson) -> None:
    first, *others = original.codes
    choice = f'lab.language("{translation.source.parent.name}");\n'
    expected = [replace(first, text=choice + first.text), *others]
    assert [without_words(code) for code in translation.codes] == [without_words(code) for code in expected]


def test_its_prose_has_the_originals_headings_tables_and_questions(original: Lesson, translation: Lesson) -> None:
    assert outline(translation) == outline(original)


def test_it_cites_the_same_sections(original: Lesson, translation: Lesson) -> None:
    assert list(cited(prose(translation))) == list(cited(prose(original)))


def test_its_wrong_answers_are_given_to_the_same_exercises(original: Lesson, translation: Lesson) -> None:
    answers = [[wrong.answer for wrong in lessons.read_wrong(lesson)] for lesson in (original, translation)]
    assert answers[0] == answers[1]


def test_other_words_are_no_difference_and_other_code_is() -> None:
    english = (
        'dots.answered("RCPT", 550) // no\n    .hint("Which?", "That.").check("one letter", 1, () -> n()).verify();'
    )
    german = 'dots.answered("RCPT", 550) // nein\n    .hint("Welche?").check("ein Brief", 1, () -> n()).verify();'
    assert without_words(code(english)) == without_words(code(german))
    assert without_words(code(english)) != without_words(code(german.replace("550", "250")))
    assert without_words(code(english)) != without_words(code(german.replace("RCPT", "MAIL")))
    assert without_words(code("%%smtp\n4r5b-f6nn\n.")) == without_words(code("%%smtp\n6cpk-mdjc\n."))
    assert without_words(code("%%smtp\nEHLO a\n.")) != without_words(code("%%smtp\nEHLO b\n."))


def without_words(code: Code) -> Code:
    """The cell without what a translator translates, and without the nonce, which comes of an exercise's title."""
    text = COMMENTS.sub("//", TITLES.sub(r'\1("…"', HINTS.sub(".hint(…)", code.text)))
    return Code(code.name, NONCE.sub("nonce", text), 0, code.expected_to_fail, code.points)


def outline(lesson: Lesson) -> list[tuple[str, int]]:
    """Headings, rows of tables with their columns, and what is asked, in their order."""
    marks = re.findall(r"^(#+) |^(\|.*\|)$|(\*\*[^*]+[?.]\*\*)", prose(lesson), re.MULTILINE)
    return [
        ("heading", len(heading)) if heading else ("row", row.count("|")) if row else ("question", 1)
        for heading, row, _ in marks
    ]


def prose(lesson: Lesson) -> str:
    return "\n\n".join(cell.text for cell in lesson.cells if isinstance(cell, Prose))


def code(text: str) -> Code:
    return Code("cell", text, 0)
