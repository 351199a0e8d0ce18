"""A report's row: where it stands, who may see it, how it moves. Every step is the asker's own."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text

from app.privacy.purposes import Purpose
from app.privacy.rule import NotShared
from app.reports.models import report

RUNNING = ("WAITING", "MAKING")
SUFFIXES = (".pdf", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class ReportState:
    """Where a report is. `percent` 0 to 100; states: see the table."""

    id: UUID
    kind: str
    company_id: UUID | None
    public_id: UUID | None
    code_id: UUID | None
    purpose: Purpose | None
    since: date | None
    until: date | None
    wanted: dict[str, Any] | None
    state: str
    percent: int
    attempts: int
    locale: str
    code: str
    sealed: bool
    asked_at: datetime


_COLUMNS = tuple(report.c[f.name] for f in fields(ReportState))
_ALIVE = report.c.expires_at > text("app.clock()")


def report_path(data: Path, report_id: UUID, suffix: str = ".pdf") -> Path:
    return data / "reports" / f"{report_id}{suffix}"


def erase_file(data: Path, report_id: UUID) -> None:
    """Whatever the report was made as."""
    for suffix in SUFFIXES:
        report_path(data, report_id, suffix).unlink(missing_ok=True)


def report_state(tx: Connection, report_id: UUID) -> ReportState:
    """One of the actor's own reports. Raises NotShared."""
    row = tx.execute(select(*_COLUMNS).where(report.c.id == report_id, _ALIVE)).first()
    if row is None:
        raise NotShared
    return _state(row)


def own_reports(tx: Connection) -> tuple[ReportState, ...]:
    """The actor's own reports, newest first."""
    rows = tx.execute(select(*_COLUMNS).where(_ALIVE).order_by(report.c.asked_at.desc()).limit(100))
    return tuple(_state(row) for row in rows)


def _state(row: Row) -> ReportState:  # type: ignore[type-arg]
    purpose = Purpose(row.purpose) if row.purpose else None
    return ReportState(**{**row._mapping, "purpose": purpose})


def cancel_report(tx: Connection, report_id: UUID) -> None:
    """Stop a report that is not ready yet; nothing happens to one that is."""
    set_state(tx, report_id, "CANCELLED", only_from=RUNNING)


def close_report(tx: Connection, report_id: UUID) -> None:
    """Somebody in it shows less: it will not be opened again, and the worker erases its file."""
    set_state(tx, report_id, "CLOSED", only_from=("READY",))


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
