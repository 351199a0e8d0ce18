"""The worker's side of a report: read as the one who asked, render apart, put the file in place."""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select, text

from app.access.actor import Actor
from app.accounts.sessions import member_actor
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.employer import ShownFile, ShownSummary
from app.privacy.rule import NotShared
from app.reports.document import compose
from app.reports.models import report
from app.reports.pdf.job import RenderCancelled, RenderJob
from app.reports.pdf.render import render_pdf
from app.reports.policy import sharing_fingerprint
from app.reports.services import (
    ReportState,
    read_for,
    report_path,
    report_state,
    set_state,
)

PRINTED_ACTS = {"SUMMARY": "SUMMARY_PRINTED", "FILE": "FILE_PRINTED"}
log = structlog.get_logger("portail.reports")


def make_report(settings: Settings, database: Database, target: str, actor_id: str) -> None:
    """Make one report. Asked twice, it does nothing the second time."""
    report_id = UUID(target)
    with transaction(database, "signin") as tx:
        actor = member_actor(tx, UUID(actor_id))
    if actor is None:
        return
    begun = _begin(database, actor, report_id)
    if begun is None:
        return
    asked, shown, now = begun
    try:
        pdf = _render(database, actor, compose(asked, shown, actor, now), report_id)
        _finish(settings, database, actor, report_id, pdf, sharing_fingerprint(shown))
    except RenderCancelled:
        log.info("report cancelled")
    except Exception as error:  # whatever it was, whoever waits is told
        log.error("report failed", kind=type(error).__name__)
        _move(database, actor, report_id, "FAILED")


def _begin(
    database: Database, actor: Actor, report_id: UUID
) -> tuple[ReportState, ShownSummary | ShownFile, datetime] | None:
    """Read what is to be printed, with its journal line; None when there is nothing to do.

    A report left MAKING by a killed worker is begun again.
    """
    try:
        with transaction(database, "employer", actor) as tx:
            asked = report_state(tx, report_id)
            if not set_state(tx, report_id, "MAKING", only_from=("WAITING", "MAKING"), percent=5):
                return None
            shown = read_for(tx, actor, asked, PRINTED_ACTS[asked.kind])
            return asked, shown, tx.scalar(text("SELECT app.clock()"))
    except NotShared:
        _move(database, actor, report_id, "FAILED")
        return None


def _render(database: Database, actor: Actor, job: RenderJob, report_id: UUID) -> bytes:
    def cancelled() -> bool:
        with transaction(database, "employer", actor) as tx:
            state = tx.scalar(select(report.c.state).where(report.c.id == report_id))
        return state != "MAKING"

    result = render_pdf(job, timeout=60, cancelled=cancelled)
    for warning in result.warnings:
        log.warning("renderer", pattern=warning)
    return result.pdf


def _finish(
    settings: Settings, database: Database, actor: Actor, report_id: UUID, pdf: bytes,
    fingerprint: bytes,
) -> None:  # fmt: skip
    """The file appears whole or not at all, and only then is the report READY."""
    path = report_path(settings.data, report_id)
    _write_whole(path, pdf)
    with transaction(database, "employer", actor) as tx:
        ready = set_state(
            tx,
            report_id,
            "READY",
            only_from=("MAKING",),
            percent=100,
            fingerprint=fingerprint,
            sha256=hashlib.sha256(pdf).digest(),
            made_at=text("app.clock()"),
        )
    if not ready:
        path.unlink(missing_ok=True)


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A name of its own: a worker thought dead may still be writing the same report.
    part = path.with_suffix(f".{uuid4().hex}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _move(database: Database, actor: Actor, report_id: UUID, state: str) -> None:
    with transaction(database, "employer", actor) as tx:
        set_state(tx, report_id, state, only_from=("WAITING", "MAKING"))
