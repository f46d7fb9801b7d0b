"""The kernel where there is no Wirelab: the jar that installs itself, and the wheel."""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from conftest import ROOT, wirelab
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

JAR = ROOT / "kernel" / "target" / "wirelab-kernel.jar"
WHEEL = ROOT / "kernel" / "wheel"
PATIENCE = 60  # seconds for an answer; of a training it takes a third


@pytest.fixture(scope="module")
def jdk() -> Path:
    spec = Path(wirelab("kernelspec").stdout.strip())
    return Path(json.loads((spec / "kernel.json").read_text())["argv"][0]).parents[1]


@pytest.fixture(scope="module")
def wheel() -> Path:
    made = wirelab("wheel")
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


class Environment:
    """A virtual environment of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.python = home / "bin" / "python"
        self.spec = home / "share" / "jupyter" / "kernels" / "java"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)

    def pip(self, *arguments: object) -> None:
        pip = [sys.executable, "-m", "pip", "--python", self.python, "--disable-pip-version-check"]
        subprocess.run([*pip, *map(str, arguments)], check=True, capture_output=True)

    def files(self) -> set[Path]:
        return {path for path in self.home.rglob("*") if "__pycache__" not in path.parts}


@pytest.fixture
def empty(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "an environment")


@pytest.fixture
def fresh(empty: Environment, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jdk: Path) -> Environment:
    """The wheel, installed and never started."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("JAVA_HOME", str(jdk))
    empty.pip("install", "--no-index", "--no-deps", wheel)
    return empty


@contextmanager
def kernel(spec: Path) -> Iterator[tuple[psutil.Process, BlockingKernelClient]]:
    manager = KernelManager(
        kernel_name=spec.name, kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent)])
    )
    manager.start_kernel(stderr=subprocess.PIPE)
    client = manager.blocking_client()
    client.start_channels(hb=False)
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield psutil.Process(manager.provisioner.pid), client
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
        assert manager.provisioner is None or not manager.is_alive()


def assert_works(spec: Path) -> str:
    """Runs cells; returns the cache that the JVM has mapped, if any."""
    with kernel(spec) as (process, client):
        assert result(client, "1 + 1") == "2"
        assert result(client, "record Point(int x, int y) {}\nnew Point(1, 2)") == "Point[x=1, y=2]"
        mapped = [found.path for found in process.memory_maps() if found.path.endswith(".aot")]
        # Nothing of the training is the kernel's.
        assert process.children() == []
    psutil.wait_procs(trainings_of(spec), timeout=PATIENCE)
    return mapped[0] if mapped else ""


def trainings_of(spec: Path) -> list[psutil.Process]:
    jar = str(spec / "lib" / "wirelab-kernel.jar")
    return [found for found in psutil.process_iter(["cmdline"]) if jar in (found.info["cmdline"] or [])]


def result(client: BlockingKernelClient, code: str) -> str:
    shown: list[str] = []

    def hook(message: dict) -> None:
        if message["msg_type"] == "execute_result":
            shown.append(message["content"]["data"]["text/plain"])

    reply = client.execute_interactive(code, timeout=PATIENCE, output_hook=hook)
    assert reply["content"]["status"] == "ok", reply
    return "".join(shown)


class TestWheel:
    def test_the_first_start_teaches_the_second_and_uninstalling_leaves_nothing(
        self, empty: Environment, wheel: Path, monkeypatch: pytest.MonkeyPatch, jdk: Path
    ) -> None:
        monkeypatch.setenv("JAVA_HOME", str(jdk))
        before = empty.files()
        empty.pip("install", "--no-index", "--no-deps", wheel)
        assert assert_works(empty.spec) == ""
        assert assert_works(empty.spec) == str(empty.spec / "kernel.aot")
        empty.pip("uninstall", "--yes", "wirelab-kernel")
        left = empty.files() - before
        assert not any(path.is_file() for path in left), left

    def test_two_first_starts_at_once(self, fresh: Environment) -> None:
        with ThreadPoolExecutor() as both:
            assert list(both.map(assert_works, [fresh.spec] * 2)) == ["", ""]
        assert assert_works(fresh.spec) == str(fresh.spec / "kernel.aot")

    def test_a_folder_that_cannot_be_written_has_its_cache_in_the_users(
        self, fresh: Environment, tmp_path: Path
    ) -> None:
        deny(fresh)
        assert_works(fresh.spec)
        (cache,) = (tmp_path / "cache" / "wirelab-kernel").glob("*/kernel.aot")
        assert assert_works(fresh.spec) == str(cache)

    def test_where_nothing_can_be_written_it_works_without(
        self, fresh: Environment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deny(fresh)
        monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
        assert assert_works(fresh.spec) == ""
        assert assert_works(fresh.spec) == ""

    def test_another_jdks_cache_is_not_used_and_made_anew(self, fresh: Environment) -> None:
        (fresh.spec / "kernel.aot").write_bytes(b"of another time")
        (fresh.spec / "kernel.aot.jdk").write_text("/opt/jdk\nJAVA_VERSION=24")
        assert assert_works(fresh.spec) == ""
        assert assert_works(fresh.spec) == str(fresh.spec / "kernel.aot")

    def test_a_broken_cache_only_makes_it_slower(self, fresh: Environment, jdk: Path) -> None:
        (fresh.spec / "kernel.aot").write_bytes(b"broken" * 100_000)
        (fresh.spec / "kernel.aot.jdk").write_text(f"{jdk}\n{(jdk / 'release').read_text()}")
        assert_works(fresh.spec)


def deny(environment: Environment) -> None:
    """Nobody writes a file where a folder is, not even root, as whom tests may run."""
    (environment.spec / "training.lock").unlink()
    (environment.spec / "training.lock").mkdir()


class TestStart:
    """What the wheel starts, on machines that this one is not."""

    @pytest.fixture
    def start(self) -> dict:
        return runpy.run_path(str(WHEEL / "start.py"))

    def test_no_jdk_is_told_in_one_line(
        self, start: dict, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
    ) -> None:
        monkeypatch.setitem(start["main"].__globals__, "jdk_places", lambda: iter(["/nowhere"]))
        assert start["main"]([]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("wirelab-kernel: there is no JDK 25 in JAVA_HOME, on PATH")
        assert told.err.count("\n") == 1 and "openjdk-25-jdk-headless" in told.err

    @pytest.mark.parametrize(
        ("version", "fits"), [("25", True), ("25.0.3", True), ("25-ea", True), ("250", False), ("21.0.1", False)]
    )
    def test_a_jdk_is_known_by_its_release_file(self, start: dict, tmp_path: Path, version: str, fits: bool) -> None:
        home = fake_jdk(tmp_path / "jdk", version)
        assert start["is_jdk_25"](str(home)) is fits
        (home / "bin" / "javac").unlink()
        assert not start["is_jdk_25"](str(home))

    def test_java_home_comes_before_path_and_path_before_the_rest(
        self, start: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second, third = (
            fake_jdk(tmp_path / name, "25") for name in ("first", "second", "home/.sdkman/candidates/java/25-tem")
        )
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").symlink_to(second / "bin" / "java")
        monkeypatch.setenv("JAVA_HOME", str(first))
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        places = list(start["jdk_places"]())
        assert places[:2] == [str(first), str(second)]
        assert str(third) in places

    def test_the_places_of_windows(self, start: dict) -> None:
        environment = {
            "ProgramFiles": "C:\\Program Files",
            "LOCALAPPDATA": "C:\\Users\\a\\AppData\\Local",
            "USERPROFILE": "C:\\Users\\a",
        }
        patterns = start["windows_patterns"](environment)
        assert "C:\\Program Files\\Eclipse Adoptium\\*" in patterns
        assert "C:\\Users\\a\\AppData\\Local\\Programs\\Microsoft\\*" in patterns
        assert "C:\\Users\\a\\.jdks\\*" in patterns
        assert start["windows_patterns"]({}) == []

    def test_the_users_caches(self, start: dict, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", "/home/a")
        cache_home = start["cache_home"]
        assert cache_home("linux", {}) == "/home/a/.cache"
        assert cache_home("linux", {"XDG_CACHE_HOME": "/cache"}) == "/cache"
        assert cache_home("darwin", {}) == "/home/a/Library/Caches"
        assert cache_home("win32", {"LOCALAPPDATA": "C:\\Local"}) == "C:\\Local"


def fake_jdk(home: Path, version: str) -> Path:
    (home / "bin").mkdir(parents=True)
    for program in ("java", "javac"):
        (home / "bin" / program).touch(mode=0o755)
    (home / "release").write_text(f'IMPLEMENTOR="Any"\nJAVA_VERSION="{version}"\n')
    return home


class TestJar:
    def test_installs_and_uninstalls_itself(self, jdk: Path, empty: Environment) -> None:
        before = empty.files()
        assert setup(jdk, "install", "--prefix", empty.home, "--name", "java25").returncode == 0
        spec = empty.spec.with_name("java25")
        assert assert_works(spec) == str(spec / "kernel.aot")
        assert setup(jdk, "uninstall", "--prefix", empty.home, "--name", "java25").returncode == 0
        assert not any(path.is_file() for path in empty.files() - before)

    def test_sys_prefix_is_that_of_the_python_on_path_and_user_that_of_jupyter(
        self, jdk: Path, empty: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", f"{empty.python.parent}:{os.environ['PATH']}")
        monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
        for where, spec in (
            ("--sys-prefix", empty.spec),
            ("--user", Path(KernelSpecManager().user_kernel_dir) / "java"),
        ):
            assert setup(jdk, "install", where, "--untrained").returncode == 0
            assert (spec / "kernel.json").is_file()
            assert setup(jdk, "uninstall", where).returncode == 0
            assert not spec.exists()

    def test_jupyter_kernelspec_installs_its_folder(self, jdk: Path, empty: Environment, tmp_path: Path) -> None:
        made = tmp_path / "made"
        assert setup(jdk, "install", "--to", made).returncode == 0
        jupyter = [sys.executable, "-m", "jupyter_client.kernelspecapp"]
        subprocess.run([*jupyter, "install", made, "--name", "java", "--prefix", empty.home], check=True)
        assert assert_works(empty.spec) == str(empty.spec / "kernel.aot")


def setup(jdk: Path, *arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run([jdk / "bin" / "java", "-jar", JAR, *map(str, arguments)], capture_output=True, text=True)
