"""SELECTs on applicants' parts, built from the rule's fields; columns are always named.

Every statement carries the application's own filter beside row security: it is the second lock,
and it gives the planner the company's real size.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Uuid,
    and_,
    any_,
    bindparam,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from app.privacy.codec import decode, decode_row
from app.privacy.models import (
    candidature,
    candidature_event,
    file,
    other_adult,
    sensitive_block,
    summary,
)
from app.privacy.rule import (
    CANDIDATURE_FIELDS,
    EVENT_FIELDS,
    FILE_FIELDS,
    SENSITIVE_BLOCKS,
    SUMMARY_FIELDS,
    Candidature,
    CandidatureEvent,
    Choice,
    CurrentHousingBlock,
    FullFile,
    OtherAdult,
    PersonBlock,
    RequestBlock,
    Summary,
    WantedHousingBlock,
)

SUMMARY_COLUMNS = tuple(summary.c[name] for name in SUMMARY_FIELDS)
FILE_COLUMNS = tuple(file.c[name] for name in FILE_FIELDS)
LISTED_COLUMNS = (
    summary.c.public_id, summary.c.level, summary.c.visible_since, summary.c.siret,
    summary.c.sort_name, *SUMMARY_COLUMNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """Which rows: a company's period of visibility (employer), or one request (its applicant)."""

    company_id: UUID | None = None
    public_id: UUID | None = None
    request_id: UUID | None = None

    def rows(self, table) -> ColumnElement[bool]:  # type: ignore[no-untyped-def]
        """The application's own filter on `table`."""
        if self.request_id is not None:
            return table.c.request_id == self.request_id
        lowest = Choice.SUMMARY if table is summary else Choice.FULL_FILE
        terms = [table.c.company_id == self.company_id, table.c.level >= int(lowest)]
        if self.public_id is not None:
            terms.append(table.c.public_id == self.public_id)
        if table in (sensitive_block, other_adult):
            terms.append(table.c.open)
        if table is other_adult:
            terms.append(table.c.agreed)
        return and_(*terms)


def read_summary_row(tx: Connection, whose: Whose) -> Row | None:  # type: ignore[type-arg]
    return tx.execute(
        select(summary.c.level, summary.c.visible_since, *SUMMARY_COLUMNS).where(
            whose.rows(summary)
        )
    ).first()


def as_summary(row: Row) -> Summary:  # type: ignore[type-arg]
    shown: Summary = decode_row(Summary, row._mapping)
    return shown


def read_full_file(tx: Connection, whose: Whose, shown: Summary) -> FullFile | None:
    """The whole file as far as its rows are open; None when the file itself is not."""
    row = tx.execute(select(file.c.sensitive, *FILE_COLUMNS).where(whose.rows(file))).first()
    if row is None:
        return None
    return FullFile(
        summary=shown,
        request=decode(RequestBlock, row.request),
        person=decode(PersonBlock, row.person),
        people_to_house=row.people_to_house,
        monthly_total_euros=row.monthly_total_euros,
        current_housing=decode(CurrentHousingBlock, row.current_housing),
        wanted_housing=decode(WantedHousingBlock, row.wanted_housing),
        sensitive_shared=row.sensitive,
        sensitive=read_blocks(tx, whose),
        other_adults=read_adults(tx, whose),
        candidatures=read_candidatures(tx, whose),
    )


def read_blocks(tx: Connection, whose: Whose) -> dict[str, object]:
    rows = tx.execute(
        select(sensitive_block.c.block, sensitive_block.c.content).where(
            whose.rows(sensitive_block)
        )
    )
    found = {r.block: decode(SENSITIVE_BLOCKS[r.block], r.content) for r in rows}
    return {name: found[name] for name in SENSITIVE_BLOCKS if name in found}


def read_adults(tx: Connection, whose: Whose) -> tuple[OtherAdult, ...]:
    rows = tx.execute(
        select(other_adult.c.content).where(whose.rows(other_adult)).order_by(other_adult.c.ordinal)
    )
    return tuple(decode(OtherAdult, r.content) for r in rows)


def read_candidatures(tx: Connection, whose: Whose) -> tuple[Candidature, ...]:
    """All candidatures, newest first, each with its events in order of time."""
    events: dict[UUID, list[CandidatureEvent]] = {}
    for row in tx.execute(
        select(candidature_event.c.candidature_id, *(candidature_event.c[f] for f in EVENT_FIELDS))
        .where(whose.rows(candidature_event))
        .order_by(candidature_event.c.occurred_at)
    ):
        events.setdefault(row.candidature_id, []).append(decode_row(CandidatureEvent, row._mapping))
    rows = tx.execute(
        select(candidature.c.id, *(candidature.c[f] for f in CANDIDATURE_FIELDS))
        .where(whose.rows(candidature))
        .order_by(candidature.c.submitted_at.desc(), candidature.c.id)
    )
    return tuple(
        Candidature(
            **{f: row._mapping[f] for f in CANDIDATURE_FIELDS if f != "surface_m2"},
            surface_m2=float(row.surface_m2),
            events=tuple(events.get(row.id, ())),
        )
        for row in rows
    )


# Sort orders of the list: the columns, and whether they run downwards. Only open fields.
SORTS: dict[str, tuple[tuple[ColumnElement, ...], bool]] = {  # type: ignore[type-arg]
    "name": ((summary.c.sort_name, summary.c.public_id), False),
    "day": ((summary.c.visible_since, summary.c.public_id), True),
}


def matching(
    company_id: UUID, words: tuple[str, ...], levels: tuple[int, ...]
) -> ColumnElement[bool]:
    """Visible rows whose open fields contain every word."""
    terms: list[ColumnElement[bool]] = [
        summary.c.company_id == company_id,
        summary.c.level >= int(Choice.SUMMARY),
    ]
    if levels:
        terms.append(summary.c.level.in_(levels))
    for word in words:
        terms.append(summary.c.search_text.contains(word, autoescape=True))
    return and_(*terms)


def page_of(
    where: ColumnElement[bool], sort: str, *, after: tuple[object, ...] | None, size: int,
    backwards: bool = False,
) -> Select:  # type: ignore[type-arg]  # fmt: skip
    """Keyset page: `size` rows past the key `after`; backwards reads the page before it."""
    return _ordered(select(*LISTED_COLUMNS).where(where), sort, after, backwards).limit(size)


def searched_page_of(
    company_id: UUID, where: ColumnElement[bool], sort: str, *,
    after: tuple[object, ...] | None, size: int, backwards: bool = False,
) -> Select:  # type: ignore[type-arg]  # fmt: skip
    """The same page of a search: first who is found, by the index alone, then their rows.

    A word can stand anywhere in a name, so each visible person is looked at: in the index that is
    milliseconds, in the table of a large company ten times more. LIMIT keeps PostgreSQL from
    joining the two another way.
    """
    keys = [c.label(f"key_{place}") for place, c in enumerate(SORTS[sort][0])]
    ids = _ordered(select(summary.c.public_id, *keys).where(where), sort, after, backwards)
    found = ids.limit(size).subquery("found")
    row = (
        select(*LISTED_COLUMNS)
        .where(matching(company_id, (), ()), summary.c.public_id == found.c.public_id)
        .limit(1)
        .lateral("listed")
    )
    return (
        select(row)
        .select_from(found.join(row, true()))
        .order_by(*(c.desc() if SORTS[sort][1] != backwards else c for c in list(found.c)[1:]))
    )


def _ordered(
    statement: Select, sort: str, after: tuple[object, ...] | None, backwards: bool  # type: ignore[type-arg]
) -> Select:  # type: ignore[type-arg]  # fmt: skip
    columns, downwards = SORTS[sort]
    descending = downwards != backwards
    if after is not None:
        past = tuple_(*columns) < after if descending else tuple_(*columns) > after
        statement = statement.where(past)
    return statement.order_by(*(c.desc() if descending else c for c in columns))


def latest_events(tx: Connection, company_id: UUID, ids: list[UUID]) -> dict[UUID, Row]:  # type: ignore[type-arg]
    """The newest event of the newest candidature of each listed person whose file is open: only
    one candidature runs at a time, so the one applied for last is the running one, if any."""
    rows = tx.execute(
        select(
            candidature_event.c.public_id,
            candidature_event.c.step,
            candidature_event.c.outcome,
            candidature_event.c.occurred_on,
        )
        .ext(distinct_on(candidature_event.c.public_id))
        .join(candidature, candidature.c.id == candidature_event.c.candidature_id)
        .where(
            candidature_event.c.company_id == company_id,
            candidature_event.c.level == int(Choice.FULL_FILE),
            candidature_event.c.public_id == any_(bindparam("ids", ids, ARRAY(Uuid))),
        )
        .order_by(
            candidature_event.c.public_id,
            candidature.c.submitted_at.desc(),
            candidature_event.c.occurred_at.desc(),
        )
    )
    return {row.public_id: row for row in rows}
