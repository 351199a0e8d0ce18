"""Figures an employer may read: counts over visible people only, by open items only."""

from dataclasses import dataclass

from sqlalchemy import Connection, Integer, cast, func, select, text

from app.access.actor import Actor
from app.privacy.filters import Filters
from app.privacy.listing import Wanted, count_wanted, matching
from app.privacy.models import summary
from app.privacy.rule import NotShared


@dataclass(frozen=True, slots=True)
class WishedCommune:
    """How many visible people name this commune first."""

    insee_code: str
    people: int


def first_wishes(tx: Connection, actor: Actor, most: int) -> tuple[WishedCommune, ...]:
    """The `most` communes named first by visible people, the most wanted first."""
    if actor.company_id is None:
        raise NotShared
    wished = summary.c.wished_commune
    people = cast(func.count(), Integer).label("people")
    rows = tx.execute(
        select(wished, people)
        .where(matching())
        .group_by(wished)
        .order_by(people.desc(), wished)
        .limit(most),
        {"company": actor.company_id},
    )
    return tuple(
        WishedCommune(row.wished_commune, row.people) for row in rows if row.wished_commune
    )


def count_newly_visible(tx: Connection, actor: Actor, days: int) -> int:
    """How many of those visible now became so within the last `days` days."""
    if actor.company_id is None:
        raise NotShared
    since = text("(app.clock() AT TIME ZONE 'Europe/Paris')::date - CAST(:days AS integer)")
    return (
        tx.scalar(
            select(func.count())
            .select_from(summary)
            .where(matching(), summary.c.visible_since > since.bindparams(days=days)),
            {"company": actor.company_id},
        )
        or 0
    )


def count_supportable(tx: Connection, actor: Actor) -> int:
    """How many open files have a candidature that has not gone to the landlord."""
    if actor.company_id is None:
        raise NotShared
    wanted = Wanted(actor.company_id, filters=Filters(standings=("SUBMITTED", "VALIDATED")))
    return count_wanted(tx, wanted)
