"""Starts the lab server with the kernel's options and class path, and so with its cache, which knows the server too."""

import json
import os
import sys
from pathlib import Path

SPEC = Path("/opt/wirelab/jupyter/kernels/java")

kernel = [part.replace("{resource_dir}", str(SPEC)) for part in json.loads((SPEC / "kernel.json").read_text())["argv"]]
java = kernel[: kernel.index("-cp") + 2]
os.execv(java[0], [*java, "dev.wirelab.server.ServerCommand", *sys.argv[1:]])
