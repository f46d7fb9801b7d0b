"""The lab on JJava, another kernel for Java: the same cells, shown as plain text and HTML."""

import json
import os
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, wirelab
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbformat import NotebookNode

PEERS = ROOT / "target" / "peers"


def jjava() -> Path:
    """Its kernel.json, from the folder that peers are kept in or from where pip put it."""
    kept = PEERS / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
    if kept.exists():
        return kept
    try:
        files = metadata.files("jjava")
    except metadata.PackageNotFoundError:
        pytest.skip("the kernel JJava is not installed: pip install jjava")
    return next(Path(file.locate()).resolve() for file in files if file.name == "kernel.json")


class Notebook:
    """A notebook of JJava."""

    def __init__(self, client: NotebookClient) -> None:
        self.client = client

    def run(self, code: str) -> list[NotebookNode]:
        self.client.nb.cells = [nbformat.v4.new_code_cell(code)]
        return self.client.execute_cell(self.client.nb.cells[0], 0).outputs

    def printed(self, code: str) -> str:
        outputs = self.run(code)
        assert {output.output_type for output in outputs} <= {"stream"}, outputs
        return "".join(output.text for output in outputs)

    def shown(self, code: str, output_type: str = "execute_result") -> dict[str, str]:
        outputs = [output for output in self.run(code) if output.output_type == output_type]
        assert len(outputs) == 1, outputs
        return outputs[0].data


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    given = jjava()
    kernels = tmp_path_factory.mktemp("kernels")
    spec = json.loads(given.read_text())
    own = json.loads(Path(wirelab("kernelspec").stdout.strip(), "kernel.json").read_text())
    java = Path(own["argv"][0]).parent
    spec["argv"] = [argument.replace("{resource_dir}", str(given.parent)) for argument in spec["argv"]]
    spec["env"] = {
        "JJAVA_CLASSPATH": os.pathsep.join(map(str, (ROOT / "labkit/target/lib").glob("*.jar"))),
        "PATH": os.pathsep.join([str(java), os.environ["PATH"]]),
    }
    (kernels / "jjava").mkdir()
    (kernels / "jjava/kernel.json").write_text(json.dumps(spec))
    manager = AsyncKernelManager(kernel_name="jjava", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernels)]))
    client = NotebookClient(nbformat.v4.new_notebook(), km=manager, timeout=60, allow_errors=True)
    with client.setup_kernel(cleanup_kc=True):
        yield Notebook(client)
    shutil.rmtree(kernels)


def test_a_conversation_is_printed_and_a_reply_is_a_value(notebook: Notebook) -> None:
    assert notebook.printed("var smtp = lab.smtp();") == "S: 220 foo.com Simple Mail Transfer Service Ready\n"
    assert "C: EHLO bar.com\nS: 250-foo.com" in notebook.printed('Reply reply = smtp.send("EHLO bar.com");')
    assert notebook.shown("reply.code()")["text/plain"] == "250"


def test_what_is_shown_is_text_and_html(notebook: Notebook) -> None:
    shown = notebook.shown("%%smtp --new\nEHLO bar.com\nQUIT")
    assert shown["text/plain"].startswith("S: 220 foo.com")
    assert "<table" in shown["text/html"]
    assert notebook.shown('lab.mailbox("jones")')["text/plain"] == "jones: no messages"


def test_the_exchange_of_a_library_is_shown(notebook: Notebook) -> None:
    code = 'lab.debug(4);\nStore store = lab.session().getStore("imaps");\nstore.connect("demo", lab.password("demo"));'
    printed = notebook.printed(code + "\nlab.debug(0);")
    assert " LOGIN demo ********\n" in printed
    assert " OK Logged in.\n" in printed


def test_checks_and_exercises(notebook: Notebook) -> None:
    assert notebook.printed('check("sum", 2, 1 + 1);') == "✔ passed: sum\n"
    report = notebook.shown('lab.exercise("Hello").answered("EHLO", 250).verify();', "display_data")
    assert "Hello: 1 of 1 check passed" in report["text/plain"]
    assert "<table" in report["text/html"]
    assert notebook.shown('lab.exercise("Hello").answered("EHLO", 250).score(5)')["text/plain"] == "5"
    failed = notebook.run('lab.exercise("Never").answered("NOOP", 250).verify();')
    errors = [output for output in failed if output.output_type == "error"]
    assert len(errors) == 1
    assert "Never: 0 of 1 check passed" in "\n".join(errors[0].traceback)


def test_a_server_of_ones_own(notebook: Notebook) -> None:
    code = """
        var server = lab.serve("smtp", client -> { client.send("220 mine"); client.readLine().charAt(99); });
        lab.smtp(server.host(), server.port()).send("NOOP");
    """
    outputs = notebook.run(code)
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    assert printed.startswith("S: 220 mine\nC: NOOP\nYour smtp server failed, and hung up on its client: ")
    assert "    at REPL." in printed
