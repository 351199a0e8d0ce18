"""PostgreSQL's own programs, run as its own user."""

import subprocess
from pathlib import Path

from bench.cluster.namespaces import as_user


def programs() -> Path | None:
    """Where Debian puts the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    return found[-1].parent if found else None


def run_program(program: str, *words: str, env: dict[str, str] | None = None) -> str:
    bin_folder = programs()
    assert bin_folder is not None
    command = [*as_user("postgres"), str(bin_folder / program), *words]
    told = subprocess.run(command, capture_output=True, text=True, env=env or {}, cwd="/")
    if told.returncode:
        raise RuntimeError(f"{program}: {told.stderr.strip() or told.stdout.strip()}")
    return told.stdout
