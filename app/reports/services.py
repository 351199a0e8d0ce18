"""Ask for a printed file, follow it, open it. Every step is the employer's own, under its rights.

A file is built first and checked again in the transaction that opens it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, literal, select, text

from app.access.actor import Actor
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import (
    ShownFile,
    ShownSummary,
    open_file,
    read_summary,
    visible_row,
)
from app.privacy.rule import Choice, NotShared
from app.reports.models import report
from app.reports.policy import ToBeMadeAgain, sharing_fingerprint

KINDS = {"SUMMARY": Choice.SUMMARY, "FILE": Choice.FULL_FILE}
KEPT = "interval '7 days'"


@dataclass(frozen=True, slots=True)
class ReportState:
    """Where a report is. `percent` 0 to 100; states: WAITING, MAKING, READY, FAILED, CANCELLED."""

    id: UUID
    kind: str
    public_id: UUID
    purpose: Purpose | None
    state: str
    percent: int
    locale: str
    asked_at: datetime
    fingerprint: bytes | None


_COLUMNS = (
    report.c.id,
    report.c.kind,
    report.c.public_id,
    report.c.purpose,
    report.c.state,
    report.c.percent,
    report.c.locale,
    report.c.asked_at,
    report.c.fingerprint,
)


def report_path(data: Path, report_id: UUID) -> Path:
    return data / "reports" / f"{report_id}.pdf"


def ask_report(
    tx: Connection, actor: Actor, public_id: UUID, kind: str, purpose: Purpose | None, locale: str
) -> UUID:
    """Queue a report on a visible person; returns its id. Raises NotShared (0 rows inserted)."""
    lowest = KINDS[kind]
    asked = visible_row(actor, public_id, lowest).with_only_columns(
        literal(kind),
        literal(actor.company_id),
        literal(actor.membership_id),
        literal(public_id),
        literal(int(lowest)),
        literal(purpose.value if purpose else None),
        literal(locale),
        text(f"app.clock() + {KEPT}"),
    )
    columns = [
        "kind", "company_id", "membership_id", "public_id", "level", "purpose", "locale",
        "expires_at",
    ]  # fmt: skip
    made = tx.execute(report.insert().from_select(columns, asked).returning(report.c.id)).first()
    if made is None:
        raise NotShared
    tx.execute(text("SELECT app.ask_job('report', :id)"), {"id": made.id})
    return UUID(str(made.id))


def report_state(tx: Connection, report_id: UUID) -> ReportState:
    """One of the actor's own reports. Raises NotShared."""
    row = tx.execute(
        select(*_COLUMNS).where(report.c.id == report_id, report.c.expires_at > text("app.clock()"))
    ).first()
    if row is None:
        raise NotShared
    return _state(row)


def own_reports(tx: Connection) -> tuple[ReportState, ...]:
    """The actor's own reports, newest first."""
    rows = tx.execute(
        select(*_COLUMNS)
        .where(report.c.expires_at > text("app.clock()"))
        .order_by(report.c.asked_at.desc())
        .limit(100)
    )
    return tuple(_state(row) for row in rows)


def _state(row) -> ReportState:  # type: ignore[no-untyped-def]
    purpose = Purpose(row.purpose) if row.purpose else None
    values = {**row._mapping, "purpose": purpose}
    return ReportState(**values)


def read_for(
    tx: Connection, actor: Actor, asked: ReportState, act: str
) -> ShownSummary | ShownFile:
    """What the report is about, as far as it is open now, with its journal line. NotShared."""
    if asked.kind == "FILE":
        if asked.purpose is None:
            raise NotShared
        return open_file(tx, actor, asked.public_id, asked.purpose, act)
    return read_summary(tx, actor, asked.public_id, act)


def check_open(tx: Connection, actor: Actor, report_id: UUID) -> ReportState:
    """Check the person again, in the transaction that opens the file.

    Raises NotShared when the person is gone, ToBeMadeAgain when less or more is shared now.
    """
    asked = report_state(tx, report_id)
    if asked.state != "READY":
        raise NotShared
    with tx.begin_nested():
        # A file that stays closed leaves no line that says it was opened.
        shown = read_for(tx, actor, asked, "PDF_OPENED")
        if sharing_fingerprint(shown) != asked.fingerprint:
            raise ToBeMadeAgain
    return asked


def cancel_report(tx: Connection, report_id: UUID) -> None:
    """Stop a report that is not ready yet; nothing happens to one that is."""
    set_state(tx, report_id, "CANCELLED", only_from=("WAITING", "MAKING"))


def set_state(
    tx: Connection, report_id: UUID, state: str, *, only_from: tuple[str, ...], **values: object
) -> bool:
    """Move a report on; False when it was not in one of `only_from`."""
    done = tx.execute(
        report.update()
        .where(report.c.id == report_id, report.c.state.in_(only_from))
        .values(state=state, **values)
    )
    return done.rowcount == 1
