"""What an export reads: who the list finds, page by page, then each noted person's row, streamed.

Memory holds everybody's id, sixteen bytes each, and some hundreds of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.access.actor import Actor
from app.privacy.listing import (
    SORTS,
    Cut,
    Wanted,
    count_wanted,
    latest_events,
    matching,
    read_page,
)
from app.privacy.models import summary
from app.privacy.readers.employer import ApplicantQuery
from app.privacy.rule import Choice, NotShared
from app.reference.names import sort_key
from app.reports.models import report_person

PAGE = 1_000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    """`level` is the choice noted before; `last_outcome` of a file the reader's role opens."""

    public_id: UUID
    level: Choice
    surname: str
    first_names: str
    visible_since: date
    siret: str
    workplace: str | None
    current_commune: str | None
    wished_commune: str | None
    last_outcome: str | None


def count_listed(tx: Connection, actor: Actor, query: ApplicantQuery) -> dict[Choice, int]:
    """How many the list finds of each choice."""
    asked = query.filters.levels
    return {
        choice: count_wanted(tx, _wanted(actor, query, (int(choice),)))
        if not asked or int(choice) in asked
        else 0
        for choice in (Choice.SUMMARY, Choice.FULL_FILE)
    }


def listed_people(tx: Connection, actor: Actor, query: ApplicantQuery) -> list[UUID]:
    """Everybody the list finds now, in its order."""
    wanted, found = _wanted(actor, query, query.filters.levels), list[UUID]()
    after: tuple[object, ...] | None = None
    while True:
        rows = read_page(tx, wanted, Cut(query.sort, PAGE, after))
        found += [row.public_id for row in rows]
        if len(rows) < PAGE:
            return found
        after = _key(tx, wanted.company_id, query.sort, found[-1])


def exported_people(
    tx: Connection, actor: Actor, report_id: UUID, sort: str
) -> Iterator[list[ExportedPerson]]:
    """Everybody noted in the export and still open at what was noted, some hundreds at a time."""
    columns, descending = SORTS[sort]
    statement = (
        select(
            summary.c.public_id,
            report_person.c.level,
            summary.c.surname,
            summary.c.first_names,
            summary.c.visible_since,
            summary.c.siret,
            summary.c.workplace["insee_code"].astext.label("workplace"),
            summary.c.current_commune,
            summary.c.wished_commune,
        )
        .join(report_person, report_person.c.public_id == summary.c.public_id)
        .where(
            report_person.c.report_id == report_id,
            report_person.c.level > 0,
            summary.c.company_id == actor.company_id,
            summary.c.level >= report_person.c.level,
        )
        .order_by(*(column.desc() if descending else column for column in columns))
        .execution_options(yield_per=CHUNK)
    )
    for rows in tx.execute(statement).partitions():
        yield _people(tx, actor, rows)


def _people(tx: Connection, actor: Actor, rows) -> list[ExportedPerson]:  # type: ignore[no-untyped-def]
    assert actor.company_id is not None
    full = [row.public_id for row in rows if row.level >= int(Choice.FULL_FILE)]
    events = latest_events(tx, actor.company_id, full) if full else {}
    return [
        ExportedPerson(
            **{**row._mapping, "level": Choice(row.level)},
            last_outcome=events[row.public_id].outcome if row.public_id in events else None,
        )
        for row in rows
    ]


def _wanted(actor: Actor, query: ApplicantQuery, levels: tuple[int, ...]) -> Wanted:
    if actor.company_id is None:
        raise NotShared
    words = tuple(sort_key(query.search).split())
    return Wanted(actor.company_id, words, replace(query.filters, levels=levels))


def _key(tx: Connection, company: UUID, sort: str, last: UUID) -> tuple[object, ...]:
    """Where the next page begins: the last one's own sort columns. Raises NotShared for somebody
    who left since the page was read: the export is asked anew."""
    found = select(*SORTS[sort][0]).where(matching(), summary.c.public_id == last)
    row = tx.execute(found, {"company": company}).one_or_none()
    if row is None:
        raise NotShared
    return tuple(row)
