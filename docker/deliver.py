"""Brings the image's lessons to the learner's folder, and never writes over what the learner has changed.

What was delivered is on record there, by its digest. A lesson that is not there is brought, also one that was deleted:
that is how to get it back as it was. One that was left as it came is replaced by a newer one. Beside one that was
changed the newer is put.
"""

import hashlib
import json
import sys
from pathlib import Path

RECORD = ".wirelab-lessons.json"


def main(lessons: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    record = work / RECORD
    delivered = read(record)
    before = dict(delivered)
    # Lessons lie at the top, translated ones in a folder that bears the language's two letters.
    for lesson in sorted([*lessons.glob("*.ipynb"), *lessons.glob("??/*.ipynb")]):
        deliver(lesson, lesson.relative_to(lessons).as_posix(), work, delivered)
    if delivered != before:
        replace(record, json.dumps(delivered, indent=1).encode())


def deliver(lesson: Path, name: str, work: Path, delivered: dict[str, str]) -> None:
    new = lesson.read_bytes()
    version = digest(new)
    place = work / name
    known = delivered.get(name)
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        replace(place, new)
    elif known != version and digest(there := place.read_bytes()) != version:
        if digest(there) == known:
            replace(place, new)
        else:
            # A name that goes with the contents: whatever has it has come from here before.
            beside = place.with_name(f"{place.stem}.new-{version[:6]}{place.suffix}")
            if not beside.exists():
                replace(beside, new)
            print(f"{place.name} has changes of yours, so the new one is beside it: {beside.name}", file=sys.stderr)
    delivered[name] = version


def read(record: Path) -> dict[str, str]:
    """Without a record every lesson that differs is a changed one: nothing is lost."""
    try:
        delivered = json.loads(record.read_text())
        return delivered if isinstance(delivered, dict) else {}
    except (OSError, ValueError):
        return {}


def replace(place: Path, octets: bytes) -> None:
    """As a whole or not at all, should the disk be full or the container end."""
    half = place.with_name(f".{place.name}.half")
    half.write_bytes(octets)
    half.replace(place)


def digest(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except OSError as problem:
        sys.exit(
            f"wirelab: can't write the lessons: {problem.strerror}: {problem.filename}. "
            "Give the volume to the user that runs here (--user with its owner's number), "
            "or start as root with NB_UID and NB_GID, which makes it theirs"
        )
