"""What the lab shows in JupyterLab, in both themes: as somebody else's notebook, not trusted, and run by oneself."""

import os
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import LAUNCHER, LESSONS, ROOT, lab
from playwright.sync_api import Locator, Page, expect, sync_playwright
from test_browser import FIRST_LESSON, QUIET, START

CELLS = {
    "talk": """Smtp smtp = lab.smtp();
smtp.send("EHLO <b>bar</b>");
smtp.send("EHLO bar.com\\nMAIL FROM:<Smith@bar.com>\\nRCPT TO:<Green@foo.com>\\nRCPT TO:<Jones@foo.com>\\nDATA");
smtp.send("Subject: #1; 100 %%{init}\\n\\n<script>alert(1)</script>\\n.");
Transcript transcript = smtp.transcript();""",
    "table": "transcript",
    "times": "transcript.withTimes()",
    "raw": "transcript.clientOnly().raw()",
    "hex": "transcript.hex()",
    "compare": "transcript.compare(lab.wire().last())",
    "wire": "lab.wire()",
    "mailbox": 'lab.mailbox("bob")',
    "pop3": "%%pop3\nUSER bob\nPASS redqueen\nRETR 1\nQUIT",
    "imap": "%%imap --tls\na1 LOGIN demo wirelab\na2 SELECT INBOX\na3 FETCH 1 BODY[HEADER]\na4 LOGOUT",
    "http": "%%http\nGET / HTTP/1.1\nHost: localhost\n\n",
    "email": """Email.parse("From: <b>Eve</b> <eve@bar.com>\\r\\n"
    + "To: Jones@foo.com\\r\\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\\r\\n"
    + "MIME-Version: 1.0\\r\\nContent-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n"
    + "Content-Type: multipart/alternative; boundary=c\\r\\n\\r\\n--c\\r\\n\\r\\nDear Jones\\r\\n--c\\r\\n"
    + "Content-Type: text/html\\r\\n\\r\\n<h1 onclick='alert(1)'>Dear</h1><script>alert(1)</script>"
    + "<img src='https://evil.example/x.png'><p style='color: #eee'>pale</p><table><tr><td>x</table>\\r\\n--c--\\r\\n"
    + "--b\\r\\nContent-Type: text/plain; charset=no-such\\r\\n"
    + "Content-Disposition: attachment; filename=a.txt\\r\\n\\r\\nx")""",
    "message": 'lab.mailbox("bob").message(1)',
    "progress": 'lab.progress("Hello", "Goodbye");',
    "report": """lab.exercise("Hello").answered("EHLO", 250).answered("NOOP", 250)
    .check("a sum", 2, () -> Integer.parseInt("two")).hint("?").verify();""",
    "score": 'lab.exercise("Hello").answered("EHLO", 250).answered("NOOP", 250).score(5)',
    "course": "lab.course();",
    "explore": "explore(Store.class)",
    "chaos": "lab.chaos().seed(7).delay(Duration.ofMillis(20)).split(3)",
    "diagram": "transcript.diagram()",
    "timeline": "transcript.timeline()",
    "canary": """(dev.wirelab.kernel.display.Displayable) () ->
    dev.wirelab.kernel.display.MimeBundle.of("text/html", "<p aria-label='trusted'>canary</p>")""",
}
FAILS = "report"
NO_HTML = {"talk", "diagram", "timeline", "canary"}
HTML = [name for name in CELLS if name not in NO_HTML]
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """A notebook with its outputs that this machine's Jupyter has never seen."""
    folder = tmp_path_factory.mktemp("transcripts")
    written = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(code, metadata={"tags": ["raises-exception"]} if name == FAILS else {})
            for name, code in CELLS.items()
        ],
        metadata=nbformat.read(LESSONS / FIRST_LESSON, as_version=4).metadata,
    )
    nbformat.write(written, folder / FIRST_LESSON)
    out = folder / "out"
    ran = subprocess.run([LAUNCHER, "run", folder / FIRST_LESSON, "--out", out], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return nbformat.read(out / FIRST_LESSON, as_version=4)


@pytest.fixture(params=THEMES)
def page(
    chromium: str,
    notebook: nbformat.NotebookNode,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """The notebook, opened in one of the two themes."""
    themes = tmp_path / "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    themes.parent.mkdir(parents=True)
    themes.write_text(f'{{"theme": "{THEMES[request.param]}"}}')
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path / "settings"))
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / FIRST_LESSON)
    with sync_playwright() as playwright, lab(tmp_path / "notebooks") as address:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            headless=True,
            chromium_sandbox=os.geteuid() != 0,  # the sandbox refuses root, which CI is
            args=QUIET,
        )
        page = browser.new_page(
            viewport={"width": 1280, "height": 12_000}
        )  # all cells are drawn, none waits for a scroll
        page.set_default_timeout(START)
        expect.set_options(timeout=START)
        page.goto(address)
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(CELLS))
        expect(page.locator("body")).to_have_attribute("data-jp-theme-name", THEMES[request.param])
        yield page
        browser.close()


def output(page: Page, name: str) -> Locator:
    cell = page.locator(".jp-Notebook .jp-Cell").nth(list(CELLS).index(name))
    return cell.locator(".jp-OutputArea-output").first


def accessible(page: Page) -> None:
    """What we show is without fault; what JupyterLab puts around it is JupyterLab's."""
    found = Axe().run(page, context=".jp-Notebook .jp-OutputArea-output")
    assert found.violations_count == 0, found.generate_report()


def says_what_it_means(page: Page) -> None:
    for name in HTML:
        expect(output(page, name)).to_have_attribute("data-mime-type", "text/html")
    table = output(page, "table").locator("table")
    expect(table.locator("caption")).to_have_text("SMTP conversation, 23 lines")
    refused = table.locator("tr", has_text="550 No such user here")
    expect(refused).to_contain_text("there is no such mailbox")
    assert refused.locator("a").first.get_attribute("href") == "https://www.rfc-editor.org/rfc/rfc5321.html#section-3.3"
    expect(table).to_contain_text("<script>alert(1)</script>")
    expect(output(page, "hex")).to_contain_text("|EHLO <b>bar</b>.|")
    expect(output(page, "compare")).to_contain_text("the same")
    mail = output(page, "email")
    expect(mail).to_contain_text("Grüße")
    expect(mail).to_contain_text("pale")
    expect(mail).to_contain_text("The character set is unknown here: no-such")
    expect(mail.locator("img, script, [onclick], [style*='#eee']")).to_have_count(0)
    expect(output(page, "report")).to_contain_text("✘ not yet")
    expect(output(page, "report")).to_contain_text("an exception: NumberFormatException")
    expect(output(page, "progress")).to_contain_text("The lesson so far: 0 of 2 exercises done")
    expect(output(page, "score")).to_contain_text("2.5 of 5 points")
    drawn = output(page, "diagram").locator("img")
    expect(drawn).to_have_attribute("alt", "SMTP conversation, 23 lines")
    picture = unescape(unquote(drawn.get_attribute("src")))
    assert "550 No such user here" in picture
    assert "EHLO <b>bar</b>" in picture
    chart = output(page, "timeline").locator("svg")
    expect(chart).to_be_visible()
    expect(chart.locator("[role=graphics-symbol][aria-roledescription=bar]")).to_have_count(21)


def test_a_strangers_notebook_and_ones_own_are_read_by_everybody(page: Page) -> None:
    canary = output(page, "canary").locator("p")
    expect(canary).to_have_text("canary")
    assert canary.get_attribute("aria-label") is None, "the notebook is trusted, so nothing was taken out of it"
    says_what_it_means(page)
    accessible(page)
    page.screenshot(path=ROOT / "target" / f"transcripts-{theme(page)}.png", animations="disabled")

    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("Escape")
    for _ in CELLS:
        page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-Notebook .jp-InputPrompt").nth(len(CELLS) - 1)).to_have_text(f"[{len(CELLS)}]:")
    expect(canary).to_have_attribute("aria-label", "trusted")
    says_what_it_means(page)
    accessible(page)


def theme(page: Page) -> str:
    return "light" if page.locator("body").get_attribute("data-jp-theme-light") == "true" else "dark"
