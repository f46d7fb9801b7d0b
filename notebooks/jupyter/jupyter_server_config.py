# How Jupyter behaves in a Wirelab. JupyterLab reads this file, and labconfig/ beside it, wherever JUPYTER_CONFIG_PATH
# names this folder, as the launcher does.

from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter gives it)

# Lessons are in Java; the Python kernel that JupyterLab brings along is not offered.
c.MultiKernelManager.default_kernel_name = "java"
c.KernelSpecManager.ensure_native_kernel = False
c.KernelSpecManager.allowed_kernelspecs = {"java"}

# Lines of a protocol are typed as they stand, without Java's indentation and colours.
c.LabApp.extra_labextensions_path = [str(Path(__file__).parent / "labextensions")]

# A learner who goes to lunch finds the mail server and the variables as they were.
c.MappingKernelManager.cull_idle_timeout = 0

# Everything works without a network: no extension shop, no news, no question about either.
c.LabApp.extension_manager = "readonly"

# The file browser shows lessons; what serves to make and test them stays out of the way.
c.ContentsManager.hide_globs = [
    "__pycache__",
    "*.lock",
    "requirements*.in",
    "pyproject.toml",
    "images",
    "instructors",
    "jupyter",
    "source",
    "tests",
]
