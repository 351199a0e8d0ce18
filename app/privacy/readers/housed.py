"""People housed within the last three months, whose name a company keeps for that long."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, select, text

from app.access.actor import Actor
from app.privacy.adviser_models import housed_person
from app.privacy.rule import NotShared
from app.reference.names import display_name

MOST = 200


@dataclass(frozen=True, slots=True)
class Housed:
    """A name and the day of the lease. No address of a page: there is nothing behind it."""

    name: str
    housed_on: date


def housed_people(tx: Connection, actor: Actor) -> tuple[Housed, ...]:
    """The last ones first, with their line in the journal. Raises NotShared when somebody left
    meanwhile twice."""
    if actor.company_id is None:
        raise NotShared
    for _attempt in range(2):
        rows = tx.execute(
            select(housed_person.c.id, housed_person.c.surname, housed_person.c.first_names,
                   housed_person.c.housed_on)
            .where(housed_person.c.company_id == actor.company_id)
            .order_by(housed_person.c.housed_on.desc(), housed_person.c.id)
            .limit(MOST)
        ).all()  # fmt: skip
        if not rows or _record(tx, [row.id for row in rows]):
            return tuple(Housed(display_name(r.surname, r.first_names), r.housed_on) for r in rows)
    raise NotShared


def forget_housed(tx: Connection) -> None:
    """The worker reaches only those whose three months are over (row security)."""
    tx.execute(delete(housed_person).where(housed_person.c.until < text("app.clock()")))


def _record(tx: Connection, ids: list[UUID]) -> bool:
    said = text("SELECT app.record_housed(CAST(:ids AS uuid[]))")
    return bool(tx.scalar(said, {"ids": [str(i) for i in ids]}) == len(ids))
