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
    # several, and together tellable themselves. The smallest goes next, by number then by name,
    # so that which one goes tells nothing but that.
    rest = sorted(cells.keys() - hidden, key=lambda key: (cells[key].people, key))
    while hidden and rest and not _safe(cells, hidden):
        hidden.add(rest.pop(0))
    told = {key: None if key in hidden else cell.people for key, cell in cells.items()}
    return Told(told, total.people if not hidden or _safe(cells, hidden) else None)


def _safe(cells: Mapping[str, Cell], hidden: set[str]) -> bool:
    return len(hidden) > 1 and _together(cells[key] for key in hidden).tellable


def _together(cells: object) -> Cell:
    found = list(cells)  # type: ignore[call-overload]
    people = sum(cell.people for cell in found)
    if not found or any(cell.by_company is None for cell in found):
        return Cell(people)
    # The same company stands at the same place in each cell.
    columns = zip(*(cell.by_company for cell in found), strict=True)
    return Cell(people, tuple(sum(column) for column in columns))
