"""Adds up what Maven's and pytest's tests reported, says what was skipped and why, and ends with one line of counts."""

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree


def main(status: str, *reports: str) -> int:
    passed = failed = 0
    skipped = []
    for case in test_cases(map(Path, reports)):
        name = f"{case.get('classname', '').rpartition('.')[2]}.{case.get('name')}"
        if (skip := case.find("skipped")) is not None:
            skipped.append(f"skipped: {name}: {skip.get('message') or 'no reason given'}")
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        else:
            passed += 1
    if status != "0" and failed == 0:
        print("The build itself failed, see above; that counts as one failure.")
        failed = 1
    print(*skipped, f"{passed} passed, {failed} failed" + (f", {len(skipped)} skipped" if skipped else ""), sep="\n")
    return 1 if failed or status != "0" else 0


def test_cases(reports: Iterator[Path]) -> Iterator[ElementTree.Element]:
    for report in reports:
        for file in sorted(report.glob("TEST-*.xml")) if report.is_dir() else [report]:
            if file.exists():
                yield from ElementTree.parse(file).iter("testcase")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
