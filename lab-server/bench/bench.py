"""Measures the lab server beside GreenMail as it comes: the same jar, the same JVM, the same client.

Every round starts both anew, one after the other, so that whatever else the machine does falls on both; where they are
close, both run at once and are asked in turns. The table shows medians, and of the worst case the worst; the JSON keeps
every value.

Two starts are measured: as the JVM comes, and with its cache of what a run before has needed (JEP 514), which
`./wirelab server` starts with.
"""

import argparse
import json
import os
import platform
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PATIENCE = 120  # seconds for one answer
LONGEST = 2.0  # seconds for one measure of how many a second
MOST = 2_000  # of them; both servers keep mail in memory
WARM_UP = 50
BATCH, WARM_BATCHES, BATCHES = 100, 40, 40  # of mails: so many in one go, so often before it counts, so often in turns
MESSAGES = 10_000
FETCHES, SLOW_FETCHES = 200, 5  # in the mailbox of 10,000; stock takes seconds for one
PLAIN = ["smtp", "pop3", "imap"]
WITH_TLS = [*PLAIN, "smtps", "pop3s", "imaps"]
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Measure:
    """What is measured: `sign` is 1 where more is better. The goal is how many times better than stock, or ms."""

    name: str
    unit: str
    sign: int
    goal: str
    summary: Callable[[list[float]], float] = median


ALONE = [
    Measure("start to ready: SMTP, POP3, IMAP", "ms", -1, "≤ 1 x stock"),
    Measure("start to ready: the same, and inside TLS", "ms", -1, "≤ 1 x stock"),
    Measure("start to ready: SMTP, POP3, IMAP, with the JVM's cache", "ms", -1, "≤ 1 x stock"),
    Measure("IMAP FETCH, one client", "per s", 1, "≥ 20 x stock"),
    Measure("new SMTP connections, one after the other", "per s", 1, "≥ 20 x stock"),
    Measure("FETCH in a mailbox of 10,000, median", "ms", -1, "≤ 20 ms"),
    Measure("FETCH in a mailbox of 10,000, worst", "ms", -1, "≤ 20 ms", max),
    Measure("start to ready with 10,000 messages", "ms", -1, ""),
]

MAILS = Measure("mails over one SMTP connection, in turns", "per s", 1, "≥ 1 x stock")
MEASURES = [*ALONE, MAILS]


class Client:
    """A client as plain as can be: lines out, lines in."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.lines = self.socket.makefile("rb")

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.lines.close()
        self.socket.close()

    def send(self, text: str) -> None:
        self.socket.sendall(text.encode("ascii"))

    def hear(self, code: str) -> None:
        """A reply of SMTP's, or a line."""
        while True:
            line = self.lines.readline().decode("utf-8")
            if not line.startswith(code):
                raise SystemExit(f"wirelab: expected {code}, and heard {line!r}")
            if line[3:4] != "-":
                return

    def ask(self, text: str, code: str) -> None:
        self.send(text + "\r\n")
        self.hear(code)

    def ask_imap(self, command: str) -> None:
        """Reads up to the line with the tag; no literal in these mailboxes has a line that begins so."""
        self.send(f"t1 {command}\r\n")
        while not (line := self.lines.readline()).startswith(b"t1 "):
            if not line:
                raise SystemExit(f"wirelab: closed at {command}")
        if not line.startswith(b"t1 OK"):
            raise SystemExit(f"wirelab: {command} was answered with {line!r}")


@contextmanager
def started(
    java: list[str], main: str, messages: int, services: list[str], ending: int = signal.SIGKILL
) -> Iterator[tuple[dict[str, int], float]]:
    """The ports, and the milliseconds until each has greeted, the JVM's cold start included."""
    began = time.perf_counter()
    command = [*java, main, str(messages), *services]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"wirelab: {main} did not start: {' '.join(command)}")
        ports = json.loads(line)["ports"]
        for service in PLAIN:
            with Client(ports[service]) as client:
                client.lines.readline()
        yield ports, since(began)
    finally:
        process.send_signal(ending)
        process.wait()
        process.stdout.close()


def rehearse(java: list[str], main: str, cache: Path) -> None:
    """A run that leaves the JVM's cache behind."""
    with started([java[0], f"-XX:AOTCacheOutput={cache}", *java[1:]], main, 0, PLAIN, signal.SIGTERM):
        pass


def measure(java: list[str], main: str, cache: Path) -> dict[str, float]:
    """One round of one server."""
    with started(java, main, 0, WITH_TLS) as (_, with_tls):
        pass
    with started([java[0], f"-XX:AOTCache={cache}", *java[1:]], main, 0, PLAIN) as (_, with_cache):
        pass
    with started(java, main, 0, PLAIN) as (ports, plain):
        deliver(ports["smtp"])
        fetches = fetches_a_second(ports["imap"])
        connections = connections_a_second(ports["smtp"])
    with started(java, main, MESSAGES, PLAIN) as (ports, large):
        times = fetch_times(ports["imap"])
    values = [plain, with_tls, with_cache, fetches, connections, median(times), max(times), large]
    return {each.name: value for each, value in zip(ALONE, values, strict=True)}


def measure_in_turns(java: list[str], mains: list[str]) -> Iterator[list[float]]:
    """Mails a second over one connection to each, in turns; the first of one is the second of the next."""
    with ExitStack() as stack:
        clients = []
        for main in mains:
            ports, _ = stack.enter_context(started(java, main, 0, PLAIN))
            clients.append(stack.enter_context(mailing(ports["smtp"])))
        for number in range(WARM_BATCHES + BATCHES):
            rates = {client: mails_a_second(client) for client in clients[:: -1 if number % 2 else 1]}
            if number >= WARM_BATCHES:
                yield [rates[client] for client in clients]


def since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def rate(action: Callable[[], object]) -> float:
    """How often a second, after some to warm up; for a while or so many times, whichever is over first."""
    for until, most in ((LONGEST / 4, WARM_UP), (LONGEST, MOST)):
        began, count = time.perf_counter(), 0
        while count < most and time.perf_counter() - began < until:
            action()
            count += 1
        took = time.perf_counter() - began
    return count / took


def mailing(port: int) -> Client:
    client = Client(port)
    client.hear("220")
    client.ask("EHLO bar.com", "250")
    return client


def mail(client: Client) -> None:
    client.ask("MAIL FROM:<Smith@bar.com>", "250")
    client.ask("RCPT TO:<Jones@foo.com>", "250")
    client.ask("DATA", "354")
    client.ask("From: Smith@bar.com\r\nSubject: one of many\r\n\r\nHello!\r\n.", "250")


def deliver(port: int) -> None:
    with mailing(port) as client:
        mail(client)


def mails_a_second(client: Client) -> float:
    began = time.perf_counter()
    for _ in range(BATCH):
        mail(client)
    return BATCH / (time.perf_counter() - began)


def fetches_a_second(port: int) -> float:
    """Of the first message, which has been delivered before."""
    with logged_in(port) as client:
        return rate(lambda: client.ask_imap("FETCH 1 (FLAGS BODY.PEEK[])"))


def connections_a_second(port: int) -> float:
    def connect() -> None:
        with Client(port) as client:
            client.hear("220")
            client.ask("EHLO bar.com", "250")
            client.ask("QUIT", "221")

    return rate(connect)


def fetch_times(port: int) -> list[float]:
    """Milliseconds of each FETCH, of messages here and there."""
    numbers = random.Random(MESSAGES)
    times = []
    with logged_in(port) as client:
        client.ask_imap("FETCH 1 (FLAGS BODY.PEEK[])")
        while len(times) < FETCHES and (len(times) < SLOW_FETCHES or median(times) < 100):
            began = time.perf_counter()
            client.ask_imap(f"FETCH {numbers.randint(1, MESSAGES)} (FLAGS BODY.PEEK[])")
            times.append(since(began))
    return times


def logged_in(port: int) -> Client:
    client = Client(port)
    client.lines.readline()
    client.ask_imap("LOGIN jones wirelab")
    client.ask_imap("SELECT INBOX")
    return client


def table(values: dict[str, dict[str, list[float]]]) -> str:
    ours, stock = values
    rows = [["", ours, stock, "times better", "goal"], ["---", "---:", "---:", "---:", "---"]]
    for each in MEASURES:
        one, other = (each.summary(values[peer][each.name]) for peer in values)
        digits = 0 if min(one, other) >= 100 else 2 if min(one, other) < 10 else 1
        better = one / other if each.sign > 0 else other / one
        rows.append(
            [f"{each.name}, {each.unit}", f"{one:,.{digits}f}", f"{other:,.{digits}f}", f"{better:,.2f}", each.goal]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="wirelab bench server", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each server starts (%(default)s)")
    parser.add_argument("--java", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--lib", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--classes", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, required=True, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.rounds < 1:
        parser.error("--rounds wants at least 1")

    wish.classes.mkdir(parents=True, exist_ok=True)
    libraries = sorted(str(jar) for jar in wish.lib.glob("*.jar"))
    sources = [str(HERE / "Ours.java"), str(HERE / "Stock.java")]
    path = os.pathsep.join(libraries)
    # Neither start is to pay for how the benchmark itself puts strings together.
    flags = ["-proc:none", "-XDstringConcat=inline"]
    subprocess.run([wish.java / "bin" / "javac", *flags, "-cp", path, "-d", wish.classes, *sources], check=True)
    # The JVM's cache wants jars, not folders.
    jar = wish.classes.with_suffix(".jar")
    subprocess.run([wish.java / "bin" / "jar", "-cf", jar, "-C", wish.classes, "."], check=True)
    # The options that the launcher starts the server with.
    options = ["-XX:+UseSerialGC", "-Djdk.pollerMode=1"]
    java = [str(wish.java / "bin" / "java"), *options, "-cp", os.pathsep.join([str(jar), *libraries])]
    programs = {"Wirelab": "Ours", "GreenMail": "Stock"}
    caches = {title: wish.classes.with_name(f"server-bench-{program}.aot") for title, program in programs.items()}
    for title, program in programs.items():
        rehearse(java, program, caches[title])
    values: dict[str, dict[str, list[float]]] = {title: {} for title in programs}
    for number in range(1, wish.rounds + 1):
        for title, program in programs.items():
            print(f"round {number} of {wish.rounds}: {title} ...", file=sys.stderr, flush=True)
            for name, value in measure(java, program, caches[title]).items():
                values[title].setdefault(name, []).append(value)
        print(f"round {number} of {wish.rounds}: both in turns ...", file=sys.stderr, flush=True)
        for rates in measure_in_turns(java, list(programs.values())):
            for title, value in zip(programs, rates, strict=True):
                values[title].setdefault(MAILS.name, []).append(value)
    machine = {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}
    wish.json.write_text(json.dumps({"machine": machine, "rounds": wish.rounds, "values": values}, indent=2) + "\n")
    print(f"Medians of {wish.rounds} rounds, {os.cpu_count()} cores.\n")
    print(table(values))
    return 0


if __name__ == "__main__":
    sys.exit(main())
