"""Checks values.yaml without a cluster and without the chart, and prints what a learner gets from it.

Keys and types are held against what the chart knows, as far as the values use it; a pod is made for every profile by
KubeSpawner itself, with the settings that the chart gives it; pods and network policy must satisfy the schemas of
Kubernetes. What the chart makes besides (hub, proxy, scheduler) is the chart's own and not rendered here.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace

import kubernetes_validate
import yaml
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner, spawner
from traitlets import TraitError
from traitlets.config import Config

# A cluster is neither there nor asked.
spawner.load_config = lambda **_: None

KUBERNETES = "1.32.0"  # the oldest that the chart takes

# What the chart's schema has at the places that are used here: a type, another such table, or None for what is handed
# on as it is, to JupyterHub or to KubeSpawner.
NETWORK_POLICY = {
    "enabled": bool,
    "ingress": list,
    "egress": list,
    "egressAllowRules": {
        "cloudMetadataServer": bool,
        "dnsPortsCloudMetadataServer": bool,
        "dnsPortsKubeSystemNamespace": bool,
        "dnsPortsPrivateIPs": bool,
        "nonPrivateIPs": bool,
        "privateIPs": bool,
    },
}
ENABLED = {"enabled": bool}
CHART = {
    "hub": {"config": None, "concurrentSpawnLimit": int},
    "singleuser": {
        "image": {"name": str, "tag": str, "pullPolicy": str},
        "cmd": str,
        "defaultUrl": str,
        "startTimeout": int,
        "uid": int,
        "fsGid": int,
        "allowPrivilegeEscalation": bool,
        "storage": {
            "type": str,
            "capacity": str,
            "homeMountPath": str,
            "extraVolumes": list,
            "extraVolumeMounts": list,
        },
        "memory": {"guarantee": str, "limit": str},
        "cpu": {"guarantee": (int, float), "limit": (int, float)},
        "profileList": list,
        "networkPolicy": NETWORK_POLICY,
        "cloudMetadata": {"blockWithIptables": bool, "ip": str},
    },
    "cull": {"enabled": bool, "timeout": int, "every": int, "users": bool},
    "prePuller": {"hook": ENABLED, "continuous": ENABLED},
    "scheduling": {
        "userScheduler": ENABLED,
        "podPriority": ENABLED,
        "userPlaceholder": {"enabled": bool, "replicas": int},
    },
}


def main(path: Path) -> None:
    values = yaml.safe_load(path.read_text())
    check(values, CHART, "")
    rendered = [*pods(values), network_policy(values["singleuser"]["networkPolicy"])]
    for resource in rendered:
        try:
            kubernetes_validate.validate(resource, KUBERNETES, strict=True)
        except kubernetes_validate.ValidationError as problem:
            sys.exit(
                f"values: Kubernetes refuses {resource['kind']} {'.'.join(map(str, problem.path))}: {problem.message}"
            )
    yaml.safe_dump_all(rendered, sys.stdout, sort_keys=False)


def check(values: object, known: dict, place: str) -> None:
    for key, value in values.items():
        here = f"{place}.{key}".lstrip(".")
        if key not in known:
            sys.exit(
                f"values: the chart has no {here}, or this script does not know it yet; there is {', '.join(known)}"
            )
        expected = known[key]
        if isinstance(expected, dict):
            check(value, expected, here)
        elif expected is not None and (
            not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool)
        ):
            sys.exit(f"values: {here} is {value!r}, which is of another type than the chart wants there")


def settings(values: dict) -> Config:
    """What the chart sets of KubeSpawner, by the values."""
    single = values["singleuser"]
    home, storage = "home", single["storage"]
    chosen = {
        "image": f"{single['image']['name']}:{single['image']['tag']}",
        "image_pull_policy": single["image"]["pullPolicy"],
        "cmd": [single["cmd"]],
        "default_url": single["defaultUrl"],
        "start_timeout": single["startTimeout"],
        "uid": single["uid"],
        "fs_gid": single["fsGid"],
        "allow_privilege_escalation": single["allowPrivilegeEscalation"],
        "mem_guarantee": single["memory"]["guarantee"],
        "mem_limit": single["memory"]["limit"],
        "cpu_guarantee": single["cpu"]["guarantee"],
        "cpu_limit": single["cpu"]["limit"],
        "profile_list": single["profileList"],
        "volumes": {home: {"name": home, "persistentVolumeClaim": {"claimName": "claim-{username}"}}}
        | {volume["name"]: volume for volume in storage["extraVolumes"]},
        "volume_mounts": {home: {"name": home, "mountPath": storage["homeMountPath"]}}
        | {mount["name"]: mount for mount in storage["extraVolumeMounts"]},
        **values["hub"]["config"]["KubeSpawner"],
    }
    unknown = chosen.keys() - set(KubeSpawner.class_trait_names(config=True))
    if unknown:
        sys.exit(f"values: KubeSpawner has no {', '.join(sorted(unknown))}")
    return Config(KubeSpawner=chosen)


def pods(values: dict) -> list[dict]:
    try:
        return [asyncio.run(pod(settings(values), profile)) for profile in values["singleuser"]["profileList"]]
    except TraitError as problem:
        sys.exit(f"values: KubeSpawner refuses it: {problem}")


async def pod(config: Config, profile: dict) -> dict:
    """As the hub makes it, for who has chosen that profile."""
    user = SimpleNamespace(name="jones", id=1, url="/user/jones/", escaped_name="jones")
    server = KubeSpawner(config=config, user=user, _mock=True)
    name = profile["display_name"].lower().replace(",", "").replace(" ", "-")
    server.user_options = {"profile": name}
    await server.load_user_options()
    async with ApiClient() as client:
        made = client.sanitize_for_serialization(await server.get_pod_manifest())
    await server.api.api_client.close()
    return {**made, "metadata": {**made["metadata"], "annotations": {"profile": name}}}


def network_policy(policy: dict) -> dict:
    """What the chart makes of the rules that are used; which ones it has of its own stands in its documentation."""
    rules = policy["egressAllowRules"]
    unforeseen = [name for name in ("nonPrivateIPs", "privateIPs", "cloudMetadataServer") if rules[name]]
    if unforeseen:
        sys.exit(f"values: {', '.join(unforeseen)} would open every port, SMTP's among them")
    names = {"ports": [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")]}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "singleuser"},
        "spec": {
            "podSelector": {"matchLabels": {"app": "jupyterhub", "component": "singleuser-server"}},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [{"ports": [{"port": "notebook-port"}]}],
            "egress": [names, *policy["egress"]],
        },
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("values.yaml"))
