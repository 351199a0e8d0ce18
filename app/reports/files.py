"""Printed files on disk: whole or absent, and erased as soon as somebody in one shows less."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from sqlalchemy import text, update

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.reports.models import report
from app.reports.state import erase_file

log = structlog.get_logger("portail.reports")


@contextmanager
def writing_beside(path: Path) -> Iterator[BufferedRandom]:
    """A file of its own beside `path`, to be written, then put in place by its name.

    A full disk or a killed worker leaves the old file or none, never half of one; what was not put
    in place is gone at the end.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A name of its own: a worker thought dead may still be writing the same report.
    part = path.with_suffix(f".{uuid4().hex}.part")
    try:
        with open(part, "x+b", opener=_private) as file:
            yield file
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """Nobody else reads it, whatever the process's mask."""
    return os.open(path, flags, 0o600)


def safe_on_disk(file: BufferedRandom) -> bytes:
    """Write the file through to the disk; its SHA-256."""
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    return hashlib.file_digest(file, "sha256").digest()


def erase_closed(settings: Settings, database: Database) -> None:
    """Erase finished files in which somebody shows less by now.

    Opening never waits for this: it checks everybody by itself.
    """
    with transaction(database, "worker") as tx:
        closed: list[UUID] = list(tx.scalars(text("SELECT app.reports_to_close()")))
        if closed:
            tx.execute(
                update(report).where(report.c.id.in_(closed)).values(state="CLOSED", percent=0)
            )
    for report_id in closed:
        erase_file(settings.data, report_id)
    if closed:
        log.info("reports erased", number=len(closed))
