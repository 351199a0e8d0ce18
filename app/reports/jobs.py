"""The worker's side of a report: read as the one who asked, render apart, put the file in place."""

from datetime import datetime
from io import BufferedRandom
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import text

from app.access.actor import Actor
from app.accounts.sessions import member_actor, staff_actor
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.exports.wanted import SUFFIXES
from app.privacy.rule import NotShared
from app.reports.documents.frame import Printing
from app.reports.documents.kinds import MAKERS
from app.reports.files import safe_on_disk, writing_beside
from app.reports.models import report
from app.reports.pdf.job import RenderCancelled, RenderJob
from app.reports.pdf.render import render_pdf
from app.reports.pdf.seal import apply_seal, open_seal
from app.reports.state import RUNNING, ReportState, report_path, report_state, set_state
from app.reports.watch import Watch

ATTEMPTS = 2
RENDER_SECONDS = 300
log = structlog.get_logger("portail.reports")
Begun = tuple[ReportState, Any, datetime]


class MakeAgain(Exception):
    """It did not work this time: the queue tries once more. Names the kind of error, no more."""


def make_report(
    settings: Settings, database: Database, target: str, actor_id: str, door: str = "employer"
) -> None:
    """Make one report. Asked twice, it does nothing the second time. Raises MakeAgain once."""
    report_id = UUID(target)
    find = member_actor if door == "employer" else staff_actor
    with transaction(database, "signin") as tx:
        actor = find(tx, UUID(actor_id))
    if actor is None:
        return
    begun = _begin(database, actor, report_id)
    if begun is None:
        return
    try:
        _make(settings, database, actor, begun)
    except RenderCancelled:
        log.info("report cancelled")
    except Exception as error:  # whatever it was, whoever waits is told
        log.error("report failed", kind=type(error).__name__, attempt=begun[0].attempts)
        if begun[0].attempts < ATTEMPTS:
            raise MakeAgain(type(error).__name__) from None
        _move(database, actor, report_id, "FAILED")


def _begin(database: Database, actor: Actor, report_id: UUID) -> Begun | None:
    """Note who is in it and read what is to be printed, with the journal's lines; None when there
    is nothing to do. A report left MAKING by a killed worker is begun again, once."""
    try:
        with transaction(database, actor.audience, actor) as tx:
            started = set_state(
                tx, report_id, "MAKING", only_from=RUNNING, percent=1,
                attempts=report.c.attempts + 1,
            )  # fmt: skip
            if not started:
                return None
            asked = report_state(tx, report_id)
            if asked.attempts > ATTEMPTS:
                set_state(tx, report_id, "FAILED", only_from=("MAKING",))
                return None
            if tx.scalar(text("SELECT app.keep_people(:id)"), {"id": report_id}) == -1:
                raise NotShared
            shown = MAKERS[asked.kind].read(tx, actor, asked)
            return asked, shown, tx.scalar(text("SELECT app.clock()"))
    except NotShared:
        _move(database, actor, report_id, "FAILED")
        return None


def _make(settings: Settings, database: Database, actor: Actor, begun: Begun) -> None:
    asked, shown, now = begun
    maker = MAKERS[asked.kind]
    path = report_path(settings.data, asked.id, SUFFIXES.get(asked.kind, ".pdf"))
    if maker.write is not None:
        with writing_beside(path) as file:
            maker.write(file, database, actor, asked, shown)
            _finish(database, actor, asked.id, path, file, False)
        return
    assert maker.compose is not None
    seal = open_seal(settings)
    printing = Printing(asked, actor, now, settings.public_url, seal.name if seal else None)
    pdf = _render(database, actor, maker.compose(printing, shown), asked.id)
    if seal is not None:
        pdf = apply_seal(pdf, seal, now)
    with writing_beside(path) as file:
        file.write(pdf)
        _finish(database, actor, asked.id, path, file, seal is not None)


def _render(database: Database, actor: Actor, job: RenderJob, report_id: UUID) -> bytes:
    watch = Watch(database, actor, report_id)
    result = render_pdf(job, watch.progress, timeout=RENDER_SECONDS, cancelled=watch.cancelled)
    for warning in result.warnings:
        log.warning("renderer", pattern=warning)
    return result.pdf


def _finish(
    database: Database,
    actor: Actor,
    report_id: UUID,
    path: Path,
    file: BufferedRandom,
    sealed: bool,
) -> None:
    """The file appears whole or not at all, and READY with it.

    It takes its place while the report's row is held: of two workers at the same report one finds
    it MAKING, and the other touches nothing.
    """
    digest = safe_on_disk(file)
    with transaction(database, actor.audience, actor) as tx:
        ready = set_state(
            tx,
            report_id,
            "READY",
            only_from=("MAKING",),
            percent=100,
            sealed=sealed,
            sha256=digest,
            made_at=text("app.clock()"),
        )
        if ready:
            Path(file.name).replace(path)


def _move(database: Database, actor: Actor, report_id: UUID, state: str) -> None:
    with transaction(database, actor.audience, actor) as tx:
        set_state(tx, report_id, state, only_from=RUNNING)
