"""Who did what: a class's progress, from what was handed in and marked. The launcher calls it.

It reads nbgrader's gradebook and the marked notebooks, and nothing that a learner did elsewhere.
"""

from __future__ import annotations

import argparse
import csv
import html
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

COLUMNS = ("assignment", "student", "exercise", "points", "of", "handed in", "minutes", "failing checks")


@dataclass(frozen=True)
class Row:
    """An exercise of somebody's."""

    assignment: str
    student: str
    exercise: str
    points: float
    of: float
    handed_in: str
    minutes: float | None
    failing: tuple[str, ...]

    @property
    def cells(self) -> list[object]:
        minutes = "" if self.minutes is None else f"{self.minutes:.0f}"
        points = [f"{self.points:g}", f"{self.of:g}"]
        return [
            *(self.assignment, self.student, self.exercise),
            *points,
            *(self.handed_in, minutes, "; ".join(self.failing)),
        ]


def main() -> int:
    wish = arguments()
    course = wish.course.resolve()
    if not (course / "gradebook.db").is_file():
        sys.exit(f"wirelab: there is no gradebook.db in {course}; first ./wirelab nbgrader autograde ASSIGNMENT there")
    rows = read(course, wish.assignment)
    if not rows:
        sys.exit(f"wirelab: nothing was marked yet in {course}; first ./wirelab nbgrader autograde ASSIGNMENT there")
    try:
        wish.out.mkdir(parents=True, exist_ok=True)
        with (wish.out / "report.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([harmless(str(cell)) for cell in row.cells] for row in rows)
        (wish.out / "report.html").write_text(page(course.name, rows), "utf-8")
    except OSError as problem:
        sys.exit(f"wirelab: can't write in {wish.out}: {problem.strerror}; choose another folder with --out")
    print(wish.out / "report.html", wish.out / "report.csv", sep="\n")
    return 0


def harmless(cell: str) -> str:
    """A spreadsheet would run what begins like a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read(course: Path, wanted: str | None) -> list[Row]:
    from nbgrader.api import Gradebook

    rows = []
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for assignment in book.assignments:
            if wanted not in (None, assignment.name):
                continue
            for submission in sorted(assignment.submissions, key=lambda each: each.student.id):
                for notebook in submission.notebooks:
                    place = course / "autograded" / submission.student.id / assignment.name / f"{notebook.name}.ipynb"
                    checks, minutes = looked_at(place)
                    for grade in notebook.grades:
                        rows.append(
                            Row(
                                assignment.name,
                                submission.student.id,
                                grade.name.removesuffix("-check"),
                                grade.score,
                                grade.max_score,
                                f"{submission.timestamp:%Y-%m-%d %H:%M}" if submission.timestamp else "",
                                minutes,
                                checks.get(grade.name, ()),
                            )
                        )
    return rows


def looked_at(path: Path) -> tuple[dict[str, tuple[str, ...]], float | None]:
    """Of a marked notebook, by exercise, the checks that failed; and how long it was worked on, where JupyterLab kept
    when cells were run."""
    import nbformat

    if not path.is_file():
        return {}, None
    failing, times = {}, []
    for cell in nbformat.read(path, 4).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        outputs = cell.get("outputs", [])
        errors = [f"{output.ename}: {output.evalue}"[:200] for output in outputs if output.output_type == "error"]
        tables = [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]
        failing[name] = tuple(errors or [check for html_text in tables for check in failed(html_text)])
    submitted = Path(*("submitted" if part == "autograded" else part for part in path.parts))
    for cell in nbformat.read(submitted, 4).cells if submitted.is_file() else []:
        times += [
            datetime.fromisoformat(when) for when in cell.metadata.get("execution", {}).values() if "T" in str(when)
        ]
    return failing, (max(times) - min(times)).total_seconds() / 60 if times else None


def failed(table: str) -> list[str]:
    """The names of the checks in a report's table that did not pass."""
    from bs4 import BeautifulSoup

    rows = BeautifulSoup(table, "html.parser").select("table.wirelab-report tr.wirelab-failed, tr.wirelab-broken")
    return [row.find("td").get_text() for row in rows if row.find("td")]


STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "table{border-collapse:collapse;margin:1em 0 2em}caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid #767676;padding:.3em .6em;text-align:left;vertical-align:top}"
)


def page(course: str, rows: list[Row]) -> str:
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escaped(course)}: who did what</title><style>{STYLE}</style></head><body>"
        f"<h1>{escaped(course)}: who did what</h1>"
    ]
    for assignment in dict.fromkeys(row.assignment for row in rows):
        mine = [row for row in rows if row.assignment == assignment]
        parts.append(f"<h2>{escaped(assignment)}</h2>")
        parts.append(table("By exercise", EXERCISE, by_exercise(mine)))
        exercises = list(dict.fromkeys(row.exercise for row in mine))
        parts.append(
            table("By student", ["student", *exercises, "sum", "handed in", "minutes"], by_student(mine, exercises))
        )
    return "\n".join([*parts, "</body></html>"])


EXERCISE = ["exercise", "handed in", "all points", "some", "none", "middle", "what failed most"]


def by_exercise(rows: list[Row]) -> list[list[object]]:
    lines = []
    for exercise in dict.fromkeys(row.exercise for row in rows):
        mine = [row for row in rows if row.exercise == exercise]
        full, none = (sum(row.points == at for row in mine) for at in (mine[0].of, 0))
        common = Counter(check for row in mine for check in row.failing).most_common(3)
        middle = f"{median(row.points for row in mine):g} of {mine[0].of:g}"
        lines.append(
            [
                exercise,
                len(mine),
                full,
                len(mine) - full - none,
                none,
                middle,
                "; ".join(f"{what} ({n})" for what, n in common),
            ]
        )
    return lines


def by_student(rows: list[Row], exercises: list[str]) -> list[list[object]]:
    lines = []
    for student in dict.fromkeys(row.student for row in rows):
        mine = {row.exercise: row for row in rows if row.student == student}
        points = [f"{mine[name].points:g}" if name in mine else "" for name in exercises]
        any_of = next(iter(mine.values()))
        total = f"{sum(row.points for row in mine.values()):g} of {sum(row.of for row in mine.values()):g}"
        lines.append([student, *points, total, any_of.handed_in, any_of.cells[6]])
    return lines


def table(caption: str, columns: list[str], rows: list[list[object]]) -> str:
    head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escaped(row[0])}</th>'
        + "".join(f"<td>{escaped(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<table><caption>{escaped(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def escaped(value: object) -> str:
    """What learners wrote is theirs to show, and no markup of ours."""
    return html.escape(str(value))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab report", allow_abbrev=False, description="A class's progress as report.html and report.csv."
    )
    parser.add_argument("course", type=Path, metavar="COURSE", help="the course folder")
    parser.add_argument("--assignment", metavar="NAME", help="one alone")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to write (the current folder)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
