"""A file that was read and is looked at before it becomes a version: one per author and table."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, delete, select
from sqlalchemy.dialects.postgresql import insert

from app.access.actor import Actor
from app.dated.kind import Kind, Row
from app.dated.models import dated_draft
from app.dated.reading import ReadTable


@dataclass(frozen=True, slots=True)
class Draft:
    """`refused` are (line, reason) of the first hundred refused lines, in their author's words."""

    effective_on: date
    rows: tuple[Row, ...]
    refused: tuple[tuple[int, str], ...]
    refused_count: int
    reason: str
    seen: int


def keep_draft(
    tx: Connection, actor: Actor, kind: Kind, read: ReadTable, day: date, reason: str, seen: int
) -> None:
    """Keep it in place of the one before."""
    values = {
        "effective_on": day,
        "lines": [list(row) for row in read.rows],
        "refused": [[one.line, str(one.reason)] for one in read.refused],
        "refused_count": read.refused_count,
        "reason": reason,
        "seen": seen,
    }
    new = insert(dated_draft).values(staff_id=actor.account_id, kind=kind.code, **values)
    tx.execute(new.on_conflict_do_update(index_elements=["staff_id", "kind"], set_=values))


def own_draft(tx: Connection, actor: Actor, kind: Kind) -> Draft | None:
    row = tx.execute(select(dated_draft).where(_own(actor, kind))).one_or_none()
    if row is None:
        return None
    return Draft(
        row.effective_on, tuple(tuple(line) for line in row.lines),
        tuple((number, words) for number, words in row.refused),
        row.refused_count, row.reason, row.seen,
    )  # fmt: skip


def drop_draft(tx: Connection, actor: Actor, kind: Kind) -> None:
    tx.execute(delete(dated_draft).where(_own(actor, kind)))


def _own(actor: Actor, kind: Kind) -> ColumnElement[bool]:
    return and_(dated_draft.c.staff_id == actor.account_id, dated_draft.c.kind == kind.code)
