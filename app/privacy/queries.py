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
    and_,
    select,
)

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
    return _whole(tx, whose, shown, row, row.sensitive) if row is not None else None


def read_checked_blocks(tx: Connection, whose: Whose, shown: Summary) -> FullFile | None:
    """The same for staff, who may not look at the sensitive answer: it binds employers."""
    row = tx.execute(select(*FILE_COLUMNS).where(whose.rows(file))).first()
    return _whole(tx, whose, shown, row, sensitive=True) if row is not None else None


def _whole(
    tx: Connection,
    whose: Whose,
    shown: Summary,
    row: Row,  # type: ignore[type-arg]
    sensitive: bool,
) -> FullFile:
    return FullFile(
        summary=shown,
        request=decode(RequestBlock, row.request),
        person=decode(PersonBlock, row.person),
        people_to_house=row.people_to_house,
        monthly_total_euros=row.monthly_total_euros,
        current_housing=decode(CurrentHousingBlock, row.current_housing),
        wanted_housing=decode(WantedHousingBlock, row.wanted_housing),
        sensitive_shared=sensitive,
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
