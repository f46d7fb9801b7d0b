"""A lesson shows a reader what a fresh run shows: every committed output comes again, to the letter."""

import difflib
import subprocess
from pathlib import Path

import nbformat
import pytest
from conftest import LAUNCHER, LESSONS

COMMITTED = sorted(LESSONS.glob("[0-9][0-9]-*.ipynb"))


@pytest.mark.parametrize("lesson", COMMITTED, ids=lambda path: path.stem)
def test_a_fresh_run_gives_the_committed_outputs(lesson: Path, tmp_path: Path) -> None:
    ran = subprocess.run([LAUNCHER, "run", lesson, "--out", tmp_path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr

    committed = nbformat.read(lesson, as_version=4).cells
    fresh = nbformat.read(tmp_path / lesson.name, as_version=4).cells
    differences = [
        f"cell {number}, {first_line(before)}\n{difference(before, after)}"
        for number, (before, after) in enumerate(zip(committed, fresh, strict=True), start=1)
        if readable(before) != readable(after)
    ]
    assert not differences, (
        "a fresh run gave other outputs (-) committed (+) fresh:\n\n"
        + "\n\n".join(differences)
        + f"\n\nIf the fresh ones are right: ./wirelab run notebooks/{lesson.name} --out notebooks"
    )


def difference(before: nbformat.NotebookNode, after: nbformat.NotebookNode) -> str:
    return "\n".join(difflib.unified_diff(readable(before), readable(after), "committed", "fresh", lineterm=""))


def first_line(cell: nbformat.NotebookNode) -> str:
    return cell.source.partition("\n")[0]


def readable(cell: nbformat.NotebookNode) -> list[str]:
    """All that a reader of the cell could see below it, a line each."""
    lines = []
    for output in cell.get("outputs", []):
        match output.output_type:
            case "stream":
                lines += titled(output.name, output.text)
            case "error":
                lines += titled(f"error {output.ename}: {output.evalue}", "\n".join(output.traceback))
            case kind:
                for media_type, data in sorted(output.data.items()):
                    lines += titled(f"{kind} {media_type}", data)
    return lines


def titled(title: str, text: object) -> list[str]:
    return [f"[{title}]", *str(text).splitlines()]
