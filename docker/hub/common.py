# What a hub for a class is, whether its learners' servers are containers (jupyterhub_config.py)
# or processes (local_config.py).

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (JupyterHub gives it)

# Accounts, passwords, the key of the cookies: all that must outlive the hub, and that no one else may read.
state = Path(os.environ["WIRELAB_HUB_STATE"])
c.JupyterHub.db_url = f"sqlite:///{state}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")

# Who is on the class list chooses a password at the first log-in, and from then on it is theirs. Instructors stand
# here, the others are added by them, on the page Admin. A name that could not be a Unix user's could not hand
# anything in either.
c.JupyterHub.authenticator_class = "firstuseauthenticator.FirstUseAuthenticator"
c.FirstUseAuthenticator.dbm_path = str(state / "passwords")
c.FirstUseAuthenticator.create_users = False
c.FirstUseAuthenticator.min_password_length = 10
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"[a-z][a-z0-9_-]{0,30}"
c.Authenticator.admin_users = set(os.environ.get("WIRELAB_INSTRUCTORS", "instructor").replace(",", " ").split())

# A server that nobody has used for so many seconds is ended: its notebooks stay, its variables and its mail do not.
idle = os.environ.get("WIRELAB_IDLE", "7200")
if not idle.isdecimal() or int(idle) < 60:
    sys.exit(f"wirelab: WIRELAB_IDLE is {idle!r}; name a number of seconds, 60 or more")
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={idle}", "--cull-every=60"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]

c.JupyterHub.hub_ip = "127.0.0.1"
c.Spawner.default_url = "/lab/tree/00-start-here.ipynb"
# A whole class that begins at once shares the processors.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
