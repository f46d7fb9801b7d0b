"""The image and its compose file, built and run by a real engine: what a learner gets, and what nobody else may get."""

import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import nbformat
import pytest
import requests
from classroom import Kernel, text
from conftest import LESSONS, ROOT
from playwright.sync_api import Page, expect
from test_browser import START, is_code, page, press  # noqa: F401 (page is a fixture)

LESSON = "01-smtp-by-hand.ipynb"
COMPOSE = ROOT / "docker" / "compose.yaml"
LARGEST = 350_000_000
PATIENCE = 60  # seconds until something is healthy, on a machine that has other things to do
LOCKED = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]


def docker(*arguments: object, check: bool = True, **more: object) -> subprocess.CompletedProcess:
    ran = subprocess.run(["docker", *map(str, arguments)], capture_output=True, text=True, **more)
    assert ran.returncode == 0 or not check, ran.stdout + ran.stderr
    return ran


def inspect(thing: str) -> dict:
    return json.loads(docker("inspect", thing).stdout)[0]


@pytest.fixture(scope="module")
def image() -> str:
    """The image of this working tree. CI must have an engine; elsewhere these tests are skipped without one."""
    try:
        answers = docker("version", check=False).returncode == 0 and docker("buildx", "version", check=False)
    except FileNotFoundError:
        answers = None
    if not answers or answers.returncode:
        missing = "NO CONTAINER ENGINE ANSWERS (docker with buildx and compose): the image was neither built nor tested"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    docker("build", *bridgeless(), "-f", ROOT / "docker" / "Dockerfile", "-t", NAME, ROOT)
    return NAME


def bridgeless() -> list[str]:
    """An engine without a bridge gives a build no network but the host's."""
    bridge = docker("network", "inspect", "bridge", check=False).returncode == 0
    return [] if bridge else ["--network", "host"]


NAME = "wirelab:test"


class Container:
    def __init__(self, *arguments: object) -> None:
        self.id = docker("run", "--detach", *arguments).stdout.strip()

    def __enter__(self) -> "Container":
        return self

    def __exit__(self, *_: object) -> None:
        docker("rm", "--force", "--volumes", self.id)

    def log(self) -> str:
        ran = docker("logs", self.id)
        return ran.stdout + ran.stderr

    def run(self, *command: object, check: bool = True) -> subprocess.CompletedProcess:
        return docker("exec", self.id, *command, check=check)

    def healthy(self) -> "Container":
        """Waits for the engine's own word, by its events."""
        events = subprocess.Popen(
            ["docker", "events", "--filter", f"container={self.id}", "--format", "{{.Action}}", "--since", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        timer = threading.Timer(PATIENCE, events.kill)
        timer.start()
        try:
            for action in events.stdout:
                if "health_status: healthy" in action:
                    return self
                assert not action.startswith(("die", "health_status: unhealthy")), self.log()
        finally:
            timer.cancel()
            events.kill()
            events.communicate()
        pytest.fail(f"not healthy within {PATIENCE} s:\n{self.log()}")


class TestTheImage:
    def test_is_small(self, image: str) -> None:
        assert inspect(image)["Size"] <= LARGEST

    def test_holds_no_secret_and_says_what_it_is(self, image: str) -> None:
        config = inspect(image)["Config"]
        assert [name for name in config["Env"] if re.search("TOKEN|PASSW|SECRET|KEY", name, re.I)] == []
        assert config["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"
        assert (config["User"], list(config["Volumes"])) == ("1000:100", ["/home/jovyan"])

    @pytest.mark.parametrize("user", ["1000:100", "4711", "4711:4712"])
    def test_runs_a_lesson_read_only_without_network_rights_or_name(self, image: str, user: str) -> None:
        with Container("--network", "none", "--user", user, *LOCKED, image) as lab:
            lab.healthy()
            assert lab.run("id", "-u").stdout.strip() == user.split(":")[0]
            assert lab.run("touch", "/opt/wirelab/mine", check=False).returncode != 0
            assert "NoNewPrivs:\t1" in lab.run("cat", "/proc/1/status").stdout
            assert re.search(r"CapBnd:\t0+\n", lab.run("cat", "/proc/1/status").stdout)
            told = lab.run("wirelab", "run", LESSON).stdout
            assert "CheckFailed, as expected" in told
            assert "FAILED" not in told

    def test_starts_as_root_for_another_user_and_gives_root_up(self, image: str) -> None:
        asked = ["--user", "root", "-e", "NB_UID=1234", "-e", "NB_GID=4321", "--network", "none"]
        ids = docker("run", "--rm", *asked, image, "bash", "-c", "id; touch ~/here; ls -ldn ~/here").stdout
        assert re.search(r"uid=1234 gid=4321 groups=4321\b", ids)
        assert " 1234 4321 " in ids

    def test_is_ready_soon_and_stops_soon(self, image: str, record_property: object) -> None:
        began = time.monotonic()
        with Container("--network", "none", *LOCKED, image) as lab:
            lab.healthy()
            started = time.monotonic() - began
            began = time.monotonic()
            docker("stop", lab.id)
            stopped = time.monotonic() - began
            assert inspect(lab.id)["State"]["ExitCode"] == 0
        record_property("seconds to start and stop", f"{started:.1f} {stopped:.1f}")
        assert stopped < 5

    def test_java_is_all_there(self, image: str, tmp_path: Path) -> None:
        cells = [
            "import java.awt.image.BufferedImage;\nnew BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB)",
            'new String(new byte[] {0x1b, 0x24, 0x42, 0x46, 0x7c}, "ISO-2022-JP")',
            "java.util.logging.Logger.getGlobal().getName()",
            "javax.tools.ToolProvider.getSystemJavaCompiler().getClass().getSimpleName()",
            "javax.net.ssl.SSLContext.getDefault().getProtocol()",
        ]
        told = run_cells(image, tmp_path, cells)
        assert "FAILED" not in told.stdout, told.stdout
        assert told.returncode == 0, told.stdout + told.stderr

    def test_lists_what_is_inside_with_versions_and_licences(self, image: str) -> None:
        bill = json.loads(docker("run", "--rm", "--network", "none", *LOCKED, image, "bom").stdout)
        parts = {part["purl"]: part for part in bill["components"]}
        kinds = {purl.partition("/")[0] for purl in parts}
        assert kinds >= {"pkg:deb", "pkg:generic", "pkg:maven", "pkg:pypi", "pkg:npm"}
        assert any(purl.startswith("pkg:maven/com.icegreen/greenmail@") for purl in parts)
        unnamed = [purl for purl, part in parts.items() if part["licenses"][0]["license"]["name"] == "see the package"]
        assert [purl for purl in parts if purl.endswith("@")] == []
        assert unnamed == []

    def test_a_hub_can_start_it(self, image: str) -> None:
        """As a hub starts it, which here answers no more than it must."""
        with (
            Hub() as hub,
            Container("--network", "host", *LOCKED, *hub.environment(), image, "jupyterhub-singleuser") as lab,
        ):
            lab.healthy()
            assert LESSON in lab.run("ls", "/home/jovyan/work").stdout.split()
            with pytest.raises(HTTPError) as refused:
                urlopen(f"http://127.0.0.1:{hub.port_of_the_server}/user/jones/api/contents")
            assert refused.value.code == 403


def run_cells(image: str, folder: Path, cells: list[str], *more: object) -> subprocess.CompletedProcess:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "java", "display_name": "Java", "language": "java"}
    nbformat.write(notebook, folder / "cells.ipynb")
    (folder / "cells.ipynb").chmod(0o644)
    mount = ["--volume", f"{folder / 'cells.ipynb'}:/opt/cells.ipynb:ro"]
    return docker(
        "run", "--rm", *LOCKED, *mount, *(more or ["--network", "none"]), image, "run", "/opt/cells.ipynb", check=False
    )


class Hub:
    """What a hub says to the servers it has started."""

    def __enter__(self) -> "Hub":
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer({"version": "5.5.4"})

            def do_POST(self) -> None:
                self.answer({})

            def answer(self, json_: dict) -> None:
                body = json.dumps(json_).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("X-JupyterHub-Version", "5.5.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port_of_the_server = free_port()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def environment(self) -> list[str]:
        hub = f"http://127.0.0.1:{self.server.server_port}/hub"
        settings = {
            "JUPYTERHUB_API_TOKEN": "not-a-secret",
            "JUPYTERHUB_API_URL": f"{hub}/api",
            "JUPYTERHUB_ACTIVITY_URL": f"{hub}/api/users/jones/activity",
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_HOST": "",
            "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-jones",
            "JUPYTERHUB_OAUTH_CALLBACK_URL": "/user/jones/oauth_callback",
            "JUPYTERHUB_SERVICE_PREFIX": "/user/jones/",
            "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{self.port_of_the_server}/user/jones/",
            "JUPYTERHUB_USER": "jones",
            "WIRELAB_HEALTH": f"{self.port_of_the_server} /user/jones/api",
        }
        return [word for name, value in settings.items() for word in ("--env", f"{name}={value}")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def volume(image: str) -> Iterator[str]:
    name = docker("volume", "create").stdout.strip()
    yield name
    docker("volume", "rm", "--force", name)


@pytest.fixture(scope="module")
def newer(image: str) -> Iterator[str]:
    """The image of a day on which a lesson was changed and one was added."""
    changes = f"""
        FROM {image}
        USER root
        RUN cd /opt/wirelab/notebooks/lessons && echo >>{LESSON} && cp {LESSON} 02-more.ipynb
        USER 1000:100
    """
    docker("build", "--network", "none", "-t", "wirelab:newer", "-", input=changes)
    yield "wirelab:newer"
    docker("rmi", "wirelab:newer")


class TestTheLessons:
    """What deliver.py promises, by the image that has it."""

    def work(self, image: str, volume: str, command: str) -> str:
        """After the start of a lab, which delivers."""
        deliver = "python3 /opt/wirelab/docker/deliver.py /opt/wirelab/notebooks/lessons ~/work 2>&1; cd ~/work; "
        mounted = ["--volume", f"{volume}:/home/jovyan", "--network", "none"]
        return docker("run", "--rm", *LOCKED, *mounted, image, "bash", "-c", deliver + command).stdout

    def test_an_untouched_lesson_is_renewed_and_a_new_one_added(self, image: str, newer: str, volume: str) -> None:
        before = self.work(image, volume, "ls").split()
        assert LESSON in before
        after = self.work(newer, volume, f"ls; cmp {LESSON} 02-more.ipynb").split()
        assert after == sorted([*before, "02-more.ipynb"])

    def test_what_the_learner_changed_stays_and_the_new_one_is_beside_it(
        self, image: str, newer: str, volume: str
    ) -> None:
        self.work(image, volume, f"echo mine >>{LESSON}; echo notes >notes.txt")
        for _ in range(2):
            told = self.work(newer, volume, f"tail -n 1 {LESSON}; ls; cmp 01*.new-*.ipynb 02-more.ipynb")
            assert "mine" in told
            assert "notes.txt" in told
            assert len(re.findall(r"^01-smtp-by-hand\.new-\w{6}\.ipynb$", told, re.M)) == 1

    def test_a_deleted_lesson_comes_back_as_it_was(self, image: str, volume: str) -> None:
        self.work(image, volume, f"echo mine >>{LESSON}; rm {LESSON}")
        assert (
            self.work(image, volume, f"cmp {LESSON} /opt/wirelab/notebooks/lessons/{LESSON} && echo same") == "same\n"
        )

    def test_a_volume_that_is_somebody_elses_is_said(self, image: str, volume: str) -> None:
        mounted = ["--volume", f"{volume}:/home/jovyan", "--network", "none"]
        docker("run", "--rm", *mounted, "--entrypoint", "sh", "--user", "root", image, "-c", "mkdir -m 700 ~/work")
        ran = docker("run", "--rm", *mounted, *LOCKED, image, check=False)
        assert ran.returncode == 1
        assert ran.stderr.count("\n") == 1
        assert "Give the volume to the user that runs here" in ran.stderr


class Compose:
    def __init__(self, **environment: str) -> None:
        self.port, self.page = free_port(), free_port()
        self.environment = {
            **os.environ,
            "WIRELAB_IMAGE": NAME,
            "WIRELAB_PORT": str(self.port),
            "WIRELAB_PAGE_PORT": str(self.page),
            **environment,
        }

    def __call__(self, *arguments: object, check: bool = True) -> subprocess.CompletedProcess:
        command = ["compose", "-p", "wirelab-test", "-f", COMPOSE, *arguments]
        return docker(*command, check=check, env=self.environment)

    def __enter__(self) -> "Compose":
        self("up", "--detach", "--no-build", "--wait")
        return self

    def __exit__(self, *_: object) -> None:
        self("down", "--volumes")

    def address(self) -> str:
        log = self("logs", "--no-log-prefix", "lab").stdout
        return re.findall(rf"http://127\.0\.0\.1:{self.port}/\S*\?token=\S+", log)[-1]

    def token(self) -> str:
        return self.address().partition("token=")[2]


class TestCompose:
    def test_the_first_lesson_runs_in_a_browser(self, image: str, page: Page) -> None:  # noqa: F811
        lesson = nbformat.read(LESSONS / LESSON, as_version=4)
        last = max(i for i, cell in enumerate(lesson.cells) if is_code(cell))
        with Compose() as lab:
            page.goto(lab.address().replace("00-start-here.ipynb", LESSON))
            cells = page.locator(".jp-Notebook .jp-Cell")
            expect(cells).to_have_count(len(lesson.cells))
            expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))
            page.get_by_role("menuitem", name="Edit").click()
            page.get_by_text("Clear Outputs of All Cells").click()
            cells.first.click()
            page.keyboard.press("Escape")
            press(page, "Shift+Enter", len(lesson.cells))
            expect(cells.nth(last).locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]"), timeout=START)
            expect(page.locator(".jp-OutputArea-output", has_text="550 No such user here").first).to_be_attached()

    def test_who_has_no_token_and_who_is_elsewhere_gets_nothing(self, image: str) -> None:
        with Compose() as lab:
            there = f"http://127.0.0.1:{lab.port}/api/contents"
            with pytest.raises(HTTPError) as refused:
                urlopen(there)
            assert refused.value.code == 403
            assert urlopen(Request(there, headers={"Authorization": f"token {lab.token()}"})).status == 200
            for name in lab("ps", "-q").stdout.split():
                running = inspect(name)
                published = [one["HostIp"] for to in running["NetworkSettings"]["Ports"].values() for one in to or []]
                assert published == ["127.0.0.1"]
                assert running["HostConfig"]["ReadonlyRootfs"]
                assert running["HostConfig"]["CapDrop"] == ["ALL"]

    def test_an_editor_elsewhere_runs_cells_by_the_address_with_the_token(self, image: str) -> None:
        """As VS Code does with an existing Jupyter server."""
        with Compose() as lab:
            server, by_token = f"http://127.0.0.1:{lab.port}", {"Authorization": f"token {lab.token()}"}
            specs = requests.get(f"{server}/api/kernelspecs", headers=by_token).json()
            assert (specs["default"], list(specs["kernelspecs"])) == ("java", ["java"])
            wish = {"path": "mine.ipynb", "name": "mine.ipynb", "type": "notebook", "kernel": {"name": "java"}}
            session = requests.post(f"{server}/api/sessions", headers=by_token, json=wish).json()
            with Kernel(server, by_token["Authorization"], session["kernel"]["id"]) as kernel:
                assert text(kernel.run("1 + 1")) == "2\n"
                assert "S: 220 " in text(kernel.run("var smtp = lab.smtp();"))

    def test_the_work_stays_when_the_containers_are_made_anew(self, image: str) -> None:
        with Compose() as lab:
            lab("exec", "-T", "lab", "sh", "-c", "echo mine >~/work/mine.txt")
            began = time.monotonic()
            lab("stop")
            assert time.monotonic() - began < 5
            lab("up", "--detach", "--no-build", "--wait", "--force-recreate")
            assert lab("exec", "-T", "lab", "cat", "/home/jovyan/work/mine.txt").stdout == "mine\n"

    def test_several_share_the_server_beside_the_lab(self, image: str, tmp_path: Path) -> None:
        cells = [
            'var smtp = lab.smtp();\nsmtp.send("EHLO bar.com"); smtp.send("MAIL FROM:<a@bar.com>");',
            'smtp.send("RCPT TO:<" + lab.mailbox("bob").toString().lines().count() + "@nowhere>").code()',
            'lab.imaps().send("a1 LOGIN bob " + lab.password("bob")).status()',
            "lab.reset();",
        ]
        with Compose(WIRELAB_SERVER="/run/wirelab/address") as lab:
            network = ["--network", "wirelab-test_default", "--volume", "wirelab-test_address:/run/wirelab:ro"]
            told = run_cells(image, tmp_path, cells, *network, "--env", "WIRELAB_SERVER=/run/wirelab/address")
            assert told.returncode == 0, told.stdout + told.stderr
            assert " C: EHLO bar.com" in lab("logs", "server").stdout
            assert json.load(urlopen(f"http://127.0.0.1:{lab.page}/health"))["status"] == "ok"
