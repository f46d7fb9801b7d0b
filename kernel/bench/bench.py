"""Measures kernels beside each other through their own protocol, as a notebook would use them.

Every round starts each kernel anew, one after the other in an order that changes, so that whatever else the machine
does falls on all of them. The table shows medians; the JSON keeps every value.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from statistics import median

import nbformat
import psutil
import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

PATIENCE = 120  # seconds for one answer; a kernel that needs longer has failed
WARM_UP, REPEATS = 20, 20
LINES = 200_000
SEED = 42  # of the order, so that runs can be compared
BEGUN = "begun"  # what a cell prints just before it stops answering
NOTHING = "\N{EN DASH}"  # in the table, where a kernel has no such row
SETTLE = 0.1  # seconds from that word until the cell surely waits where it is meant to be interrupted
LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "01-smtp-by-hand.ipynb"


@dataclass(frozen=True)
class Peer:
    """A kernel, and how its language says what all of them are asked."""

    title: str
    kernelspec: str
    printing: str
    to_complete: str
    completion: str
    begun: str
    endless_loop: str
    sleep: str
    socket_read: str
    lesson: Path | None = None


PEERS = [
    Peer(
        title="Wirelab",
        kernelspec="java",
        printing=f"for (int i = 0; i < {LINES}; i++) System.out.println(i);",
        to_complete='"".len',
        completion="length",
        begun=f'System.out.println("{BEGUN}");',
        endless_loop="while (true) {}",
        sleep="Thread.sleep(600_000);",
        socket_read="""
            var silent = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
            var socket = new java.net.Socket(silent.getInetAddress(), silent.getLocalPort());
            socket.getInputStream().read();
            """,
        lesson=LESSON,
    ),
    Peer(
        title="ipykernel",
        kernelspec="python3",
        printing=f"for i in range({LINES}): print(i)",
        to_complete='"".upp',
        completion="upper",
        begun=f'print("{BEGUN}", flush=True)',
        endless_loop="while True: pass",
        sleep="import time; time.sleep(600)",
        socket_read="""import socket
silent = socket.create_server(("127.0.0.1", 0))
connection = socket.create_connection(silent.getsockname())
connection.recv(1)""",
    ),
]

# What is measured, in the order of the table: the name and the unit. A kernel without a lesson lacks the last two.
MEASURES = {
    "kernel ready": "ms",
    "first result of `1+1`, from the start": "ms",
    "`1+1`, round trip": "ms",
    "completion": "ms",
    f"print {LINES:,} lines, complete and in order": "ms",
    "memory after that (PSS)": "MiB",
    "interrupt of an endless loop, until idle": "ms",
    "interrupt of a sleep, until idle": "ms",
    "interrupt of a blocked socket read, until idle": "ms",
    "lesson 01, all code cells": "ms",
    "memory after lesson 01, mail server running (PSS)": "MiB",
}


class Failed(Exception):
    """A kernel did not do what it was asked; the message says what."""


class Session:
    """A running kernel and a client that reads both of its channels."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    def wait_until_ready(self) -> None:
        self.client.kernel_info()
        self.client.get_shell_msg(timeout=PATIENCE)

    def wait_until_heard(self) -> None:
        """A subscription takes a moment: until something comes, ask for what makes the kernel say something."""
        while True:
            try:
                self.client.get_iopub_msg(timeout=0.005)
                return
            except Empty:
                self.client.kernel_info()
                self.client.get_shell_msg(timeout=PATIENCE)

    def execute(self, code: str, may_fail: bool = False) -> list[dict]:
        """What the kernel published for a cell; returns when both the reply and `idle` are there."""
        request = self.client.execute(code)
        published = list(self.published_until_idle(request))
        if (status := self.reply(request)["status"]) != "ok" and not may_fail:
            raise Failed(f"{code!r} ended with status {status}")
        return published

    def interrupt(self, begun: str, code: str) -> float:
        """Milliseconds from the interrupt, sent the way the kernel's spec wants it, until the cell's `idle`."""
        request = self.client.execute(f"{begun}\n{code}")
        published = self.published_until_idle(request)
        if not any(BEGUN in text_of([message], "stream") for message in published):
            raise Failed(f"{code!r} ended before it began to wait")
        time.sleep(SETTLE)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        for _ in published:
            pass
        took = since(began)
        if (status := self.reply(request)["status"]) == "ok":
            raise Failed(f"{code!r} was interrupted and ended with status {status}")
        self.assert_two()
        return took

    def assert_two(self) -> None:
        if (result := text_of(self.execute("1+1"), "execute_result")) != "2":
            raise Failed(f"1+1 gave {result!r}")

    def published_until_idle(self, request: str) -> Iterator[dict]:
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
            yield message

    def complete(self, code: str) -> list[str]:
        return self.reply(self.client.complete(code))["matches"]

    def reply(self, request: str) -> dict:
        while True:
            message = self.client.get_shell_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def memory(self) -> float:
        """Proportional set size of the kernel and its children, in MiB."""
        kernel = psutil.Process(self.manager.provisioner.pid)
        return sum(process.memory_full_info().pss for process in [kernel, *kernel.children(recursive=True)]) / 2**20


@contextmanager
def started(peer: Peer) -> Iterator[Session]:
    context = zmq.Context()
    context.setsockopt(zmq.RECONNECT_IVL, 1)  # ms; the default of 100 would be most of what is measured at the start
    manager = KernelManager(kernel_name=peer.kernelspec, context=context)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=str(LESSON.parent))
    client = manager.blocking_client()
    client.start_channels(hb=False)
    try:
        yield Session(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        context.destroy(linger=0)


def measure(peer: Peer) -> dict[str, float]:
    """One round of one kernel: as many values, in the order of MEASURES, as it has."""
    began = time.perf_counter()
    with started(peer) as session:
        session.wait_until_ready()
        ready = since(began)
        session.wait_until_heard()
        session.assert_two()
        values = [
            ready,
            since(began),
            typical(lambda: session.execute("1+1")),
            typical(lambda: offered(session, peer)),
            printing(session, peer),
            session.memory(),
            *(session.interrupt(peer.begun, code) for code in (peer.endless_loop, peer.sleep, peer.socket_read)),
        ]
    if peer.lesson:
        values += lesson(peer)
    return dict(zip(MEASURES, values, strict=False))


def lesson(peer: Peer) -> tuple[float, float]:
    """How long a fresh kernel takes for the code cells of the lesson, and its memory then."""
    cells = [cell for cell in nbformat.read(peer.lesson, as_version=4).cells if cell.cell_type == "code"]
    with started(peer) as session:
        session.wait_until_ready()
        session.wait_until_heard()
        began = time.perf_counter()
        for cell in cells:
            session.execute(cell.source, may_fail="raises-exception" in cell.metadata.get("tags", []))
        return since(began), session.memory()


def since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def typical(action: Callable[[], object]) -> float:
    """The median of repeated calls, in milliseconds, after some that warm up."""
    times = []
    for _ in range(WARM_UP + REPEATS):
        began = time.perf_counter()
        action()
        times.append(since(began))
    return median(times[WARM_UP:])


def offered(session: Session, peer: Peer) -> None:
    matches = session.complete(peer.to_complete)
    if not any(peer.completion in match for match in matches):
        raise Failed(f"{peer.to_complete!r} was not completed to {peer.completion!r} but to {matches}")


def printing(session: Session, peer: Peer) -> float:
    began = time.perf_counter()
    printed = text_of(session.execute(peer.printing), "stream")
    took = since(began)
    if printed.split() != [str(i) for i in range(LINES)]:
        raise Failed(f"of {LINES:,} lines {printed.count(chr(10)):,} came, or not in order")
    return took


def text_of(published: list[dict], kind: str) -> str:
    contents = [message["content"] for message in published if message["msg_type"] == kind]
    return "".join(content["data"]["text/plain"] if "data" in content else content["text"] for content in contents)


def table(titles: list[str], values: dict[str, dict[str, list[float]]]) -> str:
    """Medians of each kernel, and how many times as much the others take as the first."""
    first, *others = titles
    rows = [
        ["", *titles, *(f"{other} / {first}" for other in others)],
        ["---", *("---:" for _ in range(len(titles) + len(others)))],
    ]
    for name, unit in MEASURES.items():
        medians = {title: median(values[title][name]) for title in titles if values[title][name]}
        if not medians:
            continue
        digits = 1 if min(medians.values()) < 100 else 0
        shown = [f"{medians[title]:,.{digits}f}" if title in medians else NOTHING for title in titles]
        ratios = [
            f"{medians[other] / medians[first]:.2f}" if {first, other} <= medians.keys() else NOTHING
            for other in others
        ]
        rows.append([f"{name}, {unit}", *shown, *ratios])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> dict[str, object]:
    return {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="wirelab bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each kernel starts (%(default)s)")
    parser.add_argument("--json", type=Path, required=True, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.rounds < 1:
        parser.error("--rounds wants at least 1")

    peers = [peer for peer in PEERS if is_installed(peer)]
    values = {peer.title: {name: [] for name in MEASURES} for peer in peers}
    order = random.Random(SEED)
    for number in range(1, wish.rounds + 1):
        for peer in order.sample(peers, len(peers)):
            print(f"round {number} of {wish.rounds}: {peer.title} ...", file=sys.stderr, flush=True)
            try:
                for name, value in measure(peer).items():
                    values[peer.title][name].append(value)
            except (Failed, Empty) as problem:
                print(f"wirelab: {peer.title}: {problem or f'no answer in {PATIENCE} s'}", file=sys.stderr)
                return 1
    wish.json.write_text(json.dumps({"machine": machine(), "rounds": wish.rounds, "values": values}, indent=2) + "\n")
    print(f"Medians of {wish.rounds} rounds, {machine()['cores']} cores.\n")
    print(table([peer.title for peer in peers], values))
    return 0


def is_installed(peer: Peer) -> bool:
    try:
        KernelSpecManager().get_kernel_spec(peer.kernelspec)
    except NoSuchKernel:
        print(f"wirelab: {peer.title} is not installed and left out", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
