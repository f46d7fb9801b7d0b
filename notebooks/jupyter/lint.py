"""Finds in a notebook with exercises what would break grading. The launcher calls it with Jupyter's environment."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10  # a cell of a lesson; a grader, on a busy machine, ends one after 30
SECRETS = (
    (re.compile(r"\bPASS (?!\*+(?!\S))\S+"), "a password behind PASS"),
    (re.compile(r"\bLOGIN \S+ (?!\*+(?!\S))\w\S*"), "a password behind LOGIN"),
    (re.compile(r"\bAUTH(?:ENTICATE)? (?:PLAIN|LOGIN) (?!\*)[A-Za-z0-9+/]{8,}={0,2}"), "credentials behind AUTH"),
)


@dataclass(frozen=True)
class Finding:
    cell: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.what}. {self.remedy}"


def main() -> int:
    wish = arguments()
    print("Starting the kernel ...", file=sys.stderr, flush=True)
    found = 0
    for path in wish.notebooks:
        findings = list(lint(path, wish.seconds))
        for finding in findings:
            print(f"{path}: {finding}", flush=True)
        print(f"{path}: {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}", flush=True)
        found += len(findings)
    return 1 if found else 0


def lint(path: Path, seconds: float) -> Iterator[Finding]:
    import execution

    notebook = execution.read(path)
    written = list(as_written(notebook))
    # What is wrong as it stands would show again, in other words, when it runs.
    yield from written or as_run(path, notebook, seconds)


def name(notebook, cell) -> str:
    known = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id")
    return f"cell {notebook.cells.index(cell) + 1}" + (f" '{known}'" if known else "")


def as_written(notebook) -> Iterator[Finding]:
    """What can be seen without running it."""
    from lesson import HIDDEN, SOLUTION
    from nbgrader import utils

    spec = notebook.metadata.get("kernelspec", {})
    if (spec.get("name"), spec.get("language")) != ("java", "java"):
        yield Finding(
            "the notebook",
            f"the language of its kernel is {spec.get('language')!r}, its name {spec.get('name')!r}",
            "Choose the kernel 'Java 25 (Wirelab)' and save: nbgrader takes its stub from there",
        )
    ids: set[str] = set()
    for cell in notebook.cells:
        told, where = cell.metadata.get("nbgrader", {}), name(notebook, cell)
        source = cell.source
        if told and any(told.get(kind) for kind in ("grade", "solution", "locked")):
            given = told.get("grade_id")
            if not given:
                yield Finding(where, "it has no id", "Give it one in the panel Create Assignment")
            elif given in ids:
                yield Finding(where, f"another cell has the id '{given}' too", "Give one of them another id")
            ids.add(given)
        for kind, marks in (("solution", SOLUTION), ("grade", HIDDEN)):
            lines = [line.strip() for line in source.split("\n") if line.strip() in marks]
            if lines != list(marks) * (len(lines) // 2):
                yield Finding(
                    where, f"'{marks[0]}' and '{marks[1]}' do not come in pairs", "Write both, each on a line"
                )
            elif lines and not told.get(kind):
                asked = "Manually graded or Autograded answer" if kind == "solution" else "Autograder tests"
                yield Finding(where, f"'{marks[0]}' stands in a cell that is not marked for it", f"Mark it as: {asked}")
        if utils.is_grade(cell) and cell.cell_type == "code":
            if ("lab.marks(" in source) != ("lab.score()" in source):
                yield Finding(
                    where, "lab.marks(n) and lab.score() do not come in pairs", "Begin with one, end with the other"
                )
            marks = re.search(r"lab\.marks\((\d+(?:\.\d+)?)\)", source)
            if marks and float(marks[1]) != float(told.get("points", 0)):
                yield Finding(
                    where,
                    f"lab.marks({marks[1]}) and {told.get('points')} points",
                    "Write the same number in both places",
                )
        yield from secrets(where, source, "its text shows")


def as_run(path: Path, notebook, seconds: float) -> Iterator[Finding]:
    """What shows when it is run: with its solutions, with them again, and as it is handed out."""
    from nbgrader import utils

    codes = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    solved = run(path, [solution_of(cell) for cell in codes])
    for cell, (outputs, took) in zip(codes, solved, strict=True):
        where = name(notebook, cell)
        if "raises-exception" not in cell.metadata.get("tags", []) or utils.is_grade(cell):
            for problem in problems(outputs):
                yield Finding(where, f"with its solutions it fails: {problem}", "Mend the solution or the test")
        if utils.is_grade(cell) and not problems(outputs):
            yield from worth(where, cell, outputs)
        if took > seconds:
            yield Finding(where, f"it takes {took:.1f} s, and {seconds:g} are allowed", "Do less, or split it")
        yield from secrets(where, text(outputs), "its output shows")
    for cell, (first, _), (second, _) in zip(
        codes, solved, run(path, [solution_of(cell) for cell in codes]), strict=True
    ):
        if text(first) != text(second):
            yield Finding(
                name(notebook, cell),
                f"two runs gave different outputs: {difference(text(first), text(second))}",
                "Take times, ports and random words out, or use lab.nonce(name), which stays the same",
            )
    for cell, (outputs, _) in zip(codes, run(path, [blank_of(cell) for cell in codes]), strict=True):
        where = name(notebook, cell)
        if utils.is_solution(cell):
            for problem in problems(outputs):
                if problem.startswith("CompileError"):
                    yield Finding(
                        where,
                        f"without its solution it does not compile: {problem.splitlines()[0]}",
                        "Give learners lines that begin with //: between the marks, a return for one",
                    )
        if utils.is_grade(cell) and passes(cell, outputs):
            yield Finding(where, "it passes on a blank answer", "Add a check that only an answer can pass")


def solution_of(cell) -> str:
    from lesson import is_mark

    return "\n".join(line for line in cell.source.split("\n") if not is_mark(line))


def blank_of(cell) -> str:
    """As learners get it, with the hidden tests."""
    import grading
    from lesson import HIDDEN
    from nbgrader import utils

    if utils.is_solution(cell):
        cleared = type(cell)(cell)
        grading.ClearSolutions(code_stub={"java": grading.STUB}).preprocess_cell(cleared, {"language": "java"}, 0)
        return cleared.source
    return "\n".join(line for line in cell.source.split("\n") if line.strip() not in HIDDEN)


def run(path: Path, sources: list[str]) -> list[tuple[list, float]]:
    from session import session

    ran = []
    with session(path.resolve().parent) as kernel:
        for source in sources:
            began = time.monotonic()
            ran.append((kernel.run(source), time.monotonic() - began))
    return ran


def problems(outputs: list) -> list[str]:
    return [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]


def worth(where: str, cell, outputs: list) -> Iterator[Finding]:
    """What nbgrader makes of a check's value."""
    points = float(cell.metadata.nbgrader.get("points", 0))
    for result in (output for output in outputs if output.output_type == "execute_result"):
        value = result.data.get("text/plain", "")
        if not re.fullmatch(r"\d+(\.\d+)?", value):
            yield Finding(
                where, f"its value is {value[:40]!r}, which nbgrader takes for full marks", "End it with a semicolon"
            )
        elif float(value) != points:
            yield Finding(
                where, f"with its solutions it gives {value} of {points:g} points", "Mend the solution or the test"
            )


def passes(cell, outputs: list) -> bool:
    from nbgrader import utils

    tried = type(cell)(cell, outputs=outputs)
    try:
        return utils.determine_grade(tried)[0] == float(cell.metadata.nbgrader.points)
    except (KeyError, ValueError):
        return False


def text(outputs: list) -> str:
    """All that a reader sees."""
    parts = []
    for output in outputs:
        parts.append(output.get("text") or output.get("evalue") or output.get("data", {}).get("text/plain", ""))
    return "".join(parts)


def difference(first: str, second: str) -> str:
    pairs = zip(first.split("\n"), second.split("\n"), strict=False)
    one, other = next(((a, b) for a, b in pairs if a != b), (first, second))
    return f"{one[:60]!r}, then {other[:60]!r}"


def secrets(where: str, shown: str, how: str) -> Iterator[Finding]:
    for pattern, what in SECRETS:
        for found in pattern.findall(shown)[:1]:
            secret = found.split()[-1]
            if "lab.password" not in found and "{" not in found:
                yield Finding(
                    where, f"{how} {what}: {secret[:2]}…", "Use lab.password(login), and conversations, which mask it"
                )


def seconds(words: str) -> float:
    try:
        if (number := float(words)) > 0:
            return number
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{words!r} is not a number of seconds, more than none")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab lint",
        allow_abbrev=False,
        description="Finds what would break grading in an instructor's notebook. Runs it three times.",
    )
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument(
        "--seconds", type=seconds, default=SECONDS, metavar="N", help="allowed for one cell (%(default)s)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
