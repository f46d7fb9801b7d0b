# A class to try out, without containers: each learner's server is a process of whoever starts the hub. They share
# that user's files and the machine's loopback addresses, so this is for people who trust each other, or for one who
# plays all of them.

import os
import socket
import subprocess
import sys
from pathlib import Path

load_subconfig("common.py", path=str(Path(__file__).parent))  # noqa: F821 (JupyterHub gives these two)
c = get_config()  # noqa: F821

root = Path(os.environ["WIRELAB_ROOT"])
homes = Path(os.environ["WIRELAB_HUB_STATE"]) / "homes"


def free_port() -> int:
    """What the hub and its proxy say to each other needs no port that anyone has to know."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ.get('WIRELAB_PORT') or 8000}"
c.JupyterHub.hub_port = free_port()
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{free_port()}"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{homes}/{{username}}"
c.Spawner.cmd = [f"{sys.prefix}/bin/jupyterhub-singleuser", "--allow-root"]
c.Spawner.notebook_dir = f"{homes}/{{username}}/work"
c.Spawner.environment = {
    "JUPYTER_PATH": str(root / "target" / "jupyter"),
    "JUPYTER_CONFIG_PATH": str(root / "notebooks" / "jupyter"),
}


def prepare(spawner) -> None:
    """Brings the lessons, as the image does."""
    deliver = [sys.executable, root / "docker" / "deliver.py", root / "notebooks", homes / spawner.user.name / "work"]
    subprocess.run(deliver, check=True)


c.Spawner.pre_spawn_hook = prepare
