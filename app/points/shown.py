"""Points as templates receive them, drawn by the employers' door and by staff's preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.points.policy import Criterion
from app.points.queries import Figure
from app.points.scale import Scale
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class ScaleView:
    """One published version."""

    number: int
    since: str
    yearly_budget: int
    request_cap: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The present year's budget, and every year as (year, spent, standing)."""

    year: int
    total: int
    spent: int
    left: int
    standing: int
    years: tuple[tuple[int, int, int], ...]
    criteria: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line. `name` is None once the person is not visible; addresses are None where the act
    cannot be done."""

    when: str
    day: str
    kind: str
    label: str
    points: int
    author: str
    reason: str | None
    name: str | None
    person_href: str | None
    reverse_href: str | None
    taken_back: bool


def scale_view(scale: Scale) -> ScaleView:
    return ScaleView(
        scale.number, long_date(scale.effective_on), scale.yearly_budget, scale.request_cap,
        scale.criteria,
    )  # fmt: skip


def budget_of(scale: Scale | None, told: Sequence[Figure], year: int) -> BudgetView:
    """The year’s budget by the version in force; a lowered one never leaves less than nothing."""
    sums = {f.year: f for f in told if f.label is None}
    spent = sums[year].spent if year in sums else 0
    total = scale.yearly_budget if scale else 0
    return BudgetView(
        year=year,
        total=total,
        spent=spent,
        left=max(total - spent, 0),
        standing=sum(f.standing for f in sums.values()),
        years=tuple((f.year, f.spent, f.standing) for f in sums.values()),
        criteria=tuple((f.label, f.spent) for f in told if f.label and f.year == year and f.spent),
    )


@dataclass(frozen=True, slots=True)
class PointsPanel:
    """`cap` is None without a scale in force; then points are only read."""

    total: int
    year_sum: int
    cap: int | None
    rows: tuple[LineView, ...]
    href: str
