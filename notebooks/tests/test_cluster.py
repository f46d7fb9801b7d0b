"""The values for a cluster: what a learner's pod may do there, and what is refused before a cluster sees it."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, look_for_packages

KUBERNETES = ROOT / "docker" / "kubernetes"
VALUES = KUBERNETES / "values.yaml"
MAIL = {25, 110, 143, 465, 587, 993, 995, 2525}
MIB = 1024**2


@pytest.fixture(scope="module")
def python() -> Path:
    """A place of its own for KubeSpawner and the schemas of Kubernetes, in which it stays from one run to the next."""
    return look_for_packages(ROOT / "target" / "kubernetes", KUBERNETES / "requirements.lock")


def render(python: Path, values: Path = VALUES) -> subprocess.CompletedProcess:
    # Without any cluster's address.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KUBE")}
    return subprocess.run([python, KUBERNETES / "render.py", values], capture_output=True, text=True, env=environment)


@pytest.fixture(scope="module")
def rendered(python: Path) -> list[dict]:
    ran = render(python)
    assert ran.returncode == 0, ran.stderr
    return list(yaml.safe_load_all(ran.stdout))


@pytest.fixture(scope="module")
def pods(rendered: list[dict]) -> list[dict]:
    return [resource["spec"] for resource in rendered if resource["kind"] == "Pod"]


def test_there_is_a_pod_for_every_profile(pods: list[dict]) -> None:
    profiles = yaml.safe_load(VALUES.read_text())["singleuser"]["profileList"]
    assert len(pods) == len(profiles) > 1
    assert [profile.get("default", False) for profile in profiles].count(True) == 1


def test_no_pod_may_more_than_the_image_needs(pods: list[dict]) -> None:
    for pod in pods:
        (container,) = pod["containers"]
        assert "initContainers" not in pod
        assert pod["automountServiceAccountToken"] is False
        assert container["securityContext"] == {
            "runAsUser": 1000,
            "runAsNonRoot": True,
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
            "seccompProfile": {"type": "RuntimeDefault"},
        }
        assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/home/jovyan", "/tmp"}
        assert container["args"] == ["jupyterhub-singleuser"]


def test_the_heap_fits_into_every_limit(pods: list[dict]) -> None:
    """A kernel that fills its heap says so and lives; a pod that outgrows its limit is ended. All the rest: 256 MiB."""
    for pod in pods:
        (container,) = pod["containers"]
        environment = {one["name"]: one.get("value", "") for one in container["env"]}
        heap = re.search(r"-Xmx(\d+)m", environment.get("_JAVA_OPTIONS", "-Xmx1024m"))
        resources = container["resources"]
        assert int(heap.group(1)) * MIB + 256 * MIB <= resources["limits"]["memory"]
        assert resources["requests"]["memory"] <= resources["limits"]["memory"]
        assert resources["requests"]["cpu"] <= resources["limits"]["cpu"]


def test_no_mail_leaves_a_pod(rendered: list[dict]) -> None:
    (policy,) = (resource["spec"] for resource in rendered if resource["kind"] == "NetworkPolicy")
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    for rule in policy["egress"]:
        ports = {port["port"] for port in rule["ports"]}
        assert ports <= {53, 443}
        assert not ports & MAIL
        for to in rule.get("to", []):
            assert "169.254.0.0/16" in to["ipBlock"]["except"]


def test_nothing_secret_stands_in_the_values() -> None:
    assert re.findall(r"(?im)^.*(?:secret|token|password):\s*(?!false\b)\S+", VALUES.read_text()) == []


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("  startTimeout: 300", "  startTimeOut: 300", "the chart has no singleuser.startTimeOut"),
        ("limit: 1500M}", "limit: 1500 MB}", "KubeSpawner refuses it"),
        ("      automount_service", "      automounted_service", "KubeSpawner has no automounted_service"),
        ("nonPrivateIPs: false", "nonPrivateIPs: true", "would open every port"),
        ("runAsNonRoot: true", "runAsNoneRoot: true", "Kubernetes refuses Pod"),
    ],
)
def test_a_mistake_is_told_in_one_line(python: Path, tmp_path: Path, was: str, becomes: str, told: str) -> None:
    text = VALUES.read_text()
    assert was in text
    values = tmp_path / "values.yaml"
    values.write_text(text.replace(was, becomes))
    ran = render(python, values)
    assert ran.returncode == 1
    assert told in ran.stderr
    assert ran.stderr.strip().count("\n") == 0
