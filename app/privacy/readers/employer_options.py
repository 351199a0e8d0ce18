"""What the filters of an employer's list may be set to: places of visible people only."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, Row, cast, func, select, true
from sqlalchemy.dialects.postgresql import JSONB

from app.access.actor import Actor
from app.privacy.listing import matching
from app.privacy.models import summary
from app.privacy.rule import NotShared

MOST = 24


@dataclass(frozen=True, slots=True)
class PlaceOptions:
    """(INSEE code, how many visible people), the commonest first, at most MOST."""

    wishes: tuple[tuple[str, int], ...]
    homes: tuple[tuple[str, int], ...]


def place_options(tx: Connection, actor: Actor) -> PlaceOptions:
    """The communes visible people want and live in."""
    if actor.company_id is None:
        raise NotShared
    wished = func.jsonb_array_elements_text(cast(summary.c.wanted_places, JSONB))
    wish = wished.table_valued("value", name="wish").lateral()
    every_wish = summary.join(wish, true())
    return PlaceOptions(
        _counted(tx, actor, every_wish, wish.c.value),
        _counted(tx, actor, summary, summary.c.current_commune),
    )


def _counted(tx: Connection, actor: Actor, rows_of: Any, place: Any) -> tuple[tuple[str, int], ...]:
    people = cast(func.count(summary.c.public_id.distinct()), Integer).label("people")
    rows: list[Row[Any]] = list(
        tx.execute(
            select(place.label("place"), people)
            .select_from(rows_of)
            .where(matching(), place.is_not(None))
            .group_by(place)
            .order_by(people.desc(), place)
            .limit(MOST),
            {"company": actor.company_id},
        )
    )
    return tuple((row.place, row.people) for row in rows)
