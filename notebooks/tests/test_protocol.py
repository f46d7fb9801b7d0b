"""Jupyter's own tests of a kernel, with every optional case filled in."""

from pathlib import Path

import jupyter_kernel_test
import pytest
from conftest import wirelab


@pytest.fixture(scope="module", autouse=True)
def kernelspec() -> None:
    """Jupyter finds our kernel, and none that somebody installed under the same name."""
    kernels = Path(wirelab("kernelspec").stdout.strip()).parent
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JUPYTER_PATH", str(kernels.parent))
        yield


class TestJava(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("hello, log");'
    completion_samples = (
        {"text": '"text".toU', "matches": {"toUpperCase("}},
        {"text": "Math.cb", "matches": {"cbrt("}},
        {"text": "nothingOfThatName", "matches": set()},
    )
    complete_code_samples = ("1 + 1", "int x = 1;", "void f() {}", "// a comment", "")
    incomplete_code_samples = ("for (;;) {", "foo(1,", '"""', "/* open")
    invalid_code_samples = ("}", "1 + )")
    code_page_something = 'page("a long story")'
    code_generate_error = "throw new IllegalStateException();"
    code_execute_result = (
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": 'dev.wirelab.kernel.display.MimeBundle.of("text/html", "<b>x</b>")', "mime": "text/html"},
    )
    code_display_data = (
        {"code": "display(42)", "mime": "text/plain"},
        {
            "code": 'display(dev.wirelab.kernel.display.MimeBundle.of("image/svg+xml", "<svg/>"))',
            "mime": "image/svg+xml",
        },
    )
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput()"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "java"
    support_iopub_welcome = True
