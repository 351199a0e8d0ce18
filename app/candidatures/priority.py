"""The quarter of attributions that the law keeps for priority households (CCH, L. 313-26-2).

What one household is must be read from no figure, nor from two of them. A year is told in numbers
once it is closed, and told once: what was said then is kept. Of the year that runs only a rounded
share is told, of many attributions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.statistics.models import priority_told
from app.statistics.suppression import Cell, Pair, tell_pairs

TARGET_PERCENT = 25
# Landlords' results come late: a year closes a month after its end.
CLOSES = (2, 1)
# Rounded so, and of so many, a share changes with no single household.
ROUNDED_TO, FEWEST_FOR_A_SHARE = 5, 200


@dataclass(frozen=True, slots=True)
class Share:
    """Attributions of a year. `department` None is all of them together."""

    department: str | None
    awarded: int
    priority: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 24.9 % is not taken for the quarter."""
        return self.priority * 100 // self.awarded if self.awarded else 0


@dataclass(frozen=True, slots=True)
class PriorityYear:
    """`whole` is None where it may not be told. `departments` are those that may, `left_out` how
    many may not. A year that runs has only `about`: a share in percent, rounded, or None."""

    year: int
    whole: Share | None
    departments: tuple[Share, ...]
    left_out: int
    closed: bool = True
    about: int | None = None


def priority_year(tx: Connection, year: int, today: date) -> PriorityYear:
    """The year's attributions by the department of the dwelling: as they were told first when it
    is closed, a rounded share until the end of last month while it runs."""
    if today >= date(year + 1, *CLOSES):
        return _kept(tx, year)
    until = min(today.replace(day=1) - timedelta(days=1), date(year, 12, 31))
    return PriorityYear(year, None, (), 0, closed=False, about=about(_rows(tx, year, until)))


def arrange(year: int, rows: Mapping[str, Pair]) -> PriorityYear:
    """Keep what may be told: of a department both numbers or neither. Pure."""
    told = tell_pairs(rows)
    shown = tuple(
        Share(department, sum(pair), pair[0])
        for department, pair in sorted(told.rows.items())
        if pair is not None
    )
    whole = Share(None, sum(told.total), told.total[0]) if told.total is not None else None
    return PriorityYear(year, whole, shown, len(rows) - len(shown))


def about(rows: Mapping[str, Pair]) -> int | None:
    """The share of all of them, rounded; None of few. Pure."""
    both = [sum(one.people for one in column) for column in _columns(rows)]
    if sum(both) < FEWEST_FOR_A_SHARE:
        return None
    return round(both[0] * 100 / sum(both) / ROUNDED_TO) * ROUNDED_TO


def _columns(rows: Mapping[str, Pair]) -> tuple[list[Cell], list[Cell]]:
    return [pair.first for pair in rows.values()], [pair.second for pair in rows.values()]


def _kept(tx: Connection, year: int) -> PriorityYear:
    kept = tx.scalar(select(priority_told.c.told).where(priority_told.c.year == year))
    if kept is None:
        made = arrange(year, _rows(tx, year, date(year, 12, 31)))
        body = {
            "whole": [made.whole.awarded, made.whole.priority] if made.whole else None,
            "departments": [[s.department, s.awarded, s.priority] for s in made.departments],
            "left_out": made.left_out,
        }
        tx.execute(insert(priority_told).values(year=year, told=body).on_conflict_do_nothing())
        kept = tx.scalar(select(priority_told.c.told).where(priority_told.c.year == year))
    assert kept is not None
    whole = Share(None, *kept["whole"]) if kept["whole"] else None
    departments = tuple(Share(*row) for row in kept["departments"])
    return PriorityYear(year, whole, departments, kept["left_out"])


def _rows(tx: Connection, year: int, until: date) -> dict[str, Pair]:
    """By department: (priority, not priority), each with how many of each company."""
    rows = tx.execute(
        text("SELECT department, priority, by_company FROM app.priority_share(:first, :last)"),
        {"first": date(year, 1, 1), "last": until},
    )
    found: dict[str, dict[bool, Cell]] = {}
    for row in rows:
        cell = Cell(sum(row.by_company), tuple(row.by_company))
        found.setdefault(row.department, {})[row.priority] = cell
    return {key: Pair(both[True], both[False]) for key, both in sorted(found.items())}
