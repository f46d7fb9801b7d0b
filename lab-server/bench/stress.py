"""Sends random octets to every port of the lab server at once, for a minute, and looks at what is left of it.

Half of what is sent looks like lines, half of the clients hang up without a word. Afterwards every port must greet as
before, the mailboxes must hold what they held, and no client's thread may be left. Exits with 1 if that is not so.
"""

import argparse
import json
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 20  # seconds
GREETINGS = {"smtp": b"220 ", "pop3": b"+OK", "imap": b"* OK"}
THREADS = re.compile(r"(?:SMTP|POP3|IMAP|HTTP) client [0-9]+")


@dataclass
class Sent:
    """What one port has been sent, and what it said."""

    connections: int = 0
    octets: int = 0
    heard: int = 0
    slowest: float = 0.0  # seconds until the server had hung up
    failures: int = 0


def gibberish(chance: random.Random, service: str) -> bytes:
    octets = bytearray(chance.randbytes(chance.randint(1, 2_000)))
    if chance.random() < 0.5:
        for at in range(chance.randint(0, 40), len(octets) - 1, 40):
            octets[at : at + 2] = b"\r\n"
    if service.endswith("s") and chance.random() < 0.5:
        octets[:3] = b"\x16\x03" + bytes([chance.randint(0, 3)])
    return bytes(octets)


def attack(service: str, port: int, until: float, sent: Sent) -> None:
    chance = random.Random(service)
    while time.monotonic() < until:
        octets = gibberish(chance, service)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
                sent.connections += 1
                client.sendall(octets)
                sent.octets += len(octets)
                if chance.random() < 0.5:
                    continue
                client.shutdown(socket.SHUT_WR)
                began = time.monotonic()
                while heard := client.recv(65_536):
                    sent.heard += len(heard)
                sent.slowest = max(sent.slowest, time.monotonic() - began)
        except ConnectionError:
            pass  # Hung up on with more on its way: that is an answer.
        except OSError:
            sent.failures += 1


def mailboxes(port: int) -> list[int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/mailboxes", timeout=PATIENCE) as answer:
        return [mailbox["messages"] for mailbox in json.load(answer)]


def greets(service: str, port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        return client.recv(1_000).startswith(GREETINGS[service])


def memory(pid: int) -> str:
    """What the kernel says; only Linux has it there."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+([0-9]+) kB", status.read_text()) if status.exists() else None
    return f"{int(found[1]) // 1024} MiB at most" if found else "not known here"


def threads_left(jdk: Path, pid: int) -> set[str]:
    """Once all have gone, or when nobody waits any longer."""
    with tempfile.TemporaryDirectory() as folder:
        deadline = time.monotonic() + PATIENCE
        for number in range(1_000):
            dump = Path(folder, f"{number}.json")
            command = [jdk / "bin" / "jcmd", str(pid), "Thread.dump_to_file", "-format=json", dump]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            left = set(THREADS.findall(dump.read_text(encoding="utf-8")))
            if not left or time.monotonic() > deadline:
                break
    return left


def main() -> int:
    parser = argparse.ArgumentParser(prog="wirelab bench stress", description=__doc__, allow_abbrev=False)
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long (%(default)s)")
    parser.add_argument("--java", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--lib", type=Path, required=True, help=argparse.SUPPRESS)
    wish = parser.parse_args()

    command = [wish.java / "bin" / "java", "-XX:+UseSerialGC", "-cp", f"{wish.lib}/*"]
    command += ["dev.wirelab.server.ServerCommand", "--fixture", "course"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        ports = json.loads(server.stdout.readline())["ports"]
        threading.Thread(target=lambda: [None for _ in server.stdout], daemon=True).start()
        before = mailboxes(ports["http"])
        sent = {service: Sent() for service in ports}
        until = time.monotonic() + wish.seconds
        attackers = [
            threading.Thread(target=attack, args=(service, port, until, sent[service]))
            for service, port in ports.items()
        ]
        for each in attackers:
            each.start()
        for each in attackers:
            each.join()
        faults = [f"{service} did not serve {one.failures} clients" for service, one in sent.items() if one.failures]
        faults += [f"{service} does not greet any more" for service in GREETINGS if not greets(service, ports[service])]
        if mailboxes(ports["http"]) != before:
            faults.append("the mailboxes do not hold what they held")
        used = memory(server.pid)
        faults += [f"a thread is left: {name}" for name in threads_left(wish.java, server.pid)]
        server.send_signal(signal.SIGTERM)
        code, said = server.wait(timeout=PATIENCE), server.stderr.read()
        if code != 0 or said:
            faults.append(f"it ended with code {code} and said: {said}")
    finally:
        server.kill()
        server.wait()
    print(f"Random octets for {wish.seconds} s on every port at once; memory: {used}.\n")
    print(
        "| port | connections | octets sent | octets heard | slowest goodbye, ms |\n| --- | ---: | ---: | ---: | ---: |"
    )
    for service, one in sent.items():
        print(f"| {service} | {one.connections:,} | {one.octets:,} | {one.heard:,} | {one.slowest * 1000:,.0f} |")
    print("\n" + ("\n".join(faults) or "Every port greets as before, no mail has come or gone, no thread is left."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
