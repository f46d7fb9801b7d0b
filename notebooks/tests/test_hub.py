"""A class at a hub: all log in, start a server and run a lesson at once, and nobody gets at what is another's."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from classroom import Person, at_once, enrol, run_lesson, text
from conftest import LESSONS, ROOT
from playwright.sync_api import Page, expect
from requests import HTTPError
from test_browser import page  # noqa: F401 (a fixture)
from test_container import LESSON, NAME, bridgeless, docker, free_port, image, inspect  # noqa: F401 (image is a fixture)

HUB = ROOT / "docker" / "hub"
PROJECT = "wirelab-hub-test"
HUB_IMAGE = "wirelab-hub:test"
INSTRUCTOR = "instructor"
ENGINE = "/var/run/docker.sock"


@dataclass(frozen=True)
class Class:
    hub: str
    instructor: Person
    learners: list[Person]

    def run(self, who: Person, cell: str) -> str:
        with who.kernel() as kernel:
            return text(kernel.run(cell))


def committed() -> list[str]:
    lesson = nbformat.read(LESSONS / LESSON, as_version=4)
    return [text(cell.outputs) for cell in lesson.cells if cell.cell_type == "code"]


def names(number: int) -> list[str]:
    return [f"learner{one}" for one in range(number)]


def instructor(hub: str) -> Person:
    return Person(hub, INSTRUCTOR).log_in("the-first-who-comes")


# ---------------------------------------------------------------- containers


@pytest.fixture(scope="module")
def class_in_containers(image: str) -> Iterator[Class]:  # noqa: F811
    """Ten, whose servers have all been started at once."""
    docker("build", *bridgeless(), "-t", HUB_IMAGE, HUB)
    port = free_port()
    environment = {
        **os.environ,
        "WIRELAB_IMAGE": NAME,
        "WIRELAB_HUB_IMAGE": HUB_IMAGE,
        "WIRELAB_PORT": str(port),
        "WIRELAB_ENGINE_SOCKET": os.environ.get("DOCKER_HOST", f"unix://{ENGINE}").removeprefix("unix://"),
    }
    compose = ["compose", "-p", PROJECT, "-f", HUB / "compose.yaml"]
    docker(*compose, "up", "--detach", "--no-build", "--wait", env=environment)
    try:
        hub = f"http://127.0.0.1:{port}"
        teacher = instructor(hub)
        learners = enrol(hub, teacher, names(10))
        at_once([teacher, *learners], Person.start)
        yield Class(hub, teacher, learners)
    finally:
        docker(*compose, "down", "--volumes", env=environment)
        homes = docker("volume", "ls", "--quiet", "--filter", f"name={PROJECT}-home-").stdout.split()
        docker("volume", "rm", *homes)


def container(person: Person) -> dict:
    return inspect(f"{PROJECT}-{person.name}")


def address(person: Person) -> str:
    return container(person)["NetworkSettings"]["Networks"][f"{PROJECT}_learners"]["IPAddress"]


class TestContainers:
    def test_ten_run_a_lesson_at_once_and_each_sees_what_it_shows(self, class_in_containers: Class) -> None:
        seen = at_once(class_in_containers.learners, lambda who: run_lesson(who, LESSON))
        for told in seen:
            assert told == committed()

    def test_each_server_is_confined_and_has_a_user_of_its_own(self, class_in_containers: Class) -> None:
        servers = [container(learner) for learner in class_in_containers.learners]
        for server in servers:
            limits = server["HostConfig"]
            assert limits["ReadonlyRootfs"]
            assert limits["CapDrop"] == ["ALL"]
            assert limits["SecurityOpt"] == ["no-new-privileges:true"]
            assert (limits["Memory"], limits["CpuQuota"], limits["PidsLimit"]) == (1500 * 1024**2, 200_000, 512)
            assert not any(server["NetworkSettings"]["Ports"].values())
        users = [int(server["Config"]["User"].split(":")[0]) for server in servers]
        assert len(set(users)) == len(users)
        assert min(users) >= 10_000

    def test_anothers_mail_server_is_out_of_reach(self, class_in_containers: Class) -> None:
        one, other = class_in_containers.learners[:2]
        port = re.search(r":(\d+)\s*$", class_in_containers.run(one, 'lab.uri("imap")')).group(1)
        told = class_in_containers.run(other, f'new java.net.Socket("{address(one)}", {port})')
        assert "ConnectException: Connection refused" in told

    def test_anothers_server_asks_for_the_hubs_word(self, class_in_containers: Class) -> None:
        one, other = class_in_containers.learners[:2]
        with pytest.raises(HTTPError, match=r"40[34]"):
            other.api("GET", f"/user/{one.name}/api/contents")
        there = f"http://{address(one)}:8888/user/{one.name}/api/contents"
        told = class_in_containers.run(
            other,
            f'((java.net.HttpURLConnection) new java.net.URI("{there}").toURL().openConnection()).getResponseCode()',
        )
        assert told == "403\n"

    def test_nothing_beyond_the_machine_is_reached(self, class_in_containers: Class) -> None:
        """No way leads out: 192.0.2.1 is nobody's (RFC 5737)."""
        told = class_in_containers.run(class_in_containers.learners[0], 'new java.net.Socket("192.0.2.1", 25)')
        assert "Network is unreachable" in told

    def test_the_course_is_the_instructors_to_write_and_everybodys_to_read(self, class_in_containers: Class) -> None:
        write = 'java.nio.file.Files.writeString(java.nio.file.Path.of("course/{0}"), "{0}").toString()'
        assert (
            class_in_containers.run(class_in_containers.instructor, write.format("week-1.txt")) == "course/week-1.txt\n"
        )
        learner = class_in_containers.learners[0]
        assert "Read-only file system" in class_in_containers.run(learner, write.format("mine.txt"))
        found = learner.api("GET", f"/user/{learner.name}/api/contents/course/week-1.txt").json()
        assert found["content"] == "week-1.txt"

    def test_what_is_handed_in_is_not_shown_to_others(self, class_in_containers: Class) -> None:
        """The exchange as nbgrader sets it up: an inbox into which all may put, and which only its owner may read."""
        folder = "/srv/nbgrader/exchange/inbound"
        paths = "import java.nio.file.*;\nimport java.nio.file.attribute.*;\n"
        opened = class_in_containers.run(
            class_in_containers.instructor,
            f'{paths}Files.setPosixFilePermissions(Files.createDirectory(Path.of("{folder}")), '
            'PosixFilePermissions.fromString("rwx-wx-wx")).toString()',
        )
        assert opened.strip() == folder
        one, other = class_in_containers.learners[:2]
        handed_in = class_in_containers.run(
            one, f'{paths}Files.writeString(Path.of("{folder}/mine"), "answers").toString()'
        )
        assert handed_in.strip() == f"{folder}/mine"
        for nosy in (f'Files.list(Path.of("{folder}"))', f'Files.writeString(Path.of("{folder}/mine"), "none")'):
            assert "AccessDeniedException" in class_in_containers.run(other, paths + nosy)
        owner = f'{paths}Files.list(Path.of("{folder}")).map(p -> p.toFile().getName()).toList() + " " + '
        owner += f'Files.getOwner(Path.of("{folder}/mine"))'
        assert class_in_containers.run(class_in_containers.instructor, owner) == f"[mine] {one.name}\n"

    def test_the_work_stays_when_a_server_is_made_anew(self, class_in_containers: Class) -> None:
        learner = class_in_containers.learners[-1]
        note = {"type": "file", "format": "text", "content": "mine"}
        learner.api("PUT", f"/user/{learner.name}/api/contents/note.txt", json=note)
        learner.stop()
        learner.start()
        there = {one["name"] for one in learner.api("GET", f"/user/{learner.name}/api/contents").json()["content"]}
        assert {"note.txt", LESSON} <= there

    def test_only_who_is_on_the_list_may_log_in_and_only_by_the_password_that_was_chosen(
        self, class_in_containers: Class
    ) -> None:
        for name, password in (("a-stranger", "long-enough-it-is"), (names(1)[0], "not-what-was-chosen")):
            with pytest.raises(PermissionError):
                Person(class_in_containers.hub, name).log_in(password)

    def test_servers_that_nobody_uses_are_looked_for(self, class_in_containers: Class) -> None:
        services = class_in_containers.instructor.api("GET", "/hub/api/services").json()
        assert "--timeout=7200" in services["idle-culler"]["command"]

    def test_a_learner_comes_to_the_lessons_by_the_log_in_page(self, class_in_containers: Class, page: Page) -> None:  # noqa: F811
        learner = class_in_containers.learners[0]
        page.goto(class_in_containers.hub)
        page.get_by_label("Username").fill(learner.name)
        page.get_by_label("Password").fill(f"{learner.name}-has-chosen-this")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
        expect(page.locator("#jp-main-statusbar")).to_contain_text(re.compile(r"Java\S* .*\| Idle"))

    def test_without_an_engine_the_hub_says_so(self, class_in_containers: Class) -> None:
        settings = {"WIRELAB_PROJECT": "nobodys", "WIRELAB_IMAGE": NAME}
        given = [word for name, value in settings.items() for word in ("--env", f"{name}={value}")]
        ran = docker("run", "--rm", "--network", "none", *given, HUB_IMAGE, check=False)
        assert ran.returncode != 0
        assert (
            "wirelab: no engine answers at the socket that the hub was given; name it in WIRELAB_ENGINE_SOCKET"
            in ran.stderr
        )


# ---------------------------------------------------------------- processes


@pytest.fixture(scope="module")
def class_in_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    """docker/hub/local, and a few learners; when it is ended, so is all that it started."""
    port = free_port()
    environment = {"WIRELAB_PORT": str(port), "WIRELAB_HUB_STATE": str(tmp_path_factory.mktemp("hub"))}
    hub = subprocess.Popen([HUB / "local"], env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True)
    reader = None
    try:
        told = []
        for line in hub.stderr:
            told.append(line)
            if "JupyterHub is now running" in line:
                break
        else:
            problem = "".join(told)
            if "configurable-http-proxy" in problem and not os.environ.get("CI"):
                pytest.skip(problem.strip())
            pytest.fail(problem)
        # What it goes on to say must be read by someone, or it waits for that.
        reader = subprocess.Popen(["cat"], stdin=hub.stderr, stdout=subprocess.DEVNULL)
        teacher = instructor(f"http://127.0.0.1:{port}")
        learners = enrol(teacher.hub, teacher, names(3))
        at_once(learners, Person.start)
        yield Class(teacher.hub, teacher, learners)
        started = psutil.Process(hub.pid).children(recursive=True)
        hub.send_signal(signal.SIGTERM)
        hub.wait(timeout=60)
    finally:
        for process in (hub, reader):
            if process:
                process.kill()
                process.wait()
    _, left = psutil.wait_procs(started, timeout=10)
    assert left == []


class TestProcesses:
    def test_all_run_a_lesson_at_once_and_each_sees_what_it_shows(self, class_in_processes: Class) -> None:
        for told in at_once(class_in_processes.learners, lambda who: run_lesson(who, LESSON)):
            assert told == committed()

    def test_on_the_machines_loopback_anothers_mail_server_wants_a_password(self, class_in_processes: Class) -> None:
        one, other = class_in_processes.learners[:2]
        with one.kernel() as mine, other.kernel() as theirs:
            port = re.search(r":(\d+)\s*$", text(mine.run('lab.uri("imap")'))).group(1)
            own = re.search(r":(\d+)\s*$", text(theirs.run('lab.uri("imap")'))).group(1)
            assert own != port
            theirs.run(f'var imap = lab.imap("127.0.0.1", {port});')
            assert "a1 BAD" in text(theirs.run('imap.send("a1 SELECT INBOX");'))
            assert "a2 NO" in text(theirs.run('imap.send("a2 LOGIN bob a-guess");'))

    def test_anothers_server_is_refused(self, class_in_processes: Class) -> None:
        one, other = class_in_processes.learners[:2]
        with pytest.raises(HTTPError, match=r"40[34]"):
            other.api("GET", f"/user/{one.name}/api/contents")


@pytest.mark.parametrize("idle", ["soon", "59"])
def test_an_idle_time_that_is_none_is_refused_in_one_line(tmp_path: Path, idle: str) -> None:
    environment = {"WIRELAB_HUB_STATE": str(tmp_path), "WIRELAB_IDLE": idle}
    ran = subprocess.run(
        [HUB / "local"], env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )
    if "configurable-http-proxy; get it" in ran.stderr and not os.environ.get("CI"):
        pytest.skip(ran.stderr.strip())
    assert ran.returncode != 0
    assert f"WIRELAB_IDLE is '{idle}'; name a number of seconds, 60 or more" in ran.stderr
