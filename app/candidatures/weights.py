"""The ranking's weights in dated versions: the newest one that has begun governs."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from app.access.actor import Actor
from app.candidatures.models import ranking_weights
from app.candidatures.ranking import Weights
from app.companies.day import today

# What governs until staff keep a version of their own; assumed, no source gives AL'in's weights.
FIRST_NUMBER = 0
HIGHEST = 100
LARGEST_FULL = 600


class WeightsRefused(Exception):
    """`reason`: IN_THE_PAST, OUT_OF_RANGE, NOTHING_COUNTS or STALE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WeightsVersion:
    """`number` 0 is the product's own first version, which nobody made."""

    number: int
    effective_on: date | None
    weights: Weights
    reason: str | None
    made_at: datetime | None


def weights_on(tx: Connection, day: date) -> WeightsVersion:
    """The version that governs on `day`."""
    begun = [v for v in weight_versions(tx) if v.effective_on is None or v.effective_on <= day]
    return max(begun, key=lambda v: (v.effective_on or date.min, v.number))


def weight_versions(tx: Connection) -> tuple[WeightsVersion, ...]:
    """All, newest first; the last one is the product's own."""
    rows = tx.execute(select(ranking_weights).order_by(ranking_weights.c.number.desc()))
    kept = tuple(
        WeightsVersion(r.number, r.effective_on, _weights(r.weights), r.reason, r.made_at)
        for r in rows
    )
    return (*kept, WeightsVersion(FIRST_NUMBER, None, Weights(), None, None))


def add_weights(
    tx: Connection, actor: Actor, weights: Weights, effective_on: date, reason: str, seen: int
) -> int:
    """A new version; `seen` is the newest number the author was looking at.

    Raises WeightsRefused. An older version is never changed: what was ranked stays explained.
    """
    newest = check_new(tx, weights, effective_on, seen)
    made = tx.scalar(
        insert(ranking_weights)
        .on_conflict_do_nothing()
        .values(
            number=newest + 1,
            effective_on=effective_on,
            weights=asdict(weights),
            reason=reason,
            staff_id=actor.account_id,
        )
        .returning(ranking_weights.c.number)
    )
    if made is None:
        # Somebody else's came in between the question and the answer.
        raise WeightsRefused("STALE")
    return newest + 1


def check_new(tx: Connection, weights: Weights, effective_on: date, seen: int) -> int:
    """Whether such a version could be added now; the newest number. Raises WeightsRefused."""
    check_weights(weights)
    if effective_on < today(tx):
        raise WeightsRefused("IN_THE_PAST")
    newest = tx.scalar(select(func.max(ranking_weights.c.number))) or FIRST_NUMBER
    if newest != seen:
        raise WeightsRefused("STALE")
    return newest


def check_weights(weights: Weights) -> None:
    """Raise WeightsRefused for weights that could not rank."""
    parts = (weights.seniority, weights.place, weights.size, weights.priority, weights.points)
    fulls = (weights.full_months, weights.full_points)
    if not all(0 <= w <= HIGHEST for w in parts) or not all(1 <= f <= LARGEST_FULL for f in fulls):
        raise WeightsRefused("OUT_OF_RANGE")
    if not any(parts):
        raise WeightsRefused("NOTHING_COUNTS")


def _weights(kept: dict[str, int]) -> Weights:
    return Weights(**{f.name: kept[f.name] for f in fields(Weights)})
