"""The published scale in dated versions, with the budget and the cap that go with it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.companies.day import today
from app.points.models import points_criterion, points_scale
from app.points.policy import Criterion, PointsRefused, check_scale

_SET = text(
    "SELECT app.set_scale(:seen, :begins, :budget, :cap, CAST(:labels AS text[]), "
    "CAST(:texts AS text[]), CAST(:worths AS integer[]))"
)
_TURN = text("SELECT app.points_turn()")


@dataclass(frozen=True, slots=True)
class Scale:
    """One version. `request_cap` is the most a request is given in a year."""

    number: int
    effective_on: date
    yearly_budget: int
    request_cap: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class NewScale:
    """What a new version says; ordinals follow the order of `criteria`."""

    effective_on: date
    yearly_budget: int
    request_cap: int
    criteria: tuple[Criterion, ...]


def scale_versions(tx: Connection, company_id: UUID) -> tuple[Scale, ...]:
    """Every version of a company, newest number first."""
    criteria: dict[int, list[Criterion]] = {}
    for row in tx.execute(
        select(points_criterion)
        .where(points_criterion.c.company_id == company_id)
        .order_by(points_criterion.c.scale_number, points_criterion.c.ordinal)
    ):
        one = Criterion(row.ordinal, row.label, row.explained, row.points)
        criteria.setdefault(row.scale_number, []).append(one)
    columns = (
        points_scale.c[n] for n in ("number", "effective_on", "yearly_budget", "request_cap")
    )
    rows = tx.execute(
        select(*columns)
        .where(points_scale.c.company_id == company_id)
        .order_by(points_scale.c.number.desc())
    )
    return tuple(
        Scale(
            row.number, row.effective_on, row.yearly_budget, row.request_cap,
            tuple(criteria.get(row.number, ())),
        )
        for row in rows
    )  # fmt: skip


def in_force(versions: tuple[Scale, ...], day: date) -> Scale | None:
    """The version that governs `day`: of those of one day the later number counts."""
    begun = [scale for scale in versions if scale.effective_on <= day]
    return max(begun, key=lambda s: (s.effective_on, s.number), default=None)


def scale_in_force(tx: Connection, company_id: UUID) -> Scale | None:
    """The version that governs today, or None before the first."""
    return in_force(scale_versions(tx, company_id), today(tx))


def set_scale(tx: Connection, new: NewScale, *, seen: int) -> int:
    """Publish a version, as an OWNER; `seen` is the newest number the person looked at.

    Returns its number. Raises PointsRefused: what check_scale says, PAST, STALE, NOT_ALLOWED.
    """
    check_scale(new.criteria, new.yearly_budget, new.request_cap)
    tx.execute(_TURN)
    said = tx.scalar(
        _SET,
        {
            "seen": seen,
            "begins": new.effective_on,
            "budget": new.yearly_budget,
            "cap": new.request_cap,
            "labels": [c.label.strip() for c in new.criteria],
            "texts": [c.explained.strip() for c in new.criteria],
            "worths": [c.points for c in new.criteria],
        },
    )
    if said != "DONE":
        raise PointsRefused(str(said))
    return seen + 1
