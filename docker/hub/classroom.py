"""A class at a hub, played: people who log in, start their servers and run a lesson there, all at once.

The tests assert what each of them sees, and capacity.py measures what they take.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import nbformat
import requests
import websocket

T = TypeVar("T")
SECONDS = 180  # for anything that one person waits for, on a machine that a whole class shares
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Person:
    """One account of a hub, by the ways that a browser takes."""

    def __init__(self, hub: str, name: str) -> None:
        self.hub = hub
        self.name = name
        self.session = requests.Session()

    def log_in(self, password: str) -> Person:
        page = f"{self.hub}/hub/login"
        self.session.get(page, timeout=SECONDS).raise_for_status()
        form = {"username": self.name, "password": password, "_xsrf": self.session.cookies["_xsrf"]}
        answer = self.session.post(page, data=form, allow_redirects=False, timeout=SECONDS)
        if answer.status_code != 302:
            raise PermissionError(f"{self.name} may not log in: {answer.status_code}")
        # From here by a token, as the page Token of the hub gives one.
        made = self.api("POST", f"/hub/api/users/{self.name}/tokens", params={"_xsrf": self.session.cookies["_xsrf"]})
        self.session.headers["Authorization"] = f"token {made.json()['token']}"
        return self

    def api(self, method: str, path: str, **more: object) -> requests.Response:
        answer = self.session.request(method, self.hub + path, timeout=SECONDS, **more)
        answer.raise_for_status()
        return answer

    def start(self) -> Person:
        """Starts the person's server. The hub says when it is ready, so nobody asks again and again."""
        self.api("POST", f"/hub/api/users/{self.name}/server")
        with self.api("GET", f"/hub/api/users/{self.name}/server/progress", stream=True) as events:
            for line in events.iter_lines():
                told = json.loads(line.partition(b":")[2]) if line.startswith(b"data:") else {}
                if told.get("failed"):
                    raise RuntimeError(f"{self.name}'s server does not start: {told}")
                if told.get("ready"):
                    return self
        raise RuntimeError(f"{self.name}'s server does not start")

    def stop(self) -> None:
        self.api("DELETE", f"/hub/api/users/{self.name}/server")

    def notebook(self, path: str) -> nbformat.NotebookNode:
        return nbformat.from_dict(self.api("GET", f"/user/{self.name}/api/contents/{path}").json()["content"])

    def kernel(self) -> Kernel:
        made = self.api("POST", f"/user/{self.name}/api/kernels", json={"name": "java"}).json()
        return Kernel(f"{self.hub}/user/{self.name}", self.session.headers["Authorization"], made["id"])


class Kernel:
    """A kernel of a Jupyter server, over the server's websocket as a page or an editor has it."""

    def __init__(self, server: str, authorization: str, identity: str) -> None:
        address = f"{server.replace('http', 'ws', 1)}/api/kernels/{identity}/channels"
        header = [f"Authorization: {authorization}"]
        self.socket = websocket.create_connection(address, timeout=SECONDS, header=header)

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def run(self, source: str) -> list[nbformat.NotebookNode]:
        """What the cell shows. An error is one of its outputs."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": "class",
            "username": "",
            "version": "5.3",
        }
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
        self.socket.send(json.dumps(message))
        shown, replied, idle = [], False, False
        while not (replied and idle):
            told = json.loads(self.socket.recv())
            if told["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind = told["msg_type"]
            replied |= kind == "execute_reply"
            idle |= kind == "status" and told["content"]["execution_state"] == "idle"
            if kind in ("stream", "display_data", "execute_result", "error"):
                shown.append(nbformat.v4.output_from_msg(told))
        return shown


def text(outputs: Iterable[nbformat.NotebookNode]) -> str:
    """What there is to read."""
    parts = []
    for output in outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append(f"{output.ename}: {output.evalue}\n")
        else:
            parts.append(output.data.get("text/plain", "") + "\n")
    return COLOURS.sub("", "".join(parts))


def run_lesson(person: Person, path: str) -> list[str]:
    """What each cell of a lesson says to this person, from top to bottom."""
    lesson = person.notebook(path)
    with person.kernel() as kernel:
        return [text(kernel.run(cell.source)) for cell in lesson.cells if cell.cell_type == "code"]


def at_once(people: list[Person], work: Callable[[Person], T]) -> list[T]:
    """Each on a thread of their own; the first that fails is the one that is heard of."""
    with ThreadPoolExecutor(len(people)) as class_:
        return list(class_.map(work, people))


def enrol(hub: str, instructor: Person, names: list[str]) -> list[Person]:
    """Puts names on the class list, as the instructor does, and lets all of them log in for the first time."""
    instructor.api("POST", "/hub/api/users", json={"usernames": names})
    return at_once([Person(hub, name) for name in names], lambda who: who.log_in(f"{who.name}-has-chosen-this"))
