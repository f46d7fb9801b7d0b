"""Lessons in JupyterLab, from the first cell to the last without a mouse: what a learner sees is what is committed."""

import re
from pathlib import Path

import lesson as lessons
import nbformat
import pytest
import test_browser
from axe_playwright_python.sync_playwright import Axe
from conftest import LESSONS, ROOT, lab
from execution import gather_streams
from nbformat import NotebookNode
from playwright.sync_api import Locator, Page, expect
from test_browser import is_code, press, without_outputs
from test_lessons import readable

WITH_PICTURES = "12-http-and-the-four-compared.ipynb"
GERMAN = "de/01-smtp-by-hand.ipynb"
DRAWN = ("text/vnd.mermaid", "application/vnd.vegalite.v5+json")
TALL = {"width": 1280, "height": 20_000}  # all cells are drawn, none waits for a scroll

page = test_browser.page  # a fixture


@pytest.mark.parametrize("name", [WITH_PICTURES, GERMAN])
def test_a_lesson_runs_by_keyboard_and_shows_what_is_committed(page: Page, tmp_path: Path, name: str) -> None:
    committed = nbformat.read(LESSONS / name, as_version=4)
    shown = sum(len(cell.outputs) for cell in committed.cells if is_code(cell))
    place = blank(name, tmp_path)
    with lab(tmp_path) as address:
        open_lesson(page, address, name)
        press(page, "Shift+Enter", len(committed.cells))
        saved = save(page, place, max(i for i, cell in enumerate(committed.cells) if is_code(cell)))
        page.set_viewport_size(TALL)
        page.wait_for_function("count => document.querySelectorAll('.jp-OutputArea-child').length >= count", arg=shown)
        found = Axe().run(page, context=".jp-Notebook .jp-OutputArea-output")
        assert found.violations_count == 0, found.generate_report()
        if name == WITH_PICTURES:
            drawn = output_of(page, committed, "pipelined").locator("img")
            expect(drawn).to_have_attribute("alt", re.compile("HTTP conversation"))
            bars = output_of(page, committed, "chart").locator("svg [aria-roledescription=bar]")
            expect(bars).to_have_count(8)
        page.screenshot(path=ROOT / "target" / f"{place.stem}.png", animations="disabled")

    seen = {cell.id: readable(as_the_kernel_gave_it(cell)) for cell in saved.cells}
    assert {cell.id: seen[cell.id] for cell in committed.cells} == {cell.id: readable(cell) for cell in committed.cells}


def test_an_answer_that_is_typed_passes_and_is_told_so_in_german(page: Page, tmp_path: Path) -> None:
    lesson = lessons.read(LESSONS / "source" / Path(GERMAN).with_suffix(".md"))
    cells = [cell.name for cell in lesson.cells]
    _, answer, check = lesson.exercise("exercise-1")
    place = blank(GERMAN, tmp_path)
    with lab(tmp_path) as address:
        open_lesson(page, address, GERMAN)
        press(page, "Shift+Enter", cells.index(answer.name))
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(answer.solved())
        press(page, "Shift+Enter", 2)
        saved = save(page, place, cells.index(check.name))

    told = next(cell for cell in saved.cells if cell.id == check.name).outputs
    assert [output.output_type for output in told] == ["display_data"]
    assert told[0].data["text/plain"].startswith("Ein Brief für Jones: 4 von 4 Prüfungen bestanden")


def as_the_kernel_gave_it(cell: NotebookNode) -> NotebookNode:
    """Without the pictures that JupyterLab saves beside a diagram or chart, of what it has drawn."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if any(form in data for form in DRAWN):
            output.data = {form: value for form, value in data.items() if not form.startswith("image/")}
    return cell


def blank(name: str, folder: Path) -> Path:
    """The lesson as it is before anybody has run it, in a folder of its own."""
    notebook = nbformat.read(LESSONS / name, as_version=4)
    without_outputs(notebook)
    place = folder / name
    place.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, place)
    return place


def open_lesson(page: Page, address: str, name: str) -> None:
    page.goto(re.sub(r"/lab(/tree/[^?]*)?\?", f"/lab/tree/{name}?reset&", address))
    cell = page.locator(".jp-Notebook .jp-Cell").first
    expect(cell).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))
    cell.click()
    page.keyboard.press("Escape")


def save(page: Page, place: Path, last: int) -> NotebookNode:
    """The notebook as it is once the cell with this index, and so all before it, has been run."""
    prompt = page.locator(".jp-Notebook .jp-Cell").nth(last).locator(".jp-InputPrompt").first
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"))
    with page.expect_response(lambda answer: answer.request.method == "PUT" and place.name in answer.url):
        page.keyboard.press("Control+s")
    saved = nbformat.read(place, as_version=4)
    gather_streams(saved)
    return saved


def output_of(page: Page, notebook: NotebookNode, name: str) -> Locator:
    index = [cell.id for cell in notebook.cells].index(name)
    return page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".jp-OutputArea-output")
