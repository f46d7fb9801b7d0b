"""What is measured. Each subject has a kernel of its own, so that one which hangs harms no other."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
from peers import JAVA, LESSON, Peer
from session import Failed, Session, since, started, text_of

WARM_UP, REPEATS = 20, 20
ENOUGH = 0.5  # seconds of warming up, and of repeats: a kernel that is slow is measured less often
FEW, MANY = 2_000, 200_000  # lines
CELLS = 1_000
LONGEST = 90  # seconds for all of them
AROUND = 10  # cells whose median is that of the tenth and the thousandth
IDLE = 2  # seconds
SOON = 5  # seconds in which an answer during a cell must come


@dataclass(frozen=True)
class Measure:
    """A row of the table; `take` gives its value in `unit`, or nothing where the language has no such thing."""

    name: str
    unit: str
    take: Callable[[Session, Peer], float | None]


class Subject:
    """What is measured of one kernel, one after the other, and the name by which one asks for it."""

    def __init__(self, name: str, *measures: Measure) -> None:
        self.name = name
        self.measures = measures


class Subjects:
    """The measures, by subject, in the order of the table."""

    def __init__(self, java: Path, path: str) -> None:
        self.java = java
        self.path = path
        self.cell_times: list[float] = []
        self.all: list[Subject] = [
            Subject(
                "start",
                Measure("kernel ready", "ms", ready),
                Measure("first result of `1+1`, from the start", "ms", first_result),
                Measure("`1+1`, round trip", "ms", round_trip(lambda _: "1+1")),
                Measure("print one line", "ms", round_trip(lambda say: say.print_line)),
                Measure("declare a method", "ms", numbered(lambda say: say.declaration)),
                Measure("class, object and call", "ms", numbered(lambda say: say.class_and_call)),
                Measure("completion", "ms", completion),
                Measure("processor time while idle", "ms/s", idle),
                Measure("memory after all that (PSS)", "MiB", memory),
            ),
            Subject("during", Measure("completion while a cell runs", "ms", completion_during_a_cell)),
            Subject("lines", Measure(f"print {FEW:,} lines, complete and in order", "ms", printing(FEW))),
            Subject(
                "lines",
                Measure(f"print {MANY:,} lines, complete and in order", "ms", printing(MANY)),
                Measure(f"memory after {MANY:,} lines (PSS)", "MiB", memory),
            ),
            Subject(
                "cells",
                Measure("cell 10, a variable and an expression", "ms", self.tenth_cell),
                Measure(f"cell {CELLS:,}, the same", "ms", self.thousandth_cell),
                Measure(f"memory after {CELLS:,} cells (PSS)", "MiB", memory),
            ),
            Subject("computation", Measure("computation in a cell / in plain `java`", "x", self.computation)),
            *(
                Subject("interrupts", Measure(f"interrupt of {what}, until idle", "ms", interrupting(code)))
                for what, code in (
                    ("an endless loop", lambda say: say.endless_loop),
                    ("a sleep", lambda say: say.sleep),
                    ("a blocked read", lambda say: say.socket_read),
                )
            ),
            Subject(
                "lesson",
                Measure("lesson 01, all code cells", "ms", lesson),
                Measure("memory after lesson 01, mail server running (PSS)", "MiB", lesson_memory),
            ),
        ]

    @contextmanager
    def session(self, peer: Peer, heard: bool) -> Iterator[Session]:
        with ExitStack() as running:
            session = running.enter_context(self.started(peer))
            if heard:
                try:
                    greeted(session)
                except Failed:
                    # Now and then JeroMQ leaves a connection without a handshake; what is asked here is something else.
                    session = running.enter_context(self.started(peer))
                    greeted(session)
            yield session

    def started(self, peer: Peer) -> AbstractContextManager[Session]:
        return started(peer.kernelspec, peer.kernels, LESSON.parent, self.path)

    def tenth_cell(self, session: Session, peer: Peer) -> float:
        self.cell_times = []
        self.run_cells(session, peer, AROUND + AROUND // 2)
        return median(self.cell_times[-AROUND:])

    def thousandth_cell(self, session: Session, peer: Peer) -> float:
        self.run_cells(session, peer, CELLS)
        return median(self.cell_times[-AROUND:])

    def run_cells(self, session: Session, peer: Peer, last: int) -> None:
        ends = time.monotonic() + LONGEST
        for number in range(len(self.cell_times) + 1, last + 1):
            if time.monotonic() > ends:
                raise Failed(f"{number - 1} cells in {LONGEST} s")
            began = time.perf_counter()
            session.execute(peer.language.cell.format(number))
            self.cell_times.append(since(began))

    def computation(self, session: Session, peer: Peer) -> float | None:
        if peer.language is not JAVA:
            return None
        return float(text_of(session.execute(JAVA.computation), "stream")) / self.plain_java()

    def plain_java(self) -> float:
        """Nanoseconds of the same in a program of its own."""
        with TemporaryDirectory() as folder:
            source = Path(folder, "Plain.java")
            method, timed = JAVA.computation.split("long took", 1)
            source.write_text(f"{method}\nvoid main() {{\nlong took{timed}\n}}\n")
            ran = subprocess.run([self.java / "bin" / "java", source], check=True, capture_output=True, text=True)
        return float(ran.stdout)


def greeted(session: Session) -> None:
    session.wait_until_ready(SOON)
    session.wait_until_heard()
    session.assert_two()


def ready(session: Session, _peer: Peer) -> float:
    session.wait_until_ready()
    return since(session.began)


def first_result(session: Session, _peer: Peer) -> float:
    session.wait_until_heard()
    session.assert_two()
    return since(session.began)


def round_trip(code: Callable) -> Callable[[Session, Peer], float]:
    return lambda session, peer: typical(lambda: session.execute(code(peer.language)))


def numbered(code: Callable) -> Callable[[Session, Peer], float]:
    """Each time another: a declaration that is there already might cost less."""

    def take(session: Session, peer: Peer) -> float:
        numbers = count()
        return typical(lambda: session.execute(code(peer.language).format(next(numbers))))

    return take


def completion(session: Session, peer: Peer) -> float:
    return typical(lambda: offered(session, peer))


def completion_during_a_cell(session: Session, peer: Peer) -> float:
    session.begin(peer.language.begun + peer.language.endless_loop)
    return typical(lambda: offered(session, peer, SOON))


def offered(session: Session, peer: Peer, patience: float = 60) -> None:
    matches = session.complete(peer.language.to_complete, patience)
    if not any(peer.language.completion in match for match in matches):
        raise Failed(f"offers {matches}")


def printing(lines: int) -> Callable[[Session, Peer], float]:
    def take(session: Session, peer: Peer) -> float:
        began = time.perf_counter()
        printed: list[dict] = []
        request = session.client.execute(peer.language.print_lines.format(lines))
        try:
            for message in session.published_until_idle(request):
                printed.append(message)
        except Failed:
            came = text_of(printed, "stream").count("\n")
            raise Failed(f"hangs after {came:,} lines") from None
        took = since(began)
        came = text_of(printed, "stream").split()
        if came != [str(number) for number in range(lines)]:
            raise Failed(f"loses {lines - len(came):,} lines" if len(came) != lines else "mixes lines")
        return took

    return take


def idle(session: Session, _peer: Peer) -> float:
    # What the work before has left to do is not idleness.
    time.sleep(IDLE)
    used = session.processor_time()
    time.sleep(IDLE)
    return (session.processor_time() - used) / IDLE


def memory(session: Session, _peer: Peer) -> float:
    return session.memory()


def interrupting(code: Callable) -> Callable[[Session, Peer], float]:
    return lambda session, peer: session.interrupt(peer.language.begun + code(peer.language))


def lesson(session: Session, peer: Peer) -> float | None:
    if peer.lesson is None:
        return None
    cells = [cell for cell in nbformat.read(peer.lesson, as_version=4).cells if cell.cell_type == "code"]
    began = time.perf_counter()
    for cell in cells:
        session.execute(cell.source, may_fail="raises-exception" in cell.metadata.get("tags", []))
    return since(began)


def lesson_memory(session: Session, peer: Peer) -> float | None:
    return session.memory() if peer.lesson else None


def typical(action: Callable[[], object]) -> float:
    """The median of repeated calls, in milliseconds, after some that warm up."""
    timed(action, WARM_UP)
    return median(timed(action, REPEATS))


def timed(action: Callable[[], object], times: int) -> list[float]:
    took: list[float] = []
    while len(took) < times and (len(took) < 5 or sum(took) < ENOUGH * 1000):
        began = time.perf_counter()
        action()
        took.append(since(began))
    return took
