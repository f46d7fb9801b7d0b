"""Makes the lessons' notebooks from their sources. The launcher calls it with the environment that Jupyter needs."""

import argparse
import signal
import sys
from dataclasses import replace
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[1]
SOURCES = NOTEBOOKS / "source"


def main() -> int:
    wish = arguments()
    print("Reading the sources ...", file=sys.stderr, flush=True)
    # Only here: what they import takes seconds, in which nothing would be on screen.
    import lesson

    chosen = [path for path in lesson.sources(SOURCES) if not wish.lessons or path.name.startswith(tuple(wish.lessons))]
    if not chosen:
        sys.exit(f"wirelab: no lesson's name begins with {' or '.join(wish.lessons)}; they are in {SOURCES}")
    try:
        return write_for_instructors(chosen, wish.instructor) if wish.instructor else write(chosen, wish.timeout)
    except lesson.SourceError as problem:
        sys.exit(f"wirelab: {problem}")


def write(chosen: list[Path], timeout: int) -> int:
    """Notebooks with the outputs of a fresh run, and the messages that wrong answers get."""
    import execution
    import lesson
    import nbformat

    failed = 0
    for source in chosen:
        read = lesson.read(source)
        path = lesson.notebook_of(source, SOURCES, NOTEBOOKS)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(read.for_learners(), path)
        failed |= execution.run_all([path], path.parent, timeout)
        failed |= write_messages(read, path.parent)
    return failed


def write_messages(read: "lesson.Lesson", folder: Path) -> int:  # noqa: F821 (imported late)
    import lesson
    from session import session

    wrongs = lesson.read_wrong(read)
    if not wrongs:
        return 0
    told = []
    passed = 0
    with session(folder) as kernel:
        for code in read.codes:
            kernel.run(code.solved())
        for wrong in wrongs:
            answer = kernel.tell(read, wrong)
            if answer.passed:
                print(f"{read.source.name}: the wrong answer '{wrong.title}' passes its check", flush=True)
                passed = 1
            told.append(replace(wrong, message=answer.text))
            kernel.put_right(read, wrong)
    lesson.write_wrong(read, told)
    return passed


def write_for_instructors(chosen: list[Path], folder: Path) -> int:
    import lesson
    import nbformat

    for source in chosen:
        path = lesson.notebook_of(source, SOURCES, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(lesson.read(source).for_instructors(), path)
        print(path, flush=True)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab lessons",
        allow_abbrev=False,
        description="Makes the lessons' notebooks from notebooks/source, with the outputs of a fresh run, and writes "
        "beside each source what its wrong answers are told.",
    )
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as 01, or the beginning of a name; else all")
    parser.add_argument(
        "--instructor", type=Path, metavar="DIR", help="write notebooks with solutions and hidden tests there instead"
    )
    parser.add_argument("--timeout", type=int, default=60, metavar="SECONDS", help="for one cell (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
