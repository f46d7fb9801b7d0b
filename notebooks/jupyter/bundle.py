"""Lessons in one file, for learners without nbgrader: `./wirelab bundle` makes it, `./wirelab lab --lessons` opens it.

A zip with notebooks, what they read, and a manifest: every file's hash, and what the outputs were made with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import sys
import zipfile
from pathlib import Path, PurePosixPath

NOTEBOOKS = Path(__file__).resolve().parents[1]
MANIFEST = "manifest.json"
FORMAT = 1
MOST = 200_000_000  # octets, unpacked
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files give the same zip


class BundleError(Exception):
    """What is wrong with a bundle, in one line."""


def main() -> int:
    wish = arguments()
    chosen = notebooks(wish.lessons)
    others = [path for path in wish.files or [] if path.is_file()]
    if missing := [str(path) for path in wish.files or [] if not path.is_file()]:
        sys.exit(f"wirelab: there is no file {missing[0]}")
    try:
        write(wish.zip, [*chosen, *others])
    except (OSError, BundleError) as problem:
        sys.exit(f"wirelab: can't make {wish.zip}: {problem}")
    print(wish.zip.resolve())
    return 0


def notebooks(words: list[str]) -> list[Path]:
    """Each a notebook's path, or the beginning of a lesson's name."""
    lessons = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    chosen: list[Path] = []
    for word in words or [""]:
        if word.endswith(".ipynb") and Path(word).is_file():
            chosen.append(Path(word))
        elif named := [lesson for lesson in lessons if lesson.name.startswith(word)]:
            chosen += named
        else:
            sys.exit(f"wirelab: '{word}' is neither a notebook nor the beginning of a lesson's name in {NOTEBOOKS}")
    return chosen


def write(target: Path, files: list[Path]) -> None:
    names = [path.name for path in files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BundleError(f"two files are called {twice}")
    manifest = {"format": FORMAT, "made-with": made_with(), "files": {path.name: digest(path) for path in files}}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(zipfile.ZipInfo(MANIFEST, EPOCH), json.dumps(manifest, indent=2, sort_keys=True))
        for path in files:
            bundle.writestr(zipfile.ZipInfo(path.name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)


def made_with() -> dict[str, str]:
    """What outputs depend on: the kernel's own jars, and the JDK."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("java")
    told = {jar.name: digest(jar) for jar in sorted((Path(spec.resource_dir) / "lib").glob("wirelab-*.jar"))}
    release = Path(spec.argv[0]).resolve().parents[1] / "release"
    for line in release.read_text("utf-8").splitlines() if release.is_file() else []:
        if line.startswith("JAVA_VERSION="):
            told["JDK"] = line.partition("=")[2].strip('"')
    return told


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(path: Path, places: Path) -> tuple[Path, list[str]]:
    """The folder with a bundle's files, and what is other here than where it was made.

    A bundle that was opened before is found as the learner left it.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            manifest = read_manifest(path, bundle)
            contents = {name: take(path, bundle, name) for name in manifest["files"]}
    except (zipfile.BadZipFile, OSError) as problem:
        raise BundleError(f"{path} is not a bundle: {problem}; get it again") from None
    for name, octets in contents.items():
        if hashlib.sha256(octets).hexdigest() != manifest["files"][name]:
            raise BundleError(f"{path} is damaged: {name} is not what its manifest says; get it again")
    identity = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:8]
    folder = places / f"{path.stem}-{identity}"
    if not folder.exists():
        fresh = folder.with_name(folder.name + ".new")
        fresh.mkdir(parents=True, exist_ok=True)
        for name, octets in contents.items():
            (fresh / name).write_bytes(octets)
        fresh.rename(folder)
    return folder, differences(manifest["made-with"], made_with())


def read_manifest(path: Path, bundle: zipfile.ZipFile) -> dict:
    names = [info.filename for info in bundle.infolist()]
    if bad := next((name for name in names if not is_plain(name)), None):
        raise BundleError(f"{path} is no bundle of ours: the file {bad!r} would be written elsewhere")
    if MANIFEST not in names:
        raise BundleError(
            f"{path} has no {MANIFEST}; ./wirelab bundle makes one that has, ./wirelab lab --lessons FOLDER needs none"
        )
    if sum(info.file_size for info in bundle.infolist()) > MOST:
        raise BundleError(f"{path} holds more than {MOST // 1_000_000} MB, which no lessons do")
    try:
        manifest = json.loads(bundle.read(MANIFEST))
        files, made = manifest["files"], manifest["made-with"]
        sound = manifest["format"] == FORMAT and all(isinstance(each, dict) for each in (files, made))
    except (ValueError, KeyError, TypeError):
        sound = False
    if not sound:
        raise BundleError(f"{path} has a {MANIFEST} that this Wirelab can't read; it may be of another version")
    if other := set(names) ^ {MANIFEST, *files}:
        raise BundleError(f"{path} is damaged: {min(other)} is in the manifest or in the bundle, and not in both")
    return manifest


def take(path: Path, bundle: zipfile.ZipFile, name: str) -> bytes:
    with bundle.open(name) as file:
        octets = file.read(MOST + 1)
    if len(octets) > MOST:
        raise BundleError(f"{path} holds more than {MOST // 1_000_000} MB, which no lessons do")
    return octets


def is_plain(name: str) -> bool:
    """A file's name and nothing else: no folder, no way out of one."""
    return name not in ("", ".", "..") and PurePosixPath(name).name == name and not set(name) & set("\\:\0")


def differences(there: dict[str, str], here: dict[str, str]) -> list[str]:
    lines = []
    for name in sorted(there.keys() | here.keys()):
        if there.get(name) != here.get(name):
            then, now = (short(made.get(name)) for made in (there, here))
            lines.append(f"{name}: {then} where the bundle was made, {now} here")
    return lines


def short(value: str | None) -> str:
    return "none" if value is None else value[:12]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wirelab bundle",
        allow_abbrev=False,
        description="Puts notebooks into one file for learners; ./wirelab lab --lessons opens it, on any machine.",
    )
    parser.add_argument("zip", type=Path, metavar="ZIP", help="the file to make")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="notebooks, or 01 and so on; else all lessons")
    parser.add_argument(
        "--with", dest="files", type=Path, action="append", metavar="FILE", help="a file that they read"
    )
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
