"""The kernels that are measured beside each other: how their languages say what all are asked, where they come from."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from session import BEGUN

ROOT = Path(__file__).resolve().parents[2]
LESSON = ROOT / "notebooks" / "01-smtp-by-hand.ipynb"
LOCK = ROOT / "notebooks" / "requirements-peers.lock"
FETCHED = ROOT / "target" / "peers"

RAPAIO = "io.github.padreati:rapaio-jupyter-kernel:3.0.1"
RAPAIO_SHA256 = "cffac185dafff9a4d62ffdbeb357822b56931c41421c576314a84d3605addd09"

# A loop that the JVM compiles to machine code; what a kernel weaves into it shows.
STEPS = """long steps(int below) {
    long steps = 0;
    for (int i = 1; i < below; i++) {
        for (long n = i; n != 1; n = (n & 1) == 0 ? n >> 1 : 3 * n + 1) {
            steps++;
        }
    }
    return steps;
}
"""
# The last of eight calls: by then the compiler has done what it does.
TIMED = """long took = 0;
for (int i = 0; i < 8; i++) {
    long began = System.nanoTime();
    if (steps(400_000) < 400_000) throw new IllegalStateException();
    took = System.nanoTime() - began;
}
System.out.println(took);
"""


@dataclass(frozen=True)
class Language:
    """What all kernels are asked, in a language."""

    print_line: str
    print_lines: str  # with {} for how many
    declaration: str
    class_and_call: str
    to_complete: str
    completion: str
    cell: str  # the {0}th of a thousand
    begun: str
    endless_loop: str
    sleep: str
    socket_read: str
    computation: str | None = None


JAVA = Language(
    print_line='System.out.println("x");',
    print_lines="for (int i = 0; i < {}; i++) System.out.println(i);",
    declaration="int twice(int n) {{ return 2 * n + {}; }}",
    class_and_call="class C{0} {{ int v = {0}; int get() {{ return v; }} }}\nvar c{0} = new C{0}();\nc{0}.get()",
    to_complete='"".len',
    completion="length",
    cell="int v{0} = {0};\nv{0} + 1",
    begun=f'System.out.println("{BEGUN}");\n',
    endless_loop="while (true) {}",
    sleep="Thread.sleep(600_000);",
    socket_read="""var silent = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
var socket = new java.net.Socket(silent.getInetAddress(), silent.getLocalPort());
socket.getInputStream().read();""",
    computation=STEPS + TIMED,
)

PYTHON = Language(
    print_line='print("x")',
    print_lines="for i in range({}): print(i)",
    declaration="def twice(n): return 2 * n + {}",
    class_and_call="class C{0}:\n    v = {0}\n    def get(self): return self.v\nc{0} = C{0}()\nc{0}.get()",
    to_complete='"".upp',
    completion="upper",
    cell="v{0} = {0}\nv{0} + 1",
    begun=f'print("{BEGUN}", flush=True)\n',
    endless_loop="while True: pass",
    sleep="import time; time.sleep(600)",
    socket_read="""import socket
silent = socket.create_server(("127.0.0.1", 0))
connection = socket.create_connection(silent.getsockname())
connection.recv(1)""",
)


@dataclass(frozen=True)
class Peer:
    """A kernel: its kernelspec, and the folder of kernelspecs where that is not Jupyter's own."""

    title: str
    language: Language
    kernelspec: str
    kernels: Path | None = None
    lesson: Path | None = None


OURS = Peer("Wirelab", JAVA, "java", lesson=LESSON)
IPYKERNEL = Peer("ipykernel", PYTHON, "python3")
JJAVA = Peer("JJava", JAVA, "java", FETCHED / "share" / "jupyter" / "kernels")
RAPAIO_KERNEL = Peer("rapaio", JAVA, "rapaio", FETCHED / "kernels")


def fetched() -> list[Peer]:
    """All kernels that are here or can be had: those from elsewhere come with the first measurement, and stay."""
    peers = [OURS, IPYKERNEL]
    for peer, fetch in ((JJAVA, fetch_jjava), (RAPAIO_KERNEL, fetch_rapaio)):
        try:
            fetch()
            peers.append(peer)
        except (subprocess.CalledProcessError, OSError, ValueError) as problem:
            said = getattr(problem, "stderr", None) or str(problem)
            print(f"wirelab: {peer.title} cannot be had and is left out: {said.strip()[-200:]}", file=sys.stderr)
    return peers


def fetch_jjava() -> None:
    done = FETCHED / LOCK.name
    if done.exists() and done.read_bytes() == LOCK.read_bytes():
        return
    pip = [sys.executable, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--upgrade"]
    run(*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", LOCK, "--target", FETCHED)
    done.write_bytes(LOCK.read_bytes())


def fetch_rapaio() -> None:
    spec = FETCHED / "kernels" / "rapaio"
    _, artifact, version = RAPAIO.split(":")
    jar = spec / f"{artifact}-{version}.jar"
    if not jar.exists():
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy"
        FETCHED.mkdir(parents=True, exist_ok=True)
        run("mvn", "-B", "-q", copy, f"-Dartifact={RAPAIO}", f"-DoutputDirectory={spec}", cwd=FETCHED)
    if hashlib.sha256(jar.read_bytes()).hexdigest() != RAPAIO_SHA256:
        raise ValueError(f"{jar} is not the file that was chosen; delete it")
    kernel = {"argv": ["java", "-jar", str(jar), "{connection_file}"], "display_name": "rapaio", "language": "java"}
    (spec / "kernel.json").write_text(json.dumps({**kernel, "interrupt_mode": "message"}))


def run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, cwd=cwd)
