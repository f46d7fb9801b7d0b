"""Makes the wheel `wirelab-kernel`: the kernel's jar and its kernelspec, for `pip install`.

The jar itself says what a kernelspec looks like; only what starts it differs, since a wheel cannot know where the
JDK will be. The same jar gives the same wheel, byte for byte.
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SPEC = "share/jupyter/kernels/java"
# pip removes what it has installed: these the kernel will write, so they are there from the beginning, empty.
WRITTEN_LATER = (
    *("kernel.aot", "kernel.aot.jdk", "kernel.aot.new", "documentation.zip", "documentation.zip.new"),
    *("training.log", "training.lock"),
)
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of what a zip file can date


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--java", type=Path, required=True, help="the home of a JDK 25")
    parser.add_argument("--jar", type=Path, default=ROOT / "kernel" / "target" / "wirelab-kernel.jar")
    parser.add_argument("--out", type=Path, default=ROOT / "target" / "wheel")
    wish = parser.parse_args()
    print(build(wish.java, wish.jar, wish.out))
    return 0


def build(java: Path, jar: Path, out: Path) -> Path:
    with TemporaryDirectory() as folder:
        spec = Path(folder, "java")
        install = [java / "bin" / "java", "-jar", jar, "install", "--untrained", "--to", spec]
        subprocess.run(install, check=True, stderr=subprocess.PIPE)
        files = {file.relative_to(spec).as_posix(): file.read_bytes() for file in spec.rglob("*") if file.is_file()}
    files["kernel.json"] = kernel_json(files["kernel.json"])
    files["start.py"] = (HERE / "start.py").read_bytes()
    files.update(dict.fromkeys(WRITTEN_LATER, b""))
    return write(out, version(), files)


def kernel_json(installed: bytes) -> bytes:
    """The same but for the program: Jupyter's Python runs `start.py`, without what is installed for it."""
    spec = json.loads(installed)
    spec["argv"][:1] = ["python", "-I", "-S", "{resource_dir}/start.py"]
    return (json.dumps(spec, indent=2) + "\n").encode()


def version() -> str:
    text = ElementTree.parse(ROOT / "pom.xml").findtext("{*}version")
    return text.replace("-SNAPSHOT", ".dev0")


def write(out: Path, version: str, files: dict[str, bytes]) -> Path:
    name = f"wirelab_kernel-{version}"
    contents = {f"{name}.data/data/{SPEC}/{file}": content for file, content in sorted(files.items())}
    contents[f"{name}.dist-info/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    contents[f"{name}.dist-info/METADATA"] = metadata(version).encode()
    contents[f"{name}.dist-info/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: wirelab\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = f"{name}.dist-info/RECORD"
    contents[record] = rows([*((file, *fingerprint(content)) for file, content in contents.items()), (record, "", "")])
    out.mkdir(parents=True, exist_ok=True)
    wheel = out / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, content in contents.items():
            entry = zipfile.ZipInfo(file, BEGINNING)
            entry.external_attr = 0o644 << 16
            # The jar is compressed already.
            how = zipfile.ZIP_STORED if file.endswith(".jar") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, how)
    return wheel


def metadata(version: str) -> str:
    return f"""Metadata-Version: 2.4
Name: wirelab-kernel
Version: {version}
Summary: Java for Jupyter: JShell in notebooks, with rich results, interrupts that work, and a quick start
License-Expression: Apache-2.0
License-File: LICENSE
Keywords: jupyter,kernel,java,jshell
Classifier: Framework :: Jupyter
Classifier: Programming Language :: Java
Requires-Python: >=3.9
Description-Content-Type: text/markdown

{(HERE / "README.md").read_text(encoding="utf-8")}"""


def fingerprint(content: bytes) -> tuple[str, int]:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}", len(content)


def rows(table: list[tuple]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue().encode()


if __name__ == "__main__":
    sys.exit(main())
