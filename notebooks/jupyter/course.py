"""Makes a course folder, which nbgrader works in. The launcher calls it with the environment that Jupyter needs."""

import argparse
import re
import signal
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[1]
SOURCES = NOTEBOOKS / "source"
TEMPLATE = NOTEBOOKS / "instructors" / "template.md"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")

CONFIG = """\
# This course's own settings for nbgrader; what Wirelab's notebooks need is set already. All there are:
# ./wirelab nbgrader generate_config

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader gives it)

c.CourseDirectory.course_id = "{name}"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)

# Where assignments are handed out and in, if that is not set for all (WIRELAB_EXCHANGE): here learners of this machine
# find it.
import os

if "WIRELAB_EXCHANGE" not in os.environ:
    c.Exchange.root = str(Path(__file__).resolve().parent / "exchange")
"""


def main() -> int:
    wish = arguments()
    import lesson

    for name in (wish.folder.resolve().name, *([wish.new] if wish.new else [])):
        if not NAME.fullmatch(name):
            sys.exit(f"wirelab: '{name}' can't be a name here: letters, digits, - and _ can; choose another")
    chosen = {} if wish.new else lessons(wish.lessons)
    if wish.new:
        chosen[wish.new] = TEMPLATE
    try:
        make(wish.folder)
        for name, source in chosen.items():
            path = wish.folder / "source" / name / f"{name}.ipynb"
            print(path if write(lesson.read(source), path) else f"{path} is there already and stays", flush=True)
    except OSError as problem:
        sys.exit(f"wirelab: can't write in {wish.folder}: {problem.strerror}; choose another folder")
    except lesson.SourceError as problem:
        sys.exit(f"wirelab: {problem}")
    return 0


def lessons(beginnings: list[str]) -> dict[str, Path]:
    """Those of the main language, by name."""
    import lesson

    found = [path for path in lesson.sources(SOURCES) if path.parent == SOURCES]
    chosen = [path for path in found if path.name.startswith(tuple(beginnings or [""]))]
    if not chosen:
        sys.exit(f"wirelab: no lesson's name begins with {' or '.join(beginnings)}; they are in {SOURCES}")
    return {path.stem: path for path in chosen}


def make(folder: Path) -> None:
    exchange = folder / "exchange"
    exchange.mkdir(parents=True, exist_ok=True)
    exchange.chmod(0o777)  # learners hand in here
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG.format(name=folder.resolve().name), "utf-8")


def write(read: "lesson.Lesson", path: Path) -> bool:  # noqa: F821 (imported late)
    """Never over what is there: somebody may have worked on it."""
    import nbformat

    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(read.for_instructors(), path)
    return True


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab course",
        allow_abbrev=False,
        description="A course folder for nbgrader: its settings, and lessons as assignments. What is there stays.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="its name is the course's")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01, or the beginning of a name; else all")
    parser.add_argument("--new", metavar="NAME", help="one assignment alone, of your own, from a template")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
