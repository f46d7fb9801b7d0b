"""Measures what learners take: a class at the hub of docker/hub/, from log-in to the last cell of lesson 01.

It wants the images `wirelab` and `wirelab-hub`, and prints what CAPACITY.md says. Memory is a working set, as
Kubernetes counts it: what it uses without the pages of files that may go at any time.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

HUB = Path(__file__).parent / "hub"
sys.path.insert(0, str(HUB))

from classroom import Person, at_once, enrol, run_lesson  # noqa: E402 (it lies with the hub)

PROJECT = "wirelab-capacity"
LESSON = "01-smtp-by-hand.ipynb"
SOCKET = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")
MIB = 1024**2


class Engine(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(SOCKET)

    def stats(self, container: str) -> tuple[float, float]:
        """The working set in MiB, and seconds of processor since the container was started."""
        self.request("GET", f"/containers/{container}/stats?stream=false&one-shot=true")
        told = json.load(self.getresponse())
        memory = told["memory_stats"]
        details = memory["stats"]
        idle = details.get("total_inactive_file", details.get("inactive_file", 0))
        return (memory["usage"] - idle) / MIB, told["cpu_stats"]["cpu_usage"]["total_usage"] / 1e9


class Room:
    """A hub with so many learners, none of whose servers runs yet."""

    def __init__(self, port: int, learners: int) -> None:
        self.environment = {**os.environ, "WIRELAB_PORT": str(port), "WIRELAB_ENGINE_SOCKET": SOCKET}
        self.hub = f"http://127.0.0.1:{port}"
        self.size = learners

    def compose(self, *arguments: str) -> None:
        command = ["docker", "compose", "-p", PROJECT, "-f", HUB / "compose.yaml", *arguments]
        subprocess.run(command, env=self.environment, check=True, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Room:
        self.compose("up", "--detach", "--no-build", "--wait")
        instructor = Person(self.hub, "instructor").log_in("who-measures")
        began = time.monotonic()
        self.learners = enrol(self.hub, instructor, [f"learner{number}" for number in range(self.size)])
        self.logged_in = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        self.compose("down", "--volumes")
        listed = ["docker", "volume", "ls", "--quiet", "--filter", f"name={PROJECT}-home-"]
        homes = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["docker", "volume", "rm", *homes], check=True, stdout=subprocess.DEVNULL)

    def measure(self, what: str, seconds: float, before: list[float]) -> list[float]:
        """Prints a line of the table; gives each server's seconds of processor so far."""
        engine = Engine("localhost")
        told = [engine.stats(f"{PROJECT}-{learner.name}") for learner in self.learners]
        memory = [mib for mib, _ in told]
        processor = [after - earlier for (_, after), earlier in zip(told, before, strict=True)]
        print(
            f"| {self.size} | {what} | {seconds:.1f} | {statistics.median(memory):.0f} | {max(memory):.0f} "
            f"| {sum(memory):.0f} | {statistics.median(processor):.2f} | {engine.stats(f'{PROJECT}-hub-1')[0]:.0f} |",
            flush=True,
        )
        return [after for _, after in told]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("learners", type=int, nargs="*", default=[1, 10, 30], help="sizes of the class (1 10 30)")
    parser.add_argument("--idle", type=int, default=20, metavar="SECONDS", help="how long to watch them doing nothing")
    parser.add_argument("--port", type=int, default=8099)
    wish = parser.parse_args()
    print("| learners | what | seconds | MiB each | MiB at most | MiB together | processor each, s | hub, MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in wish.learners:
        with Room(wish.port, size) as room:
            print(f"| {size} | all log in | {room.logged_in:.1f} | | | | | |")
            used = [0.0] * size
            for what, work in (
                ("all start their server", Person.start),
                ("all run lesson 01", lambda learner: run_lesson(learner, LESSON)),
            ):
                began = time.monotonic()
                at_once(room.learners, work)
                used = room.measure(what, time.monotonic() - began, used)
            time.sleep(wish.idle)  # this is what is measured
            room.measure("nobody does anything", wish.idle, used)


if __name__ == "__main__":
    main()
