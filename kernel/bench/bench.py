"""Measures kernels beside each other through their own protocol, as a notebook would use them.

Every round starts each kernel anew, one after the other in an order that changes, so that whatever else the machine
does falls on all of them. The table shows medians; the JSON keeps every value. What a kernel cannot do, or not in
time, stands in the table in the place of its number. What took it over half a minute is measured once.
"""

import argparse
import json
import os
import platform
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from peers import IPYKERNEL, JJAVA, OURS, Peer, fetched
from session import Failed
from subjects import CELLS, MANY, Measure, Subject, Subjects

NAMES = ["start", "during", "lines", "cells", "computation", "interrupts", "lesson"]  # of the subjects
SEED = 42  # of the order, so that runs can be compared
LONG = 30  # seconds
NOTHING = "\N{EN DASH}"  # in the table, where a kernel has no such row


@dataclass
class Results:
    """What one kernel has shown so far, by the measures' names."""

    values: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)  # measures that are not taken again

    def of(self, name: str) -> float | None:
        return median(self.values[name]) if self.values.get(name) and name not in self.failures else None

    def shown(self, name: str, digits: int) -> str:
        if name in self.failures:
            return self.failures[name]
        value = self.of(name)
        return NOTHING if value is None else f"{value:,.{digits}f}"

    def take(self, subjects: Subjects, peer: Peer, subject: Subject) -> None:
        wanted = [measure for measure in subject.measures if measure.name not in self.done]
        if not wanted:
            return
        began = time.monotonic()
        measure = wanted[0]
        try:
            with subjects.session(peer, heard=subject.name != "start") as session:
                for measure in wanted:
                    value = measure.take(session, peer)
                    if value is None:
                        self.done.add(measure.name)
                    else:
                        self.values.setdefault(measure.name, []).append(value)
        except Failed as problem:
            # What comes after it builds on it.
            self.failures[measure.name] = str(problem)
            self.done.update(measure.name for measure in wanted[wanted.index(measure) :])
        if time.monotonic() - began > LONG:
            self.done.update(measure.name for measure in subject.measures)


# What is aimed at: our median of a measure, at most so many times that of another kernel, or of another measure.
AIMS = [
    ("first result of `1+1`, from the start", 0.75, IPYKERNEL.title),
    ("`1+1`, round trip", 2, IPYKERNEL.title),
    ("`1+1`, round trip", 0.15, JJAVA.title),
    (f"cell {CELLS:,}, the same", 1.2, "cell 10, a variable and an expression"),
    ("completion", 1, IPYKERNEL.title),
    ("completion while a cell runs", 100, "ms"),
    (f"print {MANY:,} lines, complete and in order", 1.5, IPYKERNEL.title),
    ("memory after all that (PSS)", 0.35, JJAVA.title),
    ("computation in a cell / in plain `java`", 1.1, "x"),
    ("processor time while idle", 1, "ms/s"),
]


def aims(results: dict[str, Results]) -> str:
    rows = [["aim", "reached", ""], ["---", "---:", "---"]]
    ours = results[OURS.title]
    for name, most, than in AIMS:
        value = ours.of(name)
        if than in results or ours.of(than) is not None:
            other = results[than].of(name) if than in results else ours.of(than)
            value = value / other if value is not None and other else None
            than = f"x {than}"
        if value is not None:
            rows.append([f"{name} ≤ {most} {than}", f"{value:.2f}", "yes" if value <= most else "**no**"])
    return markdown(rows)


def table(results: dict[str, Results], measures: list[Measure]) -> str:
    """Medians of each kernel, and how many times as much as others the first takes."""
    first, *others = results
    rows = [
        ["", *results, *(f"{first} / {other}" for other in others)],
        ["---", *("---:" for _ in range(len(results) + len(others)))],
    ]
    for measure in measures:
        name = measure.name
        medians = {title: value for title in results if (value := results[title].of(name)) is not None}
        if not medians and not any(name in one.failures for one in results.values()):
            continue
        digits = 2 if measure.unit == "x" else 1 if min(medians.values(), default=0) < 100 else 0
        ratios = [
            f"{medians[first] / medians[other]:.2f}" if {first, other} <= medians.keys() and medians[other] else NOTHING
            for other in others
        ]
        unit = "" if measure.unit == "x" else f", {measure.unit}"
        rows.append([f"{name}{unit}", *(one.shown(name, digits) for one in results.values()), *ratios])
    return markdown(rows)


def markdown(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> dict[str, object]:
    return {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="wirelab bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each kernel starts (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="some of the subjects")
    parser.add_argument("--json", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--java", type=Path, required=True, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.rounds < 1:
        parser.error("--rounds wants at least 1")

    subjects = Subjects(wish.java, f"{wish.java / 'bin'}{os.pathsep}{os.environ['PATH']}")
    chosen = [subject for subject in subjects.all if subject.name in wish.only]
    peers = fetched()
    results = {peer.title: Results() for peer in peers}
    order = random.Random(SEED)
    for number in range(1, wish.rounds + 1):
        for peer in order.sample(peers, len(peers)):
            print(f"round {number} of {wish.rounds}: {peer.title} ...", file=sys.stderr, flush=True)
            for subject in chosen:
                results[peer.title].take(subjects, peer, subject)
    kept = {title: {"values": one.values, "failures": one.failures} for title, one in results.items()}
    wish.json.write_text(json.dumps({"machine": machine(), "rounds": wish.rounds, "kernels": kept}, indent=2) + "\n")
    print(f"Medians of {wish.rounds} rounds, {machine()['cores']} cores.\n")
    print(table(results, [measure for subject in chosen for measure in subject.measures]))
    print(f"\n{aims(results)}")
    failures = results[OURS.title].failures
    for name, failure in failures.items():
        print(f"wirelab: {OURS.title}: {name}: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
