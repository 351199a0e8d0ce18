"""Own reports as the reader lists them: people are named at reading time, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.access.actor import Actor
from app.privacy.readers.employer import still_visible
from app.reports.state import RUNNING, ReportState, own_reports, report_state


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`person` is None once the person shows nothing any more: the file is then closed too."""

    id: UUID
    kind: str
    person: str | None
    public_id: UUID | None
    state: str
    percent: int
    asked_at: datetime

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def ready(self) -> bool:
        return self.state == "READY" and self.person is not None


def report_rows(tx: Connection, actor: Actor) -> tuple[ReportRow, ...]:
    """The actor's own reports, newest first."""
    found = own_reports(tx)
    names = still_visible(tx, actor, tuple(r.public_id for r in found if r.public_id))
    return tuple(_row(r, names) for r in found)


def report_row(tx: Connection, actor: Actor, report_id: UUID) -> ReportRow:
    """One of them. Raises NotShared."""
    found = report_state(tx, report_id)
    about = (found.public_id,) if found.public_id else ()
    return _row(found, still_visible(tx, actor, about))


def _row(one: ReportState, names: dict[UUID, str]) -> ReportRow:
    return ReportRow(
        one.id,
        one.kind,
        names.get(one.public_id) if one.public_id else None,
        one.public_id,
        one.state,
        one.percent,
        one.asked_at,
    )
