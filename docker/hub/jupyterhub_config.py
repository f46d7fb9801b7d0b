# A class on one machine: each learner's server is a container from the image, and has nothing of the others'.

import os
import sys
from pathlib import Path

import docker

load_subconfig("common.py", path=str(Path(__file__).parent))  # noqa: F821 (JupyterHub gives these two)
c = get_config()  # noqa: F821

# Compose's name for all this: so its volumes and its network are called.
project = os.environ["WIRELAB_PROJECT"]

try:
    docker.APIClient().ping()
except docker.errors.DockerException as problem:
    sys.exit(
        f"wirelab: no engine answers at the socket that the hub was given; name it in WIRELAB_ENGINE_SOCKET ({problem})"
    )

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.JupyterHub.hub_ip = ""  # all of the container's own addresses
c.JupyterHub.hub_connect_ip = "hub"

c.DockerSpawner.image = os.environ["WIRELAB_IMAGE"]
c.DockerSpawner.cmd = ["jupyterhub-singleuser"]
c.DockerSpawner.prefix = project
c.DockerSpawner.network_name = f"{project}_learners"
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True

# What one learner may take, see ../CAPACITY.md: the kernel's heap ends at 1 GiB, and must find room.
c.DockerSpawner.mem_limit = os.environ.get("WIRELAB_MEMORY") or "1500M"
c.DockerSpawner.cpu_limit = float(os.environ.get("WIRELAB_CPU") or 2)
c.DockerSpawner.extra_host_config = {
    "read_only": True,
    "tmpfs": {"/tmp": ""},
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
    "pids_limit": 512,
}

c.DockerSpawner.volumes = {
    f"{project}-home-{{username}}": "/home/jovyan",
    f"{project}_exchange": "/srv/nbgrader/exchange",
    f"{project}_names": {"bind": "/var/lib/extrausers", "mode": "ro"},
}

NAMES = Path("/srv/names/passwd")
FIRST = 10_000


def number(name: str) -> int:
    """A learner's own user number, given once and never again: nbgrader's exchange tells people apart by it alone."""
    lines = NAMES.read_text().splitlines() if NAMES.exists() else []
    known = {line.split(":")[0]: int(line.split(":")[2]) for line in lines}
    if name not in known:
        known[name] = max(known.values(), default=FIRST - 1) + 1
        half = NAMES.with_name("half")
        half.write_text("".join(f"{who}:x:{uid}:100::/home/jovyan:/bin/bash\n" for who, uid in known.items()))
        half.chmod(0o644)
        half.replace(NAMES)
    return known[name]


def prepare(spawner) -> None:
    """Instructors write in the course's folder, the others read it."""
    course = {"bind": "/srv/course", "mode": "rw" if spawner.user.admin else "ro"}
    spawner.volumes = {**spawner.volumes, f"{project}_course": course}


c.Spawner.pre_spawn_hook = prepare
c.DockerSpawner.extra_create_kwargs = lambda spawner: {"user": f"{number(spawner.user.name)}:100"}
