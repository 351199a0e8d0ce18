"""An environment for each rival, installed once under var/bench, and its pinned packages."""

import subprocess
import sys
import venv
from pathlib import Path

from bench.ground import FOLDER

_COMMON = ("granian==2.8.7", "psycopg[binary,pool]==3.3.9")
PACKAGES = {
    "fastapi": ("fastapi==0.163.2", "jinja2==3.1.6", *_COMMON),
    "django": ("django==5.2.19", *_COMMON),
    "flask_admin": (
        "flask-admin==2.2.1",
        "flask-sqlalchemy==3.1.1",
        "sqlalchemy==2.1.9",
        "flask==3.1.3",
        *_COMMON,
    ),
}


def python_of(name: str) -> Path:
    """The interpreter of a rival's environment. Raises CalledProcessError without a network."""
    folder = FOLDER / "venvs" / name
    python, stamp = folder / "bin" / "python", folder / "installed.txt"
    wanted = "\n".join((sys.version, *PACKAGES[name]))
    if not (stamp.exists() and stamp.read_text() == wanted):
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-qqq", *PACKAGES[name]], check=True)
        stamp.write_text(wanted)
    return python
