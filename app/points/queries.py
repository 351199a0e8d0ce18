"""What is read of the ledger. Row security bounds every query by the company and the membership."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.db.written import Written, write
from app.points.models import points_criterion, points_line

_FIGURES = text("SELECT year, label, spent, standing FROM app.points_figures()")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger; `standing`: an award nothing has taken back."""

    id: UUID
    public_id: UUID
    label: str
    kind: str
    points: int
    year: int
    reason: str | None
    author_id: UUID
    author_name: str
    author_role: str
    made_at: datetime
    standing: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Newest first. `next_after` and `previous_before` are lines' ids."""

    lines: tuple[Line, ...]
    next_after: UUID | None
    previous_before: UUID | None


@dataclass(frozen=True, slots=True)
class Figure:
    """What a year spent of its budget, and what still stands; of one criterion, or of all."""

    year: int
    label: str | None
    spent: int
    standing: int


def figures(tx: Connection) -> tuple[Figure, ...]:
    """By year, newest first, the whole before its criteria. Empty for limited memberships."""
    return tuple(Figure(*row) for row in tx.execute(_FIGURES))


def lines_of(tx: Connection, company_id: UUID, public_id: UUID) -> tuple[Line, ...]:
    """Everything one person was given in the running period, newest first."""
    rows = tx.execute(
        _lines(company_id)
        .where(points_line.c.public_id == public_id)
        .order_by(points_line.c.made_at.desc(), points_line.c.id.desc())
    )
    return tuple(_line(row) for row in rows)


def sums_of(tx: Connection, company_id: UUID, people: Sequence[UUID]) -> Mapping[UUID, int]:
    """What each of these people has been given in the running period; who has nothing is not in."""
    rows = _sums_written().ask(tx, company=company_id, people=list(people))
    return {row.public_id: int(row.points) for row in rows}


def line_of(tx: Connection, company_id: UUID, line_id: UUID) -> Line | None:
    """One line, or None when it is not there for this member."""
    row = tx.execute(_lines(company_id).where(points_line.c.id == line_id)).one_or_none()
    return _line(row) if row is not None else None


def ledger_page(
    tx: Connection, company_id: UUID, size: int,
    *, after: UUID | None = None, before: UUID | None = None,
) -> LedgerPage:  # fmt: skip
    """One page of the ledger, by keys: it costs the same on the last page as on the first."""
    key = _key_of(tx, company_id, before or after)
    backwards = key is not None and before is not None
    statement = _lines(company_id).limit(size + 1)
    place = tuple_(points_line.c.made_at, points_line.c.id)
    if key is not None:
        statement = statement.where(place > key if backwards else place < key)
    order = (points_line.c.made_at, points_line.c.id)
    statement = statement.order_by(*(c if backwards else c.desc() for c in order))
    found = [_line(row) for row in tx.execute(statement)]
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = more if not backwards else True
    has_previous = more if backwards else key is not None
    return LedgerPage(
        tuple(found),
        found[-1].id if found and has_next else None,
        found[0].id if found and has_previous else None,
    )


@lru_cache(maxsize=1)
def _sums_written() -> Written:
    return write(
        select(points_line.c.public_id, func.sum(points_line.c.points).label("points"))
        .where(
            points_line.c.company_id == bindparam("company", type_=Uuid),
            points_line.c.public_id == any_(bindparam("people", type_=ARRAY(Uuid))),
        )
        .group_by(points_line.c.public_id)
    )


def _key_of(tx: Connection, company_id: UUID, line_id: UUID | None) -> Row | None:  # type: ignore[type-arg]
    if line_id is None:
        return None
    return tx.execute(
        select(points_line.c.made_at, points_line.c.id).where(
            points_line.c.company_id == company_id, points_line.c.id == line_id
        )
    ).one_or_none()


def _lines(company_id: UUID) -> Select:  # type: ignore[type-arg]
    takes_back = points_line.alias("takes_back")
    criterion = and_(
        points_criterion.c.company_id == points_line.c.company_id,
        points_criterion.c.scale_number == points_line.c.scale_number,
        points_criterion.c.ordinal == points_line.c.ordinal,
    )
    taken = exists().where(takes_back.c.reverses == points_line.c.id)
    return (
        select(
            *(points_line.c[n] for n in Line.__slots__ if n not in ("label", "standing")),
            points_criterion.c.label,
            and_(points_line.c.kind == "AWARD", ~taken).label("standing"),
        )
        .join(points_criterion, criterion)
        .where(points_line.c.company_id == company_id)
    )


def _line(row: Row) -> Line:  # type: ignore[type-arg]
    return Line(**row._mapping)
