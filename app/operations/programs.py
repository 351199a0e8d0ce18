"""PostgreSQL's own programs for backups, run with a password nobody sees in a list of processes."""

import os
import subprocess
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from app.db.embedded.binaries import find_binaries
from app.db.embedded.errors import EmbeddedUnavailable
from app.db.engines import Database


class BackupFailed(Exception):
    """It could not be done; the message says why, and nothing was left half done."""


def run_program(database: Database, name: str, *words: str) -> str:
    """Run pg_dump or pg_restore as the owner; returns what it printed. Raises BackupFailed."""
    program = _folder(database) / name
    if not program.exists():
        raise BackupFailed(f"{name} is not in {program.parent}: install PostgreSQL's client.")
    done = subprocess.run(  # noqa: S603 - our program, our words
        [str(program), *words], env=_environment(database.owner_url), check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise BackupFailed(f"{name} failed: {_reason(done.stderr)}")
    return done.stdout


def _folder(database: Database) -> Path:
    """The programs of the server's own version, else the newest there are."""
    with database.owner.connect() as owner:
        major = int(owner.scalar(text("SHOW server_version_num")) or 0) // 10_000
    try:
        return find_binaries(major)
    except EmbeddedUnavailable:
        try:
            return find_binaries()
        except EmbeddedUnavailable as error:
            raise BackupFailed(str(error)) from None


def _environment(url: URL) -> dict[str, str]:
    wanted = {
        "PGHOST": str(url.query.get("host") or url.host or ""),
        "PGPORT": str(url.query.get("port") or url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password) if url.password else "",
        "PGDATABASE": url.database or "",
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {name: value for name, value in wanted.items() if value}


def _reason(said: str) -> str:
    """The first line alone: the rest may quote a row."""
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[0].split("DETAIL")[0][:200] if lines else "no reason given"
