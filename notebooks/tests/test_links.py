"""Links lead somewhere, in lessons and in READMEs, and whoever cites a section of an RFC cites one that is there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lesson as lessons
import pytest
from conftest import LESSONS, ROOT
from lesson import Lesson, Prose

SOURCES = LESSONS / "source"
READMES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if SOURCES not in path.parents or path.name == "README.md"
    if not {".venv", "target", "node_modules"} & set(path.relative_to(ROOT).parts)
)
RFC_SECTIONS = Path(__file__).with_name("rfc-sections.txt")
RFC_HOST = "https://www.rfc-editor.org/"

FENCE = re.compile(r"^(`{3,}).*?^\1`*$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
VAGUE = {"here", "hier", "link", "this", "click here"}

# "RFC 5321, section 4.2", "RFC 2045, 6.7 and 6.8", "RFC 5321 4.2.5", and after them "section 4.5", of the same RFC.
NUMBER = r"\d+(?:\.\d+)*"
NUMBERS = rf"{NUMBER}(?:(?:, | and | und ){NUMBER}\b(?!\.?\d))*"
ANCHOR = rf"(?:[A-Z]\.)?{NUMBER}|[A-Z]"  # appendices have letters
SECTION = r"(?:[Ss]ections?|Abschnitte?)"
CITED = re.compile(rf"RFC\s(\d+)(?:,?\s(?:{SECTION}\s)?({NUMBERS}))?|{SECTION}\s({NUMBERS})")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=lessons.sources(SOURCES), ids=lambda path: path.relative_to(SOURCES).with_suffix("").as_posix())
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return lessons.read(request.param)


def test_a_lessons_links_lead_somewhere_and_say_where(lesson: Lesson) -> None:
    place = lessons.notebook_of(lesson.source, SOURCES, LESSONS)
    for cell in lesson.cells:
        if isinstance(cell, Prose):
            assert faults(cell.text, place) == [], cell.name


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_a_readmes_links_lead_somewhere_and_say_where(readme: Path) -> None:
    assert faults(readme.read_text("utf-8"), readme) == []


def test_a_lesson_cites_sections_that_its_rfcs_have(lesson: Lesson) -> None:
    text = re.sub(r"\s+", " ", lesson.source.read_text("utf-8"))
    assert [f"RFC {rfc} has no section {section}" for rfc, section in cited(text) if not exists(rfc, section)] == []


def test_what_learners_are_told_cites_sections_that_its_rfcs_have() -> None:
    """Explanations, replies and checks name their RFC beside a sentence, `RFC 5321 4.2.5` or `5321 4.2.5`."""
    wrong = []
    for bundle in sorted((ROOT / "labkit/src/main/resources").rglob("messages*.properties")):
        for key, value in re.findall(r"^([^#=\s]+)\s*=\s*(.*)$", bundle.read_text("utf-8"), re.MULTILINE):
            wrong += [f"{key}: RFC {rfc} {section}" for rfc, section in cited(value) if not exists(rfc, section)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see [RFC 5321](https://www.rfc-editor.org/rfc/rfc5321.html#section-4.2.9)", "RFC 5321 has no section 4.2.9"),
        ("see [it](https://localhost/)", "https://localhost/ can't be checked"),
        ("[the lessons](nowhere.md)", "nowhere.md leads nowhere"),
        ("[the lessons](#nowhere)", "#nowhere: README.md has no such heading"),
        ("[here](#wirelab)", "'here' doesn't say where it leads"),
        ("![](#wirelab)", "#wirelab has no text"),
    ],
)
def test_a_fault_is_found(text: str, told: str) -> None:
    assert faults(f"# Wirelab\n\n{text}\n", ROOT / "README.md") == [told]


def test_a_wrong_section_is_found_also_where_only_the_sentence_before_names_its_rfc() -> None:
    text = "(RFC 5321, sections 4.2 and 4.2.9) says so. Section 3.3; section 3.33. RFC 1939 7 and RFC 1939, 77."
    assert [(rfc, section) for rfc, section in cited(text) if not exists(rfc, section)] == [
        ("5321", "4.2.9"),
        ("5321", "3.33"),
        ("1939", "77"),
    ]


def faults(markdown: str, place: Path) -> list[str]:
    """What is wrong with the links of a page that lies at `place`."""
    found = []
    for _, text, target in LINK.findall(INLINE.sub(lambda code: "x" * len(code[0]), FENCE.sub("", markdown))):
        if not text.strip():
            found.append(f"{target} has no text")
        elif text.strip("`").lower() in VAGUE:
            found.append(f"{text!r} doesn't say where it leads")
        elif problem := fault(target, markdown, place):
            found.append(problem)
    return found


def fault(target: str, markdown: str, place: Path) -> str | None:
    if target.startswith("https:"):
        return remote_fault(target, place)
    path, _, anchor = target.partition("#")
    file = place.parent / path if path else place
    if not file.exists():
        return f"{target} leads nowhere"
    if anchor and anchor not in anchors(file, None if path else markdown):
        return f"{target}: {file.name} has no such heading"
    return None


def remote_fault(target: str, place: Path) -> str | None:
    if section := re.fullmatch(rf"{RFC_HOST}rfc/rfc(\d+)(?:\.html)?(?:#(?:section|appendix)-({ANCHOR}))?", target):
        if section[2] and not exists(section[1], section[2]):
            return f"RFC {section[1]} has no section {section[2]}"
        return None
    # A lesson leads to nothing else: what a learner is shown there can be checked here, without a network.
    known_well = place.suffix != ".ipynb" or target.startswith(f"{RFC_HOST}errata/")
    return None if known_well and re.match(r"https://[\w-]+(\.[\w-]+)+(/|$)", target) else f"{target} can't be checked"


def anchors(file: Path, markdown: str | None) -> set[str]:
    """The names of a page's headings, as GitHub and as JupyterLab make them."""
    if file.suffix == ".ipynb" and markdown is None:
        source = SOURCES / file.relative_to(LESSONS).with_suffix(".md")
        markdown = source.read_text("utf-8")
    elif markdown is None:
        markdown = file.read_text("utf-8")
    headings = re.findall(r"^#{1,6} +(.*?) *$", FENCE.sub("", markdown), re.MULTILINE)
    jupyter = {heading.replace(" ", "-") for heading in headings}
    github = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return jupyter & github if file.suffix == ".ipynb" else github


def cited(text: str) -> Iterator[tuple[str, str]]:
    """RFC and section of each citation. One without a number is of the RFC of the citation before."""
    rfc = ""
    for match in CITED.finditer(text):
        rfc = match[1] if match[1] and match[2] else rfc
        for section in re.findall(NUMBER, match[2] or match[3] or ""):
            yield rfc, section


def exists(rfc: str, section: str) -> bool:
    assert rfc in known(), f"the sections of RFC {rfc} belong into {RFC_SECTIONS.name}: look them up"
    return section in known()[rfc]


@cache
def known() -> dict[str, set[str]]:
    lines = (line.split() for line in RFC_SECTIONS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {rfc: set(sections) for rfc, *sections in lines}
