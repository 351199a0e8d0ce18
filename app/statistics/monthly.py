"""Closed months as they were told, read back: one measure, along one dimension at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from app.statistics.measures import SIZES, Dimension, Measure
from app.statistics.models import statistic_cell

# As many as a page of months shows, the newest ones.
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """`key` is a department, a class of sizes, or a month as 2026-10; `number` None is secret."""

    key: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """`month` None: one line a month. `total` is the month's, None where it is secret too."""

    measure: Measure
    dimension: Dimension
    month: date | None
    lines: tuple[Line, ...]
    total: int | None

    @property
    def secret(self) -> int:
        """How many lines are left out."""
        return sum(line.number is None for line in self.lines)


def closed_months(tx: Connection) -> tuple[date, ...]:
    """The newest first."""
    months = select(statistic_cell.c.month).distinct().order_by(statistic_cell.c.month.desc())
    return tuple(tx.scalars(months))


def month_figures(tx: Connection, measure: Measure, dimension: Dimension, month: date) -> Figures:
    """One month by department or by size."""
    cells = statistic_cell.c
    rows = tx.execute(
        select(cells.dimension, cells.key, cells.number).where(
            cells.month == month,
            cells.measure == measure.value,
            cells.dimension.in_((dimension.value, Dimension.TOTAL.value)),
        )
    ).all()
    lines = [Line(row.key, row.number) for row in rows if row.dimension == dimension.value]
    whole = [row.number for row in rows if row.dimension == Dimension.TOTAL.value]
    return Figures(measure, dimension, month, _ordered(dimension, lines), whole[0])


def month_by_month(tx: Connection, measure: Measure) -> Figures:
    """The newest months as wholes, in their order."""
    cells = statistic_cell.c
    rows = tx.execute(
        select(cells.month, cells.number)
        .where(cells.measure == measure.value, cells.dimension == Dimension.TOTAL.value)
        .order_by(cells.month.desc())
        .limit(MOST_MONTHS)
    ).all()
    lines = tuple(Line(f"{row.month:%Y-%m}", row.number) for row in reversed(rows))
    # Months are never added up: the sum would give a secret one back.
    return Figures(measure, Dimension.TOTAL, None, lines, None)


def _ordered(dimension: Dimension, lines: Sequence[Line]) -> tuple[Line, ...]:
    if dimension is Dimension.SIZE:
        return tuple(sorted(lines, key=lambda line: SIZES.index(line.key)))
    # Those whose department is unknown come last.
    return tuple(sorted(lines, key=lambda line: (not line.key, line.key)))
