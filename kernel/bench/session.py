"""A running kernel, and a client that speaks with it as a notebook does."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

import psutil
import zmq
from jupyter_client import BlockingKernelClient, KernelManager
from jupyter_client.kernelspec import KernelSpecManager

PATIENCE = 30  # seconds for one answer, and for all that a cell prints
SHORT_PATIENCE = 10  # seconds from an interrupt to the end of the cell
BEGUN = "begun"  # what a cell prints just before it stops answering
SETTLE = 0.1  # seconds from that word until the cell surely waits where it is meant to be interrupted


class Failed(Exception):
    """A kernel did not do what it was asked; the message says what, in the few words that a table has room for."""


class Session:
    """A running kernel and a client that reads both of its channels."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient, began: float) -> None:
        self.manager = manager
        self.client = client
        self.began = began
        self.process = psutil.Process(manager.provisioner.pid)

    def wait_until_ready(self, patience: float = PATIENCE) -> None:
        self.client.kernel_info()
        self.shell_message(patience)

    def wait_until_heard(self) -> None:
        """A subscription takes a moment: until something comes, ask for what makes the kernel say something."""
        while True:
            try:
                self.client.get_iopub_msg(timeout=0.005)
                return
            except Empty:
                self.wait_until_ready()

    def execute(self, code: str, may_fail: bool = False) -> list[dict]:
        """What the kernel published for a cell; returns when both the reply and `idle` are there."""
        request = self.client.execute(code)
        published = list(self.published_until_idle(request))
        if (status := self.reply(request)["status"]) != "ok" and not may_fail:
            raise Failed(f"{code[:20]!r}: {status}")
        return published

    def begin(self, code: str) -> tuple[str, Iterator[dict]]:
        """A cell that has printed its first word and does not end by itself; the request, and what it publishes."""
        request = self.client.execute(code)
        published = self.published_until_idle(request, SHORT_PATIENCE)
        if not any(BEGUN in text_of([message], "stream") for message in published):
            raise Failed("ended too early")
        return request, published

    def interrupt(self, code: str) -> float:
        """Milliseconds from the interrupt, sent the way the kernel's spec wants it, until the cell's `idle`."""
        request, published = self.begin(code)
        time.sleep(SETTLE)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        for _ in published:
            pass
        took = since(began)
        if self.reply(request)["status"] == "ok":
            raise Failed("not interrupted")
        self.assert_two()
        return took

    def assert_two(self) -> None:
        if (result := text_of(self.execute("1+1"), "execute_result")) != "2":
            raise Failed(f"1+1 gave {result!r}")

    def published_until_idle(self, request: str, patience: float = PATIENCE) -> Iterator[dict]:
        deadline = time.monotonic() + patience
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                raise Failed(f"hangs ({patience} s)") from None
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
            yield message

    def complete(self, code: str, patience: float = PATIENCE) -> list[str]:
        return self.reply(self.client.complete(code), patience)["matches"]

    def reply(self, request: str, patience: float = PATIENCE) -> dict:
        while True:
            message = self.shell_message(patience)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def shell_message(self, patience: float) -> dict:
        try:
            return self.client.get_shell_msg(timeout=patience)
        except Empty:
            raise Failed(f"no answer ({patience} s)") from None

    def processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def memory(self) -> float:
        """Proportional set size of the kernel and its children, in MiB."""
        return sum(process.memory_full_info().pss for process in self.processes()) / 2**20

    def processor_time(self) -> float:
        """What the kernel and its children have used so far, in milliseconds."""
        return sum(map(processor_time_of, self.processes()))


def processor_time_of(process: psutil.Process) -> float:
    """Milliseconds; on Linux by the nanosecond, where others count hundredths of a second."""
    threads = list(Path("/proc", str(process.pid), "task").glob("*/schedstat"))
    if threads:
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6
    times = process.cpu_times()
    return (times.user + times.system) * 1000


@contextmanager
def started(kernel: str, kernels: Path | None, folder: Path, path: str) -> Iterator[Session]:
    """A kernel of its own.

    :param kernels: the folder of kernelspecs, where it is not one of Jupyter's
    :param folder: where cells run
    :param path: `PATH`, which peers find their `java` on
    """
    context = zmq.Context()
    context.setsockopt(zmq.RECONNECT_IVL, 1)  # ms; the default of 100 would be most of what is measured at the start
    context.setsockopt(zmq.RCVHWM, 0)  # what is lost is not lost here
    specs = KernelSpecManager(kernel_dirs=[str(kernels)]) if kernels else KernelSpecManager()
    manager = KernelManager(kernel_name=kernel, kernel_spec_manager=specs, context=context)
    environment = {**os.environ, "PATH": path}
    began = time.perf_counter()
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=str(folder), env=environment)
    client = manager.blocking_client()
    client.start_channels(hb=False)
    try:
        yield Session(manager, client, began)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        context.destroy(linger=0)


def since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def text_of(published: list[dict], kind: str) -> str:
    contents = [message["content"] for message in published if message["msg_type"] == kind]
    return "".join(first_form(content["data"]) if "data" in content else content["text"] for content in contents)


def first_form(data: dict[str, str]) -> str:
    """Plain text, which one kernel leaves out."""
    return data.get("text/plain") or next(iter(data.values()))
