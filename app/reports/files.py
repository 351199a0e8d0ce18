"""Printed files on disk: whole or absent, and erased as soon as somebody in one shows less."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from sqlalchemy import text, update

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.reports.models import report
from app.reports.state import report_path

log = structlog.get_logger("portail.reports")


@contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """`content`, safe on disk in a file of its own beside `path`, for the caller to put in place.

    A full disk or a killed worker leaves the old file or none, never half of one; what was not put
    in place is gone at the end.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A name of its own: a worker thought dead may still be writing the same report.
    part = path.with_suffix(f".{uuid4().hex}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


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
        report_path(settings.data, report_id).unlink(missing_ok=True)
    if closed:
        log.info("reports erased", number=len(closed))
