"""What a company's periodic report is made of: the people noted in it, as far as each is open,
and what happened to the candidatures of those whose file is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Integer, and_, cast, func, select

from app.access.actor import Actor
from app.privacy.listing import latest_events
from app.privacy.models import candidature, candidature_event, summary
from app.privacy.rule import Choice, NotShared
from app.reports.models import report_person


@dataclass(frozen=True, slots=True)
class ReportedPerson:
    """One line of the report; communes are INSEE codes. `last_outcome` under choice 3 only."""

    public_id: UUID
    level: Choice
    surname: str
    first_names: str
    siret: str
    workplace: str | None
    current_commune: str | None
    wished_commune: str | None
    visible_since: date
    last_step: int | None
    last_outcome: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """How many events of each outcome a period saw, and candidatures submitted in it."""

    submitted: int
    outcomes: dict[str, int]


def people_reported(tx: Connection, actor: Actor, report_id: UUID) -> tuple[ReportedPerson, ...]:
    """Everybody noted in the report and still open at what was noted, by name."""
    rows = tx.execute(
        select(
            summary.c.public_id,
            report_person.c.level,
            summary.c.surname,
            summary.c.first_names,
            summary.c.siret,
            summary.c.workplace["insee_code"].astext.label("workplace"),
            summary.c.current_commune,
            summary.c.wished_commune,
            summary.c.visible_since,
        )
        .join(report_person, report_person.c.public_id == summary.c.public_id)
        .where(
            report_person.c.report_id == report_id,
            report_person.c.level > 0,
            summary.c.company_id == _company(actor),
            summary.c.level >= report_person.c.level,
        )
        .order_by(summary.c.sort_name, summary.c.public_id)
    ).all()
    full = [row.public_id for row in rows if row.level >= int(Choice.FULL_FILE)]
    events = latest_events(tx, _company(actor), full) if full else {}
    return tuple(_person(row, events.get(row.public_id)) for row in rows)


def happened_between(
    tx: Connection, actor: Actor, report_id: UUID, since: date, until: date
) -> Happened:
    """What happened to the candidatures of the report's full files, both days included."""
    noted = and_(
        report_person.c.report_id == report_id, report_person.c.level >= int(Choice.FULL_FILE)
    )
    company = _company(actor)
    day = func.date(func.timezone("Europe/Paris", candidature.c.submitted_at))
    submitted = tx.scalar(
        select(func.count())
        .select_from(candidature)
        .join(report_person, report_person.c.public_id == candidature.c.public_id)
        .where(
            noted,
            candidature.c.company_id == company,
            candidature.c.level >= int(Choice.FULL_FILE),
            day.between(since, until),
        )
    )
    outcomes = tx.execute(
        select(candidature_event.c.outcome, cast(func.count(), Integer))
        .join(report_person, report_person.c.public_id == candidature_event.c.public_id)
        .where(
            noted,
            candidature_event.c.company_id == company,
            candidature_event.c.level >= int(Choice.FULL_FILE),
            candidature_event.c.occurred_on.between(since, until),
        )
        .group_by(candidature_event.c.outcome)
    )
    return Happened(int(submitted or 0), {row[0]: row[1] for row in outcomes})


def _person(row, event) -> ReportedPerson:  # type: ignore[no-untyped-def]
    values = {**row._mapping, "level": Choice(row.level)}
    return ReportedPerson(
        **values,
        last_step=event.step if event else None,
        last_outcome=event.outcome if event else None,
    )


def _company(actor: Actor) -> UUID:
    if actor.company_id is None:
        raise NotShared
    return actor.company_id
