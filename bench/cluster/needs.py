"""What the bench stands on, said in one sentence each when it is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from bench.cluster.programs import programs

ROOM = 4 * 2**30
_PACKAGES = {"nginx": "nginx-light", "ip": "iproute2", "nsenter": "util-linux"}
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


def missing() -> list[str]:
    """Sentences; empty when all is there. Packages are installed where that is allowed."""
    if os.geteuid() != 0:
        return ["Network namespaces are root's: run it as root, on a machine of your own."]
    _install()
    found = [f"{name} is missing: apt-get install {package}."
             for name, package in _PACKAGES.items() if _which(name) is None]  # fmt: skip
    if programs() is None:
        found.append("PostgreSQL's server is missing: apt-get install postgresql.")
    if shutil.disk_usage("/var/tmp").free < ROOM:
        found.append("/var/tmp needs 4 GB of free disk.")
    if not found and _run("ip", "netns", "add", "alinprobe"):
        found.append("This machine gives no network namespaces (`ip netns add` is refused).")
    if not found:
        _run("ip", "netns", "del", "alinprobe")
    return found


def _run(*words: str) -> int:
    return subprocess.run(words, capture_output=True).returncode


def _install() -> None:
    wanted = [package for name, package in _PACKAGES.items() if _which(name) is None]
    if programs() is None:
        wanted.append("postgresql")
    if not FAKETIME.exists():
        wanted.append("libfaketime")
    if not wanted or shutil.which("apt-get") is None:
        return
    print(f"# installing: {' '.join(wanted)}", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=env, capture_output=True)
    for package in wanted:
        subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package],
                       env=env, capture_output=True)  # fmt: skip


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
