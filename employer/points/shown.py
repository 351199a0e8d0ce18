"""Points as templates receive them: texts and numbers, nothing left to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.points.policy import Criterion
from app.points.queries import Figure, Line
from app.points.scale import Scale
from app.web.formats import long_date, long_moment, whole
from employer.points.words import KINDS, ROLES, SHORT


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


def ledger_rows(lines: Sequence[Line], names: Mapping[UUID, str]) -> tuple[LineView, ...]:
    """Lines with the names of those who are visible now; the others read alike."""
    return tuple(_row(line, names.get(line.public_id)) for line in lines)


def _row(line: Line, name: str | None) -> LineView:
    return LineView(
        when=long_moment(line.made_at),
        day=long_date(line.made_at),
        kind=str(KINDS[line.kind]),
        label=line.label,
        points=line.points,
        author=_("%(name)s, %(role)s", name=line.author_name, role=ROLES[line.author_role]),
        # Words written of somebody who left would name them again.
        reason=line.reason if name else None,
        name=name,
        person_href=url_for("employer_points.person", public_id=line.public_id) if name else None,
        reverse_href=url_for("employer_points.ask_reversal", entry_id=line.id)
        if name and line.standing
        else None,
        taken_back=line.kind == "AWARD" and not line.standing,
    )


def usable(criteria: Sequence[Criterion], answers: Mapping[int, str]) -> tuple[Criterion, ...]:
    """The criteria this person can be given today."""
    return tuple(c for c in criteria if answers.get(c.ordinal) == "OK")


def refused_criteria(
    criteria: Sequence[Criterion], answers: Mapping[int, str]
) -> tuple[tuple[str, str], ...]:
    """(label, why) of the others."""
    return tuple(
        (c.label, str(SHORT[answers[c.ordinal]]))
        for c in criteria
        if answers.get(c.ordinal, "OK") != "OK"
    )


def criterion_hints(criteria: Sequence[Criterion]) -> dict[str, str]:
    """By ordinal, what stands under a criterion's name: its points, then its explanation."""
    return {
        str(c.ordinal): " · ".join(filter(None, (_worth(c.points), c.explained))) for c in criteria
    }


def _worth(points: int) -> str:
    return str(ngettext("%(shown)s point", "%(shown)s points", points, shown=whole(points)))
