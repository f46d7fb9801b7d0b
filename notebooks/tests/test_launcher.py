"""The launcher's contract: what each command prints, and the one line that helps when something is missing."""

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import nbformat
import pytest
from conftest import LAUNCHER, ROOT, lab, wirelab

TOOLS = [
    "bash",
    "cat",
    "chmod",
    "cmp",
    "cp",
    "find",
    "grep",
    "head",
    "id",
    "ln",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "tail",
]


def functions(script: str, launcher: Path = LAUNCHER, **environment: str) -> subprocess.CompletedProcess:
    """Runs bash with the launcher's functions at hand."""
    return subprocess.run(
        ["bash", "-c", f'source "$1"\ntrap leave EXIT\n{script}', "bash", launcher],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with the system's small tools and nothing of what Wirelab needs besides."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    """The files that a set-up starts from, in a folder with a space in its name, and nothing built."""
    clone = tmp_path / "a clone"
    for file in [
        "wirelab",
        "launcher/instructors.sh",
        "pom.xml",
        ".mvn/jvm.config",
        *(f"{module}/pom.xml" for module in MODULES),
        *LOCKS,
    ]:
        (clone / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, clone / file)
    return clone


MODULES = ["kernel", "lab-server", "labkit"]
LOCKS = ["notebooks/requirements.lock", "notebooks/requirements-test.lock"]


def assert_one_line(ran: subprocess.CompletedProcess, *parts: str, code: int = 1) -> None:
    """One line on stderr, from the launcher, with these parts in it; nothing on stdout."""
    assert (ran.returncode, ran.stdout) == (code, ""), ran.stderr
    lines = [line for line in ran.stderr.splitlines() if " ..." not in line]
    assert len(lines) == 1, ran.stderr
    assert lines[0].startswith("wirelab: ")
    for part in parts:
        assert part in lines[0]


class TestKernelspec:
    def test_prints_the_folder_of_the_kernel_and_nothing_else(self) -> None:
        ran = wirelab("kernelspec")
        assert ran.returncode == 0, ran.stderr
        folder, end = ran.stdout.split("\n")
        assert end == ""
        assert (Path(folder) / "kernel.json").is_file()

    def test_a_second_time_does_no_work(self) -> None:
        kernel_json = Path(wirelab("kernelspec").stdout.strip()) / "kernel.json"
        before = kernel_json.stat().st_mtime_ns
        assert wirelab("kernelspec").stderr == ""
        assert kernel_json.stat().st_mtime_ns == before


class TestRun:
    def test_says_how_each_cell_went_and_writes_the_outputs(self, tmp_path: Path) -> None:
        good = notebook(tmp_path / "good.ipynb", java("1 + 1"), java("1 / 0", "raises-exception"))
        ran = wirelab("run", good, "--out", tmp_path / "out")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        first, second = ran.stdout.splitlines()
        assert first.startswith("good.ipynb: cell 1 of 2") and first.endswith("ok")
        assert second.startswith("good.ipynb: cell 2 of 2") and second.endswith("as expected")
        cells = nbformat.read(tmp_path / "out" / "good.ipynb", as_version=4).cells
        assert cells[0].outputs[0].data["text/plain"] == "2"

    def test_a_failing_cell_shows_its_error_and_the_others_still_run(self, tmp_path: Path) -> None:
        bad = notebook(tmp_path / "bad.ipynb", java('throw new IllegalStateException("no mail today");'), java("1 + 1"))
        good = notebook(tmp_path / "good.ipynb", java("1 + 1"))
        ran = wirelab("run", bad, good)
        assert ran.returncode == 1
        assert "bad.ipynb: cell 1 of 2" in ran.stdout
        assert "FAILED" in ran.stdout
        assert "no mail today" in ran.stdout
        assert "bad.ipynb: cell 2 of 2" not in ran.stdout
        assert "good.ipynb: cell 1 of 1" in ran.stdout

    def test_a_notebook_of_an_older_format_that_names_no_kernel_runs_in_java(self, tmp_path: Path) -> None:
        cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": "1 + 1"}
        old = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        (tmp_path / "old.ipynb").write_text(json.dumps(old))
        ran = wirelab("run", tmp_path / "old.ipynb")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "old.ipynb: cell 1 of 1" in ran.stdout

    def test_a_notebook_for_a_kernel_that_is_not_here(self, tmp_path: Path) -> None:
        other = notebook(tmp_path / "other.ipynb", java("1 + 1"))
        written = nbformat.read(other, as_version=4)
        written.metadata["kernelspec"] = {"name": "fortran", "display_name": "Fortran"}
        nbformat.write(written, other)
        ran = wirelab("run", other)
        assert ran.returncode == 1
        assert "'fortran'" in ran.stdout and "not installed" in ran.stdout
        assert "Traceback" not in ran.stdout + ran.stderr

    def test_two_notebooks_of_one_name_for_one_folder(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
        both = [notebook(tmp_path / folder / "same.ipynb", java("1 + 1")) for folder in ("a", "b")]
        assert_one_line(wirelab("run", *both, "--out", tmp_path / "out"), "same.ipynb", "one by one")

    def test_a_timeout_that_is_none(self, tmp_path: Path) -> None:
        ran = wirelab("run", tmp_path / "any.ipynb", "--timeout", "-1")
        assert ran.returncode == 2
        assert "seconds" in ran.stderr

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert_one_line(wirelab("run", tmp_path / "nowhere.ipynb"), "nowhere.ipynb", "No such file")


class TestLab:
    def test_prints_its_address_and_ctrl_c_ends_it(self, tmp_path: Path) -> None:
        with lab(tmp_path) as address:
            port = int(address.split(":")[2].split("/")[0])
            socket.create_connection(("127.0.0.1", port)).close()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))

    def test_a_token_of_ones_own_opens_the_address_whatever_is_in_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JUPYTER_TOKEN", "50% of #1 & more?")
        with lab(tmp_path) as address, urlopen(address) as answer:
            assert (answer.status, urlsplit(answer.url).path) == (200, "/lab")

    def test_a_port_that_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert_one_line(wirelab("lab", "--no-browser", "--port", port), f"port {port} is taken", "--port")

    def test_a_port_that_is_none(self) -> None:
        assert_one_line(wirelab("lab", "--no-browser", "--port", 70000), "70000 is not a port")


class TestDoctor:
    def test_a_machine_that_is_set_up_lacks_nothing(self) -> None:
        wirelab("kernelspec")
        ran = wirelab("doctor")
        assert ran.returncode == 0, ran.stdout
        found = dict(line.split(maxsplit=1) for line in ran.stdout.splitlines())
        assert found["JDK"].startswith("25")
        assert found["Kernel"] == str(ROOT / "target" / "jupyter" / "kernels" / "java")

    def test_a_bare_machine_gets_told_what_to_get(self, bare_path: Path) -> None:
        ran = functions("jdk_places() { :; }\ndoctor", PATH=str(bare_path))
        assert ran.returncode == 1, ran.stderr
        for part in ("openjdk-25-jdk-headless", "apt install maven", "apt install python3"):
            assert part in ran.stdout


class TestTheSearchForAJdk:
    def test_takes_the_first_jdk_25_and_no_runtime(self, tmp_path: Path) -> None:
        places = [
            jdk(tmp_path / "17", "17.0.15"),
            jdk(tmp_path / "250", "250.1"),
            jdk(tmp_path / "25 jre", "25.0.3", javac=False),
            jdk(tmp_path / "25 jdk", "25.0.3"),
        ]
        lines = "\n".join(map(str, places))
        ran = functions('jdk_places() { printf "%s\\n" "$PLACES"; }\nneed_jdk\nprintf "%s" "$jdk"', PLACES=lines)
        assert ran.stdout == str(places[3])

    def test_java_home_comes_first(self, tmp_path: Path) -> None:
        home = jdk(tmp_path / "mine", "25")
        assert functions('need_jdk; printf "%s" "$jdk"', JAVA_HOME=str(home)).stdout == str(home)

    def test_a_java_home_that_is_too_old_is_passed_over(self, tmp_path: Path) -> None:
        old = jdk(tmp_path / "old", "17.0.15")
        ran = functions('need_jdk; printf "%s" "$jdk"', JAVA_HOME=str(old))
        assert ran.returncode == 0 and ran.stdout != str(old)

    def test_where_there_is_none_it_says_how_to_get_one(self) -> None:
        ran = functions("jdk_places() { :; }\nneed_jdk")
        assert_one_line(ran, "JDK 25", "apt install openjdk-25-jdk-headless", "brew install", "adoptium")


class TestWhatAFirstSetUpCanLack:
    def test_maven(self, bare_path: Path) -> None:
        assert_one_line(functions("need_maven", PATH=str(bare_path)), "no Maven", "apt install maven")

    def test_python(self, bare_path: Path, fresh_clone: Path) -> None:
        ran = functions("need_packages", fresh_clone / "wirelab", PATH=str(bare_path))
        assert_one_line(ran, "no Python 3.10 or newer", "apt install python3")

    def test_pythons_venv(self, bare_path: Path, fresh_clone: Path) -> None:
        half = bare_path / "python3"
        half.write_text("#!/usr/bin/env bash\ncase $2 in *ensurepip*) exit 1 ;; esac\n")
        half.chmod(0o755)
        ran = functions("need_packages", fresh_clone / "wirelab", PATH=str(bare_path))
        assert_one_line(ran, "can't make virtual environments", "apt install python3-venv")

    def test_a_network_for_the_python_packages(self, fresh_clone: Path) -> None:
        ran = functions(
            "need_packages",
            fresh_clone / "wirelab",
            PIP_INDEX_URL=NOBODY,
            PIP_FIND_LINKS="",
            PIP_RETRIES="0",
        )
        assert_one_line(ran, "needs the network once", "proxy", "python.log")

    def test_a_network_for_maven(self, fresh_clone: Path, tmp_path: Path) -> None:
        settings = tmp_path / ".m2" / "settings.xml"
        settings.parent.mkdir()
        settings.write_text(
            f"<settings><mirrors><mirror><id>nobody</id><url>{NOBODY}</url><mirrorOf>*</mirrorOf></mirror></mirrors>"
            "</settings>"
        )
        ran = functions("need_build", fresh_clone / "wirelab", MAVEN_OPTS=f"-Duser.home={tmp_path}")
        assert_one_line(ran, "needs the network once", "proxy", "build.log")

    def test_a_folder_that_can_be_written(self, fresh_clone: Path) -> None:
        (fresh_clone / "target").write_text("in the way")
        ran = functions("need_packages", fresh_clone / "wirelab")
        assert_one_line(ran, f"can't write in {fresh_clone}", "chown")


class TestTwoLaunchersAtOnce:
    def test_the_second_waits_for_the_first(self, fresh_clone: Path) -> None:
        script = f'source "{fresh_clone}/wirelab"; trap leave EXIT; begin_setup; echo in; read -r _'
        first = launcher_that(script)
        assert first.stdout.readline() == "in\n"
        second = launcher_that(script)
        assert f"process {first.pid} is doing" in second.stderr.readline()
        first.communicate("\n")
        assert second.stdout.readline() == "in\n"
        second.communicate("\n")
        assert not (fresh_clone / "target" / "launcher" / "setup.lock").is_symlink()

    def test_a_launcher_that_was_killed_holds_nobody_up(self, fresh_clone: Path) -> None:
        gone = subprocess.Popen(["true"])
        gone.wait()
        lock = fresh_clone / "target" / "launcher" / "setup.lock"
        lock.parent.mkdir(parents=True)
        lock.symlink_to(str(gone.pid))
        ran = functions("begin_setup; echo in", fresh_clone / "wirelab")
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "in\n", "")


def test_a_command_that_is_none() -> None:
    assert_one_line(wirelab("lba"), "no command 'lba'", "help", code=2)


NOBODY = "http://127.0.0.1:9/"  # the discard port, where nobody answers


def launcher_that(script: str) -> subprocess.Popen:
    pipe = subprocess.PIPE
    return subprocess.Popen(["bash", "-c", script], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def jdk(folder: Path, version: str, javac: bool = True) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "release").write_text(f'IMPLEMENTOR="Somebody"\nJAVA_VERSION="{version}"\n')
    if javac:
        (folder / "bin" / "javac").touch(mode=0o755)
    return folder


def java(source: str, *tags: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})


def notebook(path: Path, *cells: nbformat.NotebookNode) -> Path:
    kernelspec = {"name": "java", "display_name": "Java", "language": "java"}
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": kernelspec}), path)
    return path
