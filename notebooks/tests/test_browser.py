"""A learner at the keyboard: JupyterLab opens on the lesson, the cells run, an exercise is solved."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import lesson as lessons
import nbformat
import pytest
from conftest import LESSONS, ROOT, lab
from playwright.sync_api import Locator, Page, expect, sync_playwright

START_PAGE = "00-start-here.ipynb"
FIRST_LESSON = "01-smtp-by-hand.ipynb"
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


@pytest.mark.parametrize(
    ("name", "reply", "exercise"),
    [
        ("01-smtp-by-hand", "550 No such user here", "exercise-3"),
        ("05-imap-1", r"* 1 FETCH (FLAGS (\Recent \Seen))", "exercise-2"),
    ],
)
def test_a_lesson_is_done_by_keyboard(page: Page, tmp_path: Path, name: str, reply: str, exercise: str) -> None:
    path = tmp_path / f"{name}.ipynb"
    notebook = nbformat.read(LESSONS / path.name, as_version=4)
    replied = next(i for i, cell in enumerate(notebook.cells) if reply in texts_below(cell))
    last = max(i for i, cell in enumerate(notebook.cells) if is_code(cell))
    without_outputs(notebook)
    nbformat.write(notebook, path)
    called: set[str] = set()
    page.on("request", lambda request: called.add(request.url))

    with lab(tmp_path) as address:
        page.goto(address)
        cells = page.locator(".jp-Notebook .jp-Cell")
        expect(cells).to_have_count(len(notebook.cells))
        expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))

        cells.first.click()
        page.keyboard.press("Escape")
        press(page, "Shift+Enter", replied + 1)
        expect(cells.nth(replied).locator(".jp-OutputArea-output").first).to_contain_text(reply)
        picture_of(page, cells.nth(replied), name)

        press(page, "Shift+Enter", len(notebook.cells) - replied - 1)
        expect(cells.nth(last).locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]"))
        with page.expect_response(lambda answer: answer.request.method == "PUT" and path.name in answer.url):
            page.keyboard.press("Control+s")
        not_run = [
            cell.source for cell in nbformat.read(path, 4).cells if is_code(cell) and cell.execution_count is None
        ]
        assert not_run == []

        begins = next(i for i, cell in enumerate(notebook.cells) if cell.id == exercise)
        page.keyboard.press("Escape")
        press(page, "ArrowUp", len(notebook.cells) - begins)
        solve(page, lessons.read(LESSONS / "source" / f"{name}.md").code(f"{exercise}-answer").solved())
        expect(cells.nth(begins + 2)).to_contain_text(re.compile(r"(\d+) of \1 checks? passed"))
        picture_of(page, cells.nth(begins + 2), f"{name}-{exercise}")
    assert {url.split("/")[2] for url in called if url.startswith("http")} == {address.split("/")[2]}


def test_the_start_page_opens_by_itself_and_leads_to_the_first_lesson(page: Page, tmp_path: Path) -> None:
    for lesson in (START_PAGE, FIRST_LESSON):
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
        metadata=nbformat.read(LESSONS / FIRST_LESSON, as_version=4).metadata,
    )
    nbformat.write(lesson, tmp_path / FIRST_LESSON)
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
    assert (tmp_path / ".wirelab-progress" / FIRST_LESSON).with_suffix(".json").exists()


def run_first(page: Page) -> None:
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("Escape")
    press(page, "Shift+Enter", 1)


def solve(page: Page, answer: str) -> None:
    """Begins the exercise whose first cell is selected, types the answer in place of what is there, and checks it."""
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type(answer)
    press(page, "Shift+Enter", 2)


def picture_of(page: Page, cell: Locator, name: str) -> None:
    """The cell in the middle of the page, its reply below it. The README shows the first one."""
    cell.evaluate("cell => cell.scrollIntoView({block: 'center'})")
    page.mouse.move(0, 0)  # nothing under the pointer shows a button or a tooltip
    page.screenshot(path=ROOT / "target" / f"{name}.png", animations="disabled")


def press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def texts_below(cell: nbformat.NotebookNode) -> str:
    return "".join(str(output.get("text", "")) for output in cell.get("outputs", []))


def without_outputs(notebook: nbformat.NotebookNode) -> None:
    for cell in filter(is_code, notebook.cells):
        cell.outputs = []
        cell.execution_count = None


def is_code(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())
