"""The bill of materials of the image it runs in: what others made, with version and licence (CycloneDX 1.6)."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

JDK = Path("/opt/java")
JARS = Path("/opt/wirelab/jupyter/kernels/java/lib")
PAGE = Path("/opt/venv/share/jupyter/lab/static/third-party-licenses.json")
OURS = "wirelab-"
# Those that do not say it themselves.
KNOWN = {"picocli": "Apache-2.0", "khroma": "MIT"}


def main() -> None:
    found = [*debian(), java(), *jars(), *python(), *javascript()]
    components = sorted({one["purl"]: one for one in found}.values(), key=lambda one: one["purl"])
    print(
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}, indent=1)
    )


def component(kind: str, name: str, version: str, licence: str) -> dict:
    said = " ".join(licence.split()) or KNOWN.get(name, "see the package")
    return {
        "type": "library",
        "name": name,
        "version": version,
        "licenses": [{"license": {"name": said}}],
        "purl": f"pkg:{kind}/{name.replace('@', '%40')}@{version}",
    }


def debian() -> Iterator[dict]:
    """Licences are many a package: in /usr/share/doc, which slim images leave out, and at sources.debian.org."""
    listed = ["dpkg-query", "--show", "--showformat", "${Package} ${Version}\n"]
    for line in subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines():
        name, version = line.split()
        yield component("deb/debian", name, version, "see debian/copyright of this version at sources.debian.org")


def java() -> dict:
    release = dict(re.findall(r'^(\w+)="(.*)"$', (JDK / "release").read_text(), re.M))
    licence = "GPL-2.0-only WITH Classpath-exception-2.0; parts of others in /opt/java/legal"
    return component("generic", "openjdk", release.get("JAVA_RUNTIME_VERSION", release["JAVA_VERSION"]), licence)


def jars() -> Iterator[dict]:
    for path in sorted(JARS.glob("*.jar")):
        with path.open("rb") as octets:
            yield from jar(path.stem, octets)


def jar(stem: str, octets: BinaryIO) -> Iterator[dict]:
    """A jar and those inside it: the kernel carries what fetches libraries so."""
    with zipfile.ZipFile(octets) as archive:
        names = archive.namelist()
        for inner in (name for name in names if name.endswith(".jar")):
            yield from jar(Path(inner).stem, io.BytesIO(archive.read(inner)))
        if stem.startswith(OURS):
            return
        manifest = archive.read("META-INF/MANIFEST.MF").decode().replace("\r", "").replace("\n ", "")
        bundle = re.search(r"^Bundle-License: *(.*)$", manifest, re.M)
        poms = [name for name in names if re.fullmatch(r"META-INF/maven/[^/]+/[^/]+/pom\.xml", name)]
        for pom in poms:
            root = ElementTree.fromstring(archive.read(pom))
            space = {"m": root.tag.partition("}")[0].lstrip("{")}
            facts = archive.read(pom.replace("pom.xml", "pom.properties")).decode()
            version = re.search(r"^version=(.*)$", facts, re.M)
            licences = [one.text or "" for one in root.iterfind("m:licenses/m:license/m:name", space)]
            said = "; ".join(licences) or (bundle.group(1) if bundle else "that of its parent project")
            group, artifact = pom.split("/")[2:4]
            yield component("maven", f"{group}/{artifact}", version.group(1).strip() if version else "", said)
        if not poms:
            name, _, version = stem.rpartition("-")
            yield component("maven", name, version, bundle.group(1) if bundle else "")


def python() -> Iterator[dict]:
    for package in distributions(path=[str(path) for path in Path("/opt/venv/lib").glob("python3*/site-packages")]):
        yield component("pypi", package.name.lower(), package.version, python_licence(package))


def python_licence(package: Distribution) -> str:
    facts = package.metadata
    classified = [
        line.rpartition(" :: ")[2] for line in facts.get_all("Classifier", []) if line.startswith("License ::")
    ]
    # Some have the whole text there.
    short = [text for text in (facts.get("License-Expression"), facts.get("License")) if text and len(text) < 80]
    return next(iter([*short[:1], "; ".join(classified)]), "")


def javascript() -> Iterator[dict]:
    """What the page consists of, by JupyterLab's own list."""
    for package in json.loads(PAGE.read_text())["packages"] if PAGE.exists() else []:
        yield component("npm", package["name"], package["versionInfo"], package.get("licenseId") or "")


if __name__ == "__main__":
    main()
