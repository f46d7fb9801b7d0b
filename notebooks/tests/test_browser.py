"""A learner's first minutes: JupyterLab opens on the lesson, the cells run by keyboard, the answers appear."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from conftest import LESSONS, ROOT, lab
from playwright.sync_api import Locator, Page, expect, sync_playwright

START_PAGE = "00-start-here.ipynb"
LESSON = "01-smtp-by-hand.ipynb"
REFUSAL = "550 No such user here"
START = 60_000  # milliseconds; a cold machine takes its time for the first page and the first kernel
# A browser that calls nobody: what the page needs comes from this machine.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            headless=True,
            chromium_sandbox=os.geteuid() != 0,  # the sandbox refuses root, which CI is
            args=QUIET,
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(START)
        expect.set_options(timeout=START)
        yield page
        browser.close()


def test_the_lesson_runs_by_keyboard_and_a_stranger_gets_a_550(page: Page, tmp_path: Path) -> None:
    lesson = nbformat.read(LESSONS / LESSON, as_version=4)
    refused = next(i for i, cell in enumerate(lesson.cells) if REFUSAL in str(cell.get("outputs")))
    without_outputs(lesson)
    nbformat.write(lesson, tmp_path / LESSON)
    called: set[str] = set()
    page.on("request", lambda request: called.add(request.url))

    with lab(tmp_path) as address:
        page.goto(address)
        cells = page.locator(".jp-Notebook .jp-Cell")
        expect(cells).to_have_count(len(lesson.cells))
        expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))

        cells.first.click()
        page.keyboard.press("Escape")
        press(page, "Shift+Enter", refused + 1)
        expect(cells.nth(refused).locator(".jp-OutputArea-output").first).to_contain_text(REFUSAL)
        picture_of(page, cells.nth(refused))

        press(page, "Shift+Enter", len(lesson.cells) - refused - 1)
        last = max(i for i, cell in enumerate(lesson.cells) if is_code(cell))
        expect(cells.nth(last).locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]"))
        with page.expect_response(lambda answer: answer.request.method == "PUT" and LESSON in answer.url):
            page.keyboard.press("Control+s")

    saved = nbformat.read(tmp_path / LESSON, as_version=4)
    not_run = [cell.source for cell in saved.cells if is_code(cell) and cell.execution_count is None]
    assert not_run == []
    assert {url.split("/")[2] for url in called if url.startswith("http")} == {address.split("/")[2]}


def test_the_start_page_opens_by_itself_and_leads_to_the_first_lesson(page: Page, tmp_path: Path) -> None:
    for lesson in (START_PAGE, LESSON):
        shutil.copy(LESSONS / lesson, tmp_path)
    with lab(tmp_path) as address:
        page.goto(address)
        expect(page.get_by_role("heading", name="Start here")).to_be_visible()
        expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))

        table = page.locator("table.wirelab-course")
        link = table.get_by_role("link", name="1 · SMTP by hand")
        link.scroll_into_view_if_needed()
        page.screenshot(path=ROOT / "target" / "start-page.png", animations="disabled")
        link.click()
        expect(page.get_by_role("heading", name="1 · SMTP by hand")).to_be_visible()


def test_what_was_reached_outlives_the_kernel(page: Page, tmp_path: Path) -> None:
    cells = [
        'lab.progress("Hello", "Goodbye");',
        'lab.smtp().send("NOOP");',
        'lab.exercise("Hello").linesEndWithCrlf().verify();',
    ]
    lesson = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata=nbformat.read(LESSONS / LESSON, as_version=4).metadata,
    )
    nbformat.write(lesson, tmp_path / LESSON)
    with lab(tmp_path) as address:
        page.goto(address)
        shown = page.locator(".jp-Notebook .jp-Cell")
        prompt = shown.first.locator(".jp-InputPrompt").first
        table = shown.first.locator(".jp-OutputArea-output").first
        kernel = page.locator("#jp-main-statusbar")
        expect(shown).to_have_count(len(cells))
        expect(kernel).to_contain_text(re.compile(r"Java\S* .*\| Idle"))
        shown.first.click()
        page.keyboard.press("Escape")
        press(page, "Shift+Enter", len(cells))
        expect(table).to_contain_text("1 of 2 exercises done")
        run_first(page)
        expect(prompt).to_have_text(f"[{len(cells) + 1}]:")

        page.keyboard.press("Escape")
        press(page, "0", 2)
        with page.expect_response(lambda answer: "/restart" in answer.url):
            page.get_by_role("button", name="Confirm Kernel Restart").click()
        expect(kernel).to_contain_text(re.compile(r"Java\S* .*\| Idle"))
        run_first(page)
        expect(prompt).to_have_text("[1]:")
        expect(table).to_contain_text("1 of 2 exercises done")
    assert (tmp_path / ".wirelab-progress" / LESSON).with_suffix(".json").exists()


def run_first(page: Page) -> None:
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("Escape")
    press(page, "Shift+Enter", 1)


def picture_of(page: Page, cell: Locator) -> None:
    """The picture for the README: the cell in the middle of the page, its reply below it."""
    cell.evaluate("cell => cell.scrollIntoView({block: 'center'})")
    page.mouse.move(0, 0)  # nothing under the pointer shows a button or a tooltip
    page.screenshot(path=ROOT / "target" / "lesson-01.png", animations="disabled")


def press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def without_outputs(notebook: nbformat.NotebookNode) -> None:
    for cell in filter(is_code, notebook.cells):
        cell.outputs = []
        cell.execution_count = None


def is_code(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())
