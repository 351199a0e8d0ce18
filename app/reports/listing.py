"""Own reports as the reader lists them: people are named at reading time, or not at all."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection

from app.access.actor import Actor
from app.privacy.readers.employer import still_visible
from app.reports.state import RUNNING, ReportState, own_reports, report_state


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`person` is None once the person shows nothing any more (the file is then closed too), and
    where a report is about no single person: `about_person` tells the two apart."""

    id: UUID
    kind: str
    person: str | None
    public_id: UUID | None
    code_id: UUID | None
    company_id: UUID | None
    since: date | None
    until: date | None
    state: str
    percent: int
    asked_at: datetime

    @property
    def about_person(self) -> bool:
        return self.public_id is not None

    @property
    def gone(self) -> bool:
        return self.about_person and self.person is None

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def ready(self) -> bool:
        return self.state == "READY" and not self.gone


def report_rows(tx: Connection, actor: Actor) -> tuple[ReportRow, ...]:
    """The actor's own reports, newest first."""
    found = own_reports(tx)
    names = _names(tx, actor, tuple(r.public_id for r in found if r.public_id))
    return tuple(_row(r, names) for r in found)


def report_row(tx: Connection, actor: Actor, report_id: UUID) -> ReportRow:
    """One of them. Raises NotShared."""
    found = report_state(tx, report_id)
    return _row(found, _names(tx, actor, (found.public_id,) if found.public_id else ()))


def _names(tx: Connection, actor: Actor, ids: tuple[UUID, ...]) -> dict[UUID, str]:
    return still_visible(tx, actor, ids) if ids else {}


def _row(one: ReportState, names: dict[UUID, str]) -> ReportRow:
    return ReportRow(
        one.id,
        one.kind,
        names.get(one.public_id) if one.public_id else None,
        one.public_id,
        one.code_id,
        one.company_id,
        one.since,
        one.until,
        one.state,
        one.percent,
        one.asked_at,
    )
