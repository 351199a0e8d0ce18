"""Which cells of a table may be told. Pure, standard library only.

A cell needs eleven people; where it crosses companies, three of them, none with more than 85 % of
it. What is left out must not come back by subtraction from the total: then other cells go too.
Tables have one dimension: no cell can be recovered from another table's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_PEOPLE = 11
FEWEST_COMPANIES = 3
LARGEST_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people, and how many of them in each company; None within a single company."""

    people: int
    by_company: tuple[int, ...] | None = None

    @property
    def tellable(self) -> bool:
        if self.people < FEWEST_PEOPLE:
            return False
        if self.by_company is None:
            return True
        shares = [part for part in self.by_company if part > 0]
        return len(shares) >= FEWEST_COMPANIES and max(shares) <= LARGEST_SHARE * self.people


@dataclass(frozen=True, slots=True)
class Told:
    """A table as it may be printed: None where a number is left out, the total too."""

    cells: Mapping[str, int | None]
    total: int | None


def tell(cells: Mapping[str, Cell]) -> Told:
    """The table with what may not be told left out, and whatever would give it back."""
    total = _together(cells.values())
    hidden = {key for key, cell in cells.items() if not cell.tellable}
    if not total.tellable:
        return Told(dict.fromkeys(cells), None)
    # Subtracting what is told from the total gives the hidden cells together: they must be
    # several, and together tellable themselves. The smallest go next, all that are equal at once:
    # which of them went would tell the order of two numbers.
    while hidden and len(hidden) < len(cells) and not _safe(cells, hidden):
        smallest = min(cells[key].people for key in cells.keys() - hidden)
        hidden |= {key for key in cells.keys() - hidden if cells[key].people == smallest}
    told = {key: None if key in hidden else cell.people for key, cell in cells.items()}
    return Told(told, total.people if not hidden or _safe(cells, hidden) else None)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that part one group, as who has a trait and who has not: told both or neither."""

    first: Cell
    second: Cell

    @property
    def people(self) -> int:
        return self.first.people + self.second.people


@dataclass(frozen=True, slots=True)
class ToldPairs:
    """Rows as they may be printed, None where both numbers are left out; the total likewise."""

    rows: Mapping[str, tuple[int, int] | None]
    total: tuple[int, int] | None


def tell_pairs(rows: Mapping[str, Pair]) -> ToldPairs:
    """Rows of two numbers each, both of which keep to the rule; nor may a column's total give a
    hidden number back. Of a row that goes both numbers go: one of them and the row's own total
    would be the other."""
    columns = {
        "first": {key: pair.first for key, pair in rows.items()},
        "second": {key: pair.second for key, pair in rows.items()},
    }
    if not rows or not all(_together(cells.values()).tellable for cells in columns.values()):
        return ToldPairs(dict.fromkeys(rows), None)
    hidden = {key for key, p in rows.items() if not (p.first.tellable and p.second.tellable)}

    def safe() -> bool:
        return all(_safe(cells, hidden) for cells in columns.values())

    while hidden and len(hidden) < len(rows) and not safe():
        smallest = min(rows[key].people for key in rows.keys() - hidden)
        hidden |= {key for key in rows.keys() - hidden if rows[key].people == smallest}
    told = {
        key: None if key in hidden else (pair.first.people, pair.second.people)
        for key, pair in rows.items()
    }
    total = tuple(_together(cells.values()).people for cells in columns.values())
    return ToldPairs(told, (total[0], total[1]) if not hidden or safe() else None)


def _safe(cells: Mapping[str, Cell], hidden: set[str]) -> bool:
    """Several, tellable together, and not each as large as what is hidden for being small can be:
    then their sum would say each of them."""
    if all(cells[key].people == FEWEST_PEOPLE - 1 for key in hidden):
        return False
    return len(hidden) > 1 and _together(cells[key] for key in hidden).tellable


def _together(cells: object) -> Cell:
    found = list(cells)  # type: ignore[call-overload]
    people = sum(cell.people for cell in found)
    if not found or any(cell.by_company is None for cell in found):
        return Cell(people)
    # The same company stands at the same place in each cell.
    columns = zip(*(cell.by_company for cell in found), strict=True)
    return Cell(people, tuple(sum(column) for column in columns))
