"""The employers' list: the hottest reading there is.

Its statements are written once for each shape they can take: which order, how many words, from
where (app/db/written.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    SmallInteger,
    Table,
    Uuid,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.db.written import Written, write
from app.privacy.filters import NO_FILTER, NO_SHAPE, Filters, FilterShape
from app.privacy.models import candidature, candidature_event, file, summary
from app.privacy.rule import Choice

# What a row of the list shows, and no more; communes by their code.
LISTED_COLUMNS = (
    summary.c.public_id,
    summary.c.level,
    summary.c.visible_since,
    summary.c.surname,
    summary.c.first_names,
    summary.c.workplace["insee_code"].astext.label("workplace"),
    summary.c.current_commune,
    summary.c.wished_commune,
)
# Sort orders of the list: the columns, and whether they run downwards. Only open fields.
SORTS: dict[str, tuple[tuple[ColumnElement[Any], ...], bool]] = {
    "name": ((summary.c.sort_name, summary.c.public_id), False),
    "day": ((summary.c.visible_since, summary.c.public_id), True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is listed: the company's visible people whose open fields contain every word."""

    company_id: UUID
    words: tuple[str, ...] = ()
    filters: Filters = NO_FILTER

    @property
    def shape(self) -> "WantedShape":
        return WantedShape(len(self.words), self.filters.shape)

    def values(self) -> dict[str, object]:
        """What the statement's places stand for. A word is itself: no sign in it is a pattern."""
        words = {f"word_{n}": f"%{_plain(word)}%" for n, word in enumerate(self.words)}
        return {"company": self.company_id, **self.filters.values(), **words}


@dataclass(frozen=True, slots=True)
class WantedShape:
    """How many words are looked for, and which filters are asked for."""

    words: int = 0
    filters: FilterShape = NO_SHAPE

    @property
    def looks_through(self) -> bool:
        return self.words > 0 or self.filters.looks_through


@dataclass(frozen=True, slots=True)
class Cut:
    """Which page: `size` rows past the key `after`; backwards reads the page before it."""

    sort: str
    size: int
    after: tuple[object, ...] | None = None
    backwards: bool = False


EVERYBODY = WantedShape()


def read_page(tx: Connection, wanted: Wanted, cut: Cut) -> Sequence[Row[Any]]:
    """The rows of one page, in the order they are read (backwards: the last one first)."""
    shape = _PageShape(wanted.shape, cut.sort, cut.after is not None, cut.backwards)
    keys = {f"key_{n}": part for n, part in enumerate(cut.after or ())}
    return _page_written(shape).ask(tx, **wanted.values(), **keys, size=cut.size)


def count_wanted(tx: Connection, wanted: Wanted, most: int | None = None) -> int:
    """How many are wanted; with `most`, counting ends one past it: a page has no need to know
    tens of thousands to the last one, and they would be half of its time."""
    size = most + 1 if most is not None else None
    return int(_count_written(wanted.shape).ask_one(tx, **wanted.values(), size=size)[0])


def latest_events(tx: Connection, company_id: UUID, ids: list[UUID]) -> dict[UUID, Row[Any]]:
    """The newest event of the newest candidature of each listed person whose file is open: only
    one candidature runs at a time, so the one applied for last is the running one, if any."""
    rows = _events_written().ask(tx, company=company_id, ids=ids)
    return {row.public_id: row for row in rows}


def matching(wanted: WantedShape = EVERYBODY) -> ColumnElement[bool]:
    """The application's own filter on visible rows; `company` and the rest are given by name."""
    terms: list[ColumnElement[bool]] = [
        summary.c.company_id == bindparam("company", type_=Uuid),
        summary.c.level >= _number(Choice.SUMMARY),
        *wanted.filters.summary_terms(),
    ]
    for place in range(wanted.words):
        terms.append(summary.c.search_text.like(bindparam(f"word_{place}"), escape="/"))
    return and_(*terms)


@dataclass(frozen=True, slots=True)
class _PageShape:
    wanted: WantedShape
    sort: str
    continued: bool
    backwards: bool

    @property
    def descending(self) -> bool:
        return SORTS[self.sort][1] != self.backwards


@lru_cache(maxsize=200)
def _page_written(shape: _PageShape) -> Written:
    if shape.wanted.looks_through:
        return write(_searched_page(shape))
    if shape.wanted.filters.standings:
        return write(_standing_page(shape))
    return write(_page(select(*LISTED_COLUMNS), shape))


@lru_cache(maxsize=50)
def _count_written(wanted: WantedShape) -> Written:
    one: Select[Any] = select(literal_column("1"))
    if not wanted.filters.standings:
        rows = one.select_from(summary).where(matching(wanted))
    elif wanted.looks_through:
        rows = one.select_from(_beside_files("name")).where(matching(wanted), _open_files(wanted))
    else:
        rows = one.select_from(file).where(_open_files(wanted))
    counted = rows.limit(bindparam("size")).subquery("counted")
    return write(select(func.count()).select_from(counted))


def _page(statement: Select[Any], shape: _PageShape) -> Select[Any]:
    columns = SORTS[shape.sort][0]
    return _cut_out(statement.where(matching(shape.wanted)), columns, shape)


def _cut_out(
    statement: Select[Any], columns: Sequence[ColumnElement[Any]], shape: _PageShape
) -> Select[Any]:
    """One page of a statement in the order of `columns`."""
    if shape.continued:
        key = tuple_(*(bindparam(f"key_{n}", type_=c.type) for n, c in enumerate(columns)))
        past = tuple_(*columns) < key if shape.descending else tuple_(*columns) > key
        statement = statement.where(past)
    return _ordered(statement, columns, shape).limit(bindparam("size"))


def _searched_page(shape: _PageShape) -> Select[Any]:
    """First who is found, by the indexes alone, then their rows.

    A word can stand anywhere in a name, so each visible person is looked at: in the index that is
    milliseconds, in the table of a large company ten times more. LIMIT keeps PostgreSQL from
    joining the two another way.
    """
    keys = [c.label(f"sorted_{n}") for n, c in enumerate(SORTS[shape.sort][0])]
    people: Select[Any] = select(summary.c.public_id, *keys)
    if shape.wanted.filters.standings:
        people = people.select_from(_beside_files(shape.sort)).where(_open_files(shape.wanted))
    found = _page(people, shape).subquery("found")
    row = (
        select(*LISTED_COLUMNS)
        .where(matching(), summary.c.public_id == found.c.public_id)
        .limit(1)
        .lateral("listed")
    )
    return _ordered(select(row).select_from(found.join(row, true())), list(found.c)[1:], shape)


def _standing_page(shape: _PageShape) -> Select[Any]:
    """Those whose candidature stands where asked, in the order of the file's index: it holds the
    list's keys and where each candidature stands. Then their summaries."""
    listed = (
        select(*LISTED_COLUMNS)
        .where(matching(), summary.c.public_id == file.c.public_id)
        .limit(1)
        .lateral("listed")
    )
    columns = [file.c[column.name] for column in SORTS[shape.sort][0]]
    statement = select(listed).select_from(file.join(listed, true()))
    return _cut_out(statement.where(_open_files(shape.wanted)), columns, shape)


def _beside_files(sort: str) -> FromClause:
    """Summaries with their open file, found by the whole key of an index of its own: the sort
    column, which is the same in both, keeps it in the index alone."""
    keys = (file.c[column.name] == column for column in SORTS[sort][0])
    return summary.join(file, and_(file.c.company_id == summary.c.company_id, *keys))


def _open_files(wanted: WantedShape) -> ColumnElement[bool]:
    return and_(
        file.c.company_id == bindparam("company", type_=Uuid),
        file.c.level >= _number(Choice.FULL_FILE),
        *wanted.filters.file_terms(),
    )


def _ordered(
    statement: Select[Any], columns: Sequence[ColumnElement[Any]], shape: _PageShape
) -> Select[Any]:
    return statement.order_by(*(c.desc() if shape.descending else c for c in columns))


@lru_cache(maxsize=1)
def _events_written() -> Written:
    """Person by person: the newest candidature by its index, then that one's newest event."""
    ids = func.unnest(bindparam("ids", type_=ARRAY(Uuid)))
    person = ids.table_valued(column("public_id", Uuid), name="person").render_derived()
    running = (
        select(candidature.c.id)
        .where(_open_file_of(candidature), candidature.c.public_id == person.c.public_id)
        .order_by(candidature.c.submitted_at.desc())
        .limit(1)
        .lateral("running")
    )
    event = (
        select(*(candidature_event.c[name] for name in ("step", "outcome", "occurred_on")))
        .where(_open_file_of(candidature_event), candidature_event.c.candidature_id == running.c.id)
        .order_by(candidature_event.c.occurred_at.desc())
        .limit(1)
        .lateral("event")
    )
    both = person.join(running, true()).join(event, true())
    return write(select(person.c.public_id, *event.c).select_from(both))


def _open_file_of(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.company_id == bindparam("company", type_=Uuid),
        table.c.level == _number(Choice.FULL_FILE),
    )


def _number(choice: Choice) -> ColumnElement[int]:
    """A level of the rule, written into the statement: it decides which index serves."""
    return literal_column(str(int(choice)), SmallInteger)


def _plain(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")
