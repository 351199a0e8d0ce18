"""Somebody who takes what is told for equations and solves them, exactly. It knows nothing of how
the product leaves cells out, only what anybody of staff knows: where companies are.

An unknown is the number of people at one place (department, size of company); what is told is a sum
of unknowns, none of which is below zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, compress

Place = tuple[str, str]
Row = tuple[Fraction, ...]
WHOLE = "whole"


@dataclass(frozen=True)
class Sum:
    """`number` people at these places together."""

    places: frozenset[Place]
    number: int


class Attacker:
    """`places` are known beforehand, `sums` are what was read."""

    def __init__(self, places: Iterable[Place], sums: Iterable[Sum]) -> None:
        self.places = sorted(places)
        self._known = _reduced(
            (*(Fraction(p in one.places) for p in self.places), Fraction(one.number))
            for one in sums
        )

    def number_of(self, group: Iterable[Place]) -> int | None:
        """How many people are at these places together, when that follows from what was read."""
        wanted = set(group)
        row = (*(Fraction(place in wanted) for place in self.places), Fraction(0))
        *left, number = _taken_away(row, self._known)
        return None if any(left) else int(-number)

    def groups(self) -> Iterator[tuple[frozenset[Place], int]]:
        """Every group whose number follows.

        Each known row alone begins with its column: what counts places once or not at all takes
        each row once or not at all.
        """
        rows = [row for _pivot, row in self._known]
        for many in range(1, len(rows) + 1):
            for some in combinations(rows, many):
                *counted, number = (sum(column) for column in zip(*some, strict=True))
                if set(counted) <= {0, 1}:
                    yield frozenset(compress(self.places, counted)), int(number)

    def bounds(self, group: Iterable[Place]) -> tuple[Fraction, Fraction] | None:
        """Fewest and most people there may be at these places; None: there is no most.

        What is linear has its ends at corners: all of them are tried.
        """
        if self.number_of(self.places) is None:
            return None
        wanted = set(group)
        here = [n for n, place in enumerate(self.places) if place in wanted]
        found = [sum((corner.get(n, Fraction(0)) for n in here), Fraction(0))
                 for corner in self._corners()]  # fmt: skip
        return min(found), max(found)

    def _corners(self) -> list[dict[int, Fraction]]:
        if not hasattr(self, "_kept_corners"):
            self._kept_corners = list(self._all_corners())
        return self._kept_corners

    def _all_corners(self) -> Iterator[dict[int, Fraction]]:
        rows = [row for _pivot, row in self._known]
        for columns in combinations(range(len(self.places)), len(rows)):
            solved = _reduced((*(row[c] for c in columns), row[-1]) for row in rows)
            if len(solved) == len(rows) and all(pivot < len(rows) for pivot, _row in solved):
                values = {columns[pivot]: row[-1] for pivot, row in solved}
                if min(values.values(), default=0) >= 0:
                    yield values


def sums_of(
    places: Iterable[Place], departments: Mapping[str, int | None],
    sizes: Mapping[str, int | None], total: int | None,
) -> Iterator[Sum]:  # fmt: skip
    """What two tables and their total say, as sums."""
    known = list(places)
    for axis, table in enumerate((departments, sizes)):
        for key, number in table.items():
            if number is not None:
                yield Sum(frozenset(p for p in known if p[axis] == key), number)
    if total is not None:
        yield Sum(frozenset(known), total)


def _reduced(rows: Iterable[Sequence[Fraction]]) -> list[tuple[int, Row]]:
    """Gauss and Jordan: each row with the column that it alone begins with."""
    done: list[tuple[int, Row]] = []
    for row in rows:
        left = _taken_away(tuple(row), done)
        pivot = next((n for n, value in enumerate(left) if value), None)
        if pivot is None:
            continue
        one = tuple(value / left[pivot] for value in left)
        done = [(p, tuple(a - r[pivot] * b for a, b in zip(r, one, strict=True))) for p, r in done]
        done.append((pivot, one))
    return done


def _taken_away(row: Row, done: list[tuple[int, Row]]) -> Row:
    for pivot, known in done:
        if not row[pivot]:
            continue
        row = tuple(a - row[pivot] * b for a, b in zip(row, known, strict=True))
    return row
