"""Makes a course folder, which nbgrader works in. The launcher calls it with the environment that Jupyter needs."""

import argparse
import re
import signal
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "source"

CONFIG = '''\
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
'''


def main() -> int:
    wish = arguments()
    import lesson
    import nbformat

    name = wish.folder.resolve().name
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", name):
        sys.exit(f"wirelab: '{name}' cannot be a course's name: letters, digits, - and _ can; choose another folder")
    chosen = [path for path in lesson.sources(SOURCES) if path.name.startswith(tuple(wish.lessons) or "")]
    if not chosen:
        sys.exit(f"wirelab: no lesson's name begins with {' or '.join(wish.lessons)}; they are in {SOURCES}")
    try:
        exchange = wish.folder / "exchange"
        exchange.mkdir(parents=True, exist_ok=True)
        exchange.chmod(0o777)  # learners hand in here
        config = wish.folder / "nbgrader_config.py"
        if not config.exists():
            config.write_text(CONFIG.format(name=name), "utf-8")
        for source in chosen:
            read = lesson.read(source)
            path = lesson.notebook_of(source, SOURCES, wish.folder / "source" / source.stem)
            if path.exists():
                print(f"{path} is there already and stays", flush=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(read.for_instructors(), path)
            print(path, flush=True)
    except OSError as problem:
        sys.exit(f"wirelab: can't write in {wish.folder}: {problem.strerror}; choose another folder")
    except lesson.SourceError as problem:
        sys.exit(f"wirelab: {problem}")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab course",
        allow_abbrev=False,
        description="Makes a course folder for nbgrader: its settings, and each lesson as an assignment. What is there stays.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="its name is the course's")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01, or the beginning of a name; else all")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
