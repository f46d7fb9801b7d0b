"""The server's page in a real browser: mail, hostile mail, the wire as it happens, by keyboard, for everybody."""

import json
import os
import signal
import smtplib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import LAUNCHER, ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright
from test_browser import QUIET

HOSTILE = """<h1>You have won</h1><script>parent.document.title = 'taken'</script>
<img src="http://evil.example/pixel.png" onerror="parent.document.title = 'taken'" alt="a prize">
<a href="javascript:alert(1)">run</a> <a href="https://evil.example/login">your bank</a>
<form action="http://evil.example/"><input name="password"></form>
<meta http-equiv="refresh" content="0;url=http://evil.example/"><iframe src="http://evil.example/"></iframe>"""


@contextmanager
def running() -> Iterator[dict]:
    """`./wirelab server`: gives its first line, and sees that SIGTERM ends it well."""
    process = subprocess.Popen([LAUNCHER, "server"], stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture
def server() -> Iterator[dict]:
    with running() as there:
        yield there


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            headless=True,
            chromium_sandbox=os.geteuid() != 0,  # the sandbox refuses root, which CI is
            args=QUIET,
        )
        expect.set_options(timeout=15_000)
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, server: dict, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.new_context(color_scheme=request.param, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.called = set()
        page.complaints = []
        page.on("request", lambda asked: page.called.add(asked.url))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
        page.goto(server["page"])
        yield page


def send(server: dict, subject: str, text: str, html: str | None = None) -> None:
    mail = EmailMessage()
    mail["From"] = "Smith <Smith@bar.com>"
    mail["To"] = "Jones@foo.com"
    mail["Subject"] = subject
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    with smtplib.SMTP(server["host"], server["ports"]["smtp"], local_hostname="bar.com") as smtp:
        smtp.send_message(mail)


def folder(page: Page, login: str, name: str = "INBOX"):
    return page.get_by_role("button", name=f"{name} of {login},")


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def picture_of(page: Page, name: str) -> None:
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    (ROOT / "target").mkdir(exist_ok=True)
    page.screenshot(path=ROOT / "target" / f"page-{name}-{'dark' if dark else 'light'}.png", animations="disabled")


def test_mail_and_wire_appear_as_they_happen(page: Page, server: dict) -> None:
    expect(page.get_by_role("status")).to_have_text("live")
    assert "token" not in page.url
    folder(page, "jones").click()
    expect(page.get_by_text("No messages.")).to_be_visible()
    log = page.get_by_role("log")

    with smtplib.SMTP(server["host"], server["ports"]["smtp"], local_hostname="bar.com") as smtp:
        smtp.ehlo()
        expect(log).to_contain_text("ehlo bar.com")
        expect(log).to_contain_text("250")
        before = log.locator(".entry").count()
        smtp.noop()
        expect(log).to_contain_text("noop")
        assert log.locator(".entry").count() > before
    expect(log).to_contain_text("221")

    send(server, "Dinner at eight", "Will you come?\n")
    expect(folder(page, "jones")).to_contain_text("1 (1 new)")
    page.get_by_role("button", name="Dinner at eight").click()
    expect(page.get_by_role("tabpanel", name="Text")).to_have_text("Will you come?")
    picture_of(page, "mail")
    accessible(page)

    page.get_by_role("tab", name="Header").click()
    expect(page.get_by_role("tabpanel", name="Header")).to_contain_text("Smith <Smith@bar.com>")
    accessible(page)
    page.get_by_role("tab", name="Raw").click()
    expect(page.get_by_role("tabpanel", name="Raw")).to_contain_text("Subject: Dinner at eight")
    accessible(page)

    page.get_by_label("Protocol").select_option("POP3")
    expect(log.locator(".entry:visible")).to_have_count(0)
    page.get_by_label("Protocol").select_option("SMTP")
    expect(log).to_contain_text("354")
    for name, start in (("text", b"SMTP 1"), ("JSON", b"{"), ("pcapng", b"\n\r\r\n")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.path().read_bytes().startswith(start)
    assert {url.split("/")[2] for url in page.called} == {server["page"].split("/")[2]}
    assert page.complaints == []


def test_hostile_mail_is_harmless(page: Page, server: dict) -> None:
    send(server, "<img src=x onerror=alert(1)>", "</pre><script>document.title = 'taken'</script>", HOSTILE)
    folder(page, "jones").click()
    page.get_by_role("button", name="<img src=x onerror=alert(1)>").click()
    expect(page.get_by_role("tabpanel", name="Text")).to_contain_text("</pre><script>")
    page.get_by_role("tab", name="HTML").click()
    mail = page.frame_locator("iframe")

    expect(mail.get_by_role("heading", name="You have won")).to_be_visible()
    expect(mail.locator("body")).to_contain_text("[image: a prize]")
    expect(mail.locator("body")).to_contain_text("your bank <https://evil.example/login>")
    assert mail.locator("script, img, a, form, input, iframe, [onerror]").count() == 0
    assert page.locator("iframe").get_attribute("sandbox") == ""
    assert page.title() == "Wirelab: mail and wire"
    assert page.locator("main img, main script").count() == 0
    picture_of(page, "hostile")
    accessible(page)
    assert not [url for url in page.called if "evil" in url]
    assert page.complaints == []


def test_the_keyboard_is_enough(page: Page, server: dict) -> None:
    expect(folder(page, "bob")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the live wire")).to_be_focused()
    tab_to(page, folder(page, "bob"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Messages in INBOX of bob")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#message-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="Text")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Raw")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Raw")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="Text")).to_be_visible()
    tab_to(page, page.get_by_role("log"))


def tab_to(page: Page, wanted) -> None:
    for _ in range(40):
        if wanted.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not get there")


def test_only_its_token_opens_it(browser: Browser, server: dict) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        assert page.goto(server["page"].split("?")[0]).status == 401
        assert page.goto(server["health"]).json()["status"] == "ok"
