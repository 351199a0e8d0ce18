"""The quarter of attributions that the law keeps for priority households (CCH, L. 313-26-2)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

TARGET_PERCENT = 25
# A department with fewer attributions would say of one household what it is.
SMALLEST_CELL = 11


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
    """`whole` is None below the smallest cell. `departments` leaves out the small ones, and one
    more when a single one is left out: it would be found by subtraction."""

    year: int
    whole: Share | None
    departments: tuple[Share, ...]
    left_out: int


def priority_year(tx: Connection, year: int) -> PriorityYear:
    """Attributions decided in `year`, by the department of the dwelling."""
    rows = tx.execute(
        text("SELECT department, awarded, priority FROM app.priority_share(:first, :last)"),
        {"first": date(year, 1, 1), "last": date(year, 12, 31)},
    )
    every = sorted((Share(*row) for row in rows), key=lambda s: s.department or "")
    return arrange(year, tuple(every))


def arrange(year: int, every: tuple[Share, ...]) -> PriorityYear:
    """Keep what may be shown. Pure."""
    awarded = sum(s.awarded for s in every)
    whole = Share(None, awarded, sum(s.priority for s in every))
    large = sorted((s for s in every if s.awarded >= SMALLEST_CELL), key=lambda s: -s.awarded)
    small = [s for s in every if s.awarded < SMALLEST_CELL]
    while small and large and sum(s.awarded for s in small) < SMALLEST_CELL:
        small.append(large.pop())
    shown = sorted(large, key=lambda s: s.department or "")
    return PriorityYear(
        year, whole if awarded >= SMALLEST_CELL else None, tuple(shown), len(every) - len(shown)
    )
