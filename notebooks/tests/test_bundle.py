"""Lessons in one file: made, opened, the same there; and what is wrong with it is told in a line."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import bundle
import nbformat
import pytest
from conftest import LESSONS, lab, wirelab
from execution import gather_streams

FIRST = "01-smtp-by-hand.ipynb"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bundles")
    (place / "people.json").write_text("{}")
    ran = wirelab("bundle", place / "week1.zip", "01", "03", "--with", place / "people.json")
    assert ran.returncode == 0 and ran.stdout.strip() == str(place / "week1.zip"), ran.stderr
    return place / "week1.zip"


def test_it_holds_the_learners_notebooks_and_what_they_were_made_with(made: Path) -> None:
    with zipfile.ZipFile(made) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert set(manifest["files"]) == {FIRST, "03-framing.ipynb", "people.json"}
        assert opened.read(FIRST) == (LESSONS / FIRST).read_bytes()
    assert manifest["made-with"]["JDK"].startswith("25")
    assert sum(name.startswith("wirelab-") for name in manifest["made-with"]) == 3


def test_the_same_files_give_the_same_bundle(made: Path, tmp_path: Path) -> None:
    wirelab("bundle", tmp_path / "again.zip", "01", "03", "--with", made.parent / "people.json")
    assert (tmp_path / "again.zip").read_bytes() == made.read_bytes()


def test_opened_it_gives_the_same_outputs_and_what_was_done_stays(made: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("WIRELAB_LESSONS", str(tmp_path))
    with lab(LESSONS, "--lessons", made):
        pass
    (folder,) = tmp_path.iterdir()
    ran = wirelab("run", folder / FIRST, "--out", tmp_path / "fresh")
    assert ran.returncode == 0, ran.stdout
    fresh, committed = (nbformat.read(path, 4) for path in (tmp_path / "fresh" / FIRST, LESSONS / FIRST))
    gather_streams(committed)
    assert [cell.get("outputs") for cell in fresh.cells] == [cell.get("outputs") for cell in committed.cells]
    (folder / FIRST).write_text("mine")
    with lab(LESSONS, "--lessons", made):
        pass
    assert (folder / FIRST).read_text() == "mine"


def test_what_is_other_here_is_told_at_once(made: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(Path(wirelab("kernelspec").stdout.strip()).parents[1]))

    def older(manifest: dict) -> None:
        manifest["made-with"]["JDK"] = "24.0.1"
        manifest["made-with"].pop(next(name for name in manifest["made-with"] if "labkit" in name))

    _, differences = bundle.unpack(remade(made, tmp_path / "older.zip", older), tmp_path / "there")
    assert any(line.startswith("JDK: 24.0.1 where the bundle was made, 25") for line in differences)
    assert any("labkit" in line and "none where the bundle was made" in line for line in differences)


def remade(made: Path, path: Path, change: Callable[[dict], None], extra: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        change(manifest)
        new.writestr("manifest.json", json.dumps(manifest))
        for name in old.namelist():
            if name != "manifest.json":
                new.writestr(name, old.read(name))
        for name, text in (extra or {}).items():
            new.writestr(name, text)
    return path


def nothing(_: dict) -> None:
    pass


def no_zip(_: Path, bad: Path) -> None:
    bad.write_text("PK, it says")


def no_manifest(_: Path, bad: Path) -> None:
    with zipfile.ZipFile(bad, "w") as empty:
        empty.writestr(FIRST, "{}")


def outside(made: Path, bad: Path) -> None:
    remade(made, bad, nothing, {"../../outside.ipynb": "{}"})


def rooted(made: Path, bad: Path) -> None:
    remade(made, bad, nothing, {"/etc/outside": "{}"})


def surplus(made: Path, bad: Path) -> None:
    remade(made, bad, nothing, {"more.ipynb": "{}"})


def changed(made: Path, bad: Path) -> None:
    remade(made, bad, lambda manifest: manifest["files"].update({FIRST: "0" * 64}))


def newer(made: Path, bad: Path) -> None:
    remade(made, bad, lambda manifest: manifest.update(format=2))


def truncated(made: Path, bad: Path) -> None:
    bad.write_bytes(made.read_bytes()[:-200])


def absent(_: Path, __: Path) -> None:
    pass


BAD = {
    no_zip: "is not a bundle",
    no_manifest: "has no manifest.json",
    outside: "would be written elsewhere",
    rooted: "would be written elsewhere",
    surplus: "more.ipynb is in the manifest or in the bundle, and not in both",
    changed: f"{FIRST} is not what its manifest says",
    newer: "may be of another version",
    truncated: "is not a bundle",
    absent: "there is no",
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_bundle_gets_one_line(spoil, made: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    spoil(made, bad)
    ran = wirelab("lab", "--lessons", bad, "--no-browser", WIRELAB_LESSONS=str(tmp_path / "lessons"))
    assert ran.returncode == 1 and BAD[spoil] in ran.stderr, ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1 and ran.stderr.startswith("wirelab: ")
    assert not (tmp_path / "lessons").exists() and not (tmp_path.parent / "outside.ipynb").exists()


def test_no_such_lesson(tmp_path: Path) -> None:
    ran = wirelab("bundle", tmp_path / "a.zip", "99")
    assert ran.returncode == 1 and "'99' is neither a notebook nor" in ran.stderr
