"""Two tables of the same people, by department and by size of company, told side by side. Pure.

Each alone gives nothing small back (suppression.py). Together they can: who knows where companies
are knows that a department has companies of one size only, takes it away from that size, and reads
what is left. So every group of people that can be had by adding and taking away what is told must
be tellable itself; else the sizes of that month are not told.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.statistics.suppression import Cell, Told, tell

# (department, size): where companies are, people there or not.
Place = tuple[str, str]
# How many people of each company; a company without anybody may be left out.
Parts = Mapping[int, int]
_SET_ASIDE = object()  # stands for all departments that are not told
_ZERO = object()  # stands for all sizes that are not told


@dataclass(frozen=True, slots=True)
class Crossed:
    """Both tables as they may be told; `total` is that of each."""

    departments: Told
    sizes: Told

    @property
    def total(self) -> int | None:
        return self.departments.total


def tell_crossed(places: Mapping[Place, Parts]) -> Crossed:
    """Both tables, with what may not be told left out, and whatever would give it back."""
    cells = margin(places, 0), margin(places, 1)
    departments, sizes = tell(cells[0]), tell(cells[1])
    if departments.total is None or sizes.total is None:
        return Crossed(_nothing(departments), _nothing(sizes))
    groups = set(groups_told(places, departments, sizes))
    if not all(cell_of(places, group).tellable for group in groups):
        sizes = Told(dict.fromkeys(sizes.cells), departments.total)
        groups = set(groups_told(places, departments, sizes))
    known = _known(places, departments, groups)
    told = [
        {key: cell.people if (axis, key) in known else None for key, cell in cells[axis].items()}
        for axis in (0, 1)
    ]
    return Crossed(Told(told[0], departments.total), Told(told[1], departments.total))


def margin(places: Mapping[Place, Parts], axis: int) -> dict[str, Cell]:
    """One of the two tables: companies stand at the same place in each of its cells."""
    companies = sorted({company for parts in places.values() for company in parts})
    sums: dict[str, Counter[int]] = {}
    for place, parts in places.items():
        sums.setdefault(place[axis], Counter()).update(parts)
    return {
        key: Cell(sum(found.values()), tuple(found[company] for company in companies))
        for key, found in sorted(sums.items())
    }


def cell_of(places: Mapping[Place, Parts], group: Iterable[Place]) -> Cell:
    """The people of several places together."""
    found: Counter[int] = Counter()
    for place in group:
        found.update(places[place])
    return Cell(sum(found.values()), tuple(found.values()))


def groups_told(
    places: Collection[Place], departments: Told, sizes: Told
) -> Iterator[frozenset[Place]]:
    """Every group of places whose number follows from what is told, but those that only add
    whole told departments to another (they keep to the rule when their parts do).

    A sum of told cells says the number of a group when each place is counted once or not at all:
    size's weight + department's weight is 0 or 1 there. What is not told has no weight of its
    own; the total gives all departments that are not told one same weight.
    """
    kept = {d for d, number in departments.cells.items() if number is not None}
    told = {s for s, number in sizes.cells.items() if number is not None}
    around: dict[str, set[object]] = {}
    for department, size in places:
        around.setdefault(department, set()).add(size if size in told else _ZERO)
    seen: set[frozenset[Place]] = set()
    for weights in _weights(around, kept):
        group = frozenset(_counted(places, weights, around, kept, told))
        if group and group not in seen:
            seen.add(group)
            yield group


def _counted(
    places: Iterable[Place], weights: Mapping[object, int], around: Mapping[str, set[object]],
    kept: set[str], told: set[str],
) -> Iterator[Place]:  # fmt: skip
    for department, size in places:
        node: object = size if size in told else _ZERO
        nodes = around[department]
        if node not in weights:
            continue
        if department in kept:
            # Weights that differ by one leave the department no choice; equal ones say nothing.
            counted = weights[node] > min(weights[n] for n in nodes)
        else:
            counted = weights[node] > weights[_SET_ASIDE]
        if counted:
            yield department, size


def _weights(around: Mapping[str, set[object]], kept: set[str]) -> Iterator[dict[object, int]]:
    """Every way to weigh the sizes of one linked part, in which each place counts once or not."""
    near: dict[object, set[object]] = {}
    aside: dict[object, set[object]] = {}
    for department, nodes in around.items():
        for node in nodes:
            near.setdefault(node, set()).update(nodes - {node} if department in kept else ())
            if department not in kept:
                aside.setdefault(_SET_ASIDE, set()).add(node)
    for node in aside.get(_SET_ASIDE, ()):
        near[node].add(_SET_ASIDE)
    near |= aside
    left = set(near)
    while left:
        # Only differences count; what is not told has no weight of its own.
        first = _ZERO if _ZERO in left else next(iter(left))
        order = _reached(first, near)
        left -= set(order)
        yield from _weighed({first: 0}, order[1:], near)


def _reached(first: object, near: Mapping[object, set[object]]) -> list[object]:
    order = [first]
    for node in order:
        order += [n for n in near[node] if n not in order]
    return order


def _weighed(
    given: dict[object, int], rest: list[object], near: Mapping[object, set[object]]
) -> Iterator[dict[object, int]]:
    if not rest:
        yield given
        return
    node, *later = rest
    possible: set[int] | None = None
    for other in near[node] & given.keys():
        steps = (-1, 0) if node is _SET_ASIDE else (0, 1) if other is _SET_ASIDE else (-1, 0, 1)
        fits = {given[other] + step for step in steps}
        possible = fits if possible is None else possible & fits
    for weight in possible or ():
        yield from _weighed({**given, node: weight}, later, near)


def _known(
    places: Collection[Place], departments: Told, groups: Collection[frozenset[Place]]
) -> set[tuple[int, str]]:
    """The cells that are told, and those whose number follows from them: they are no secret, and
    keep to the rule as every group does."""
    kept = {key for key, number in departments.cells.items() if number is not None}
    found: set[tuple[int, str]] = set()
    for axis in (0, 1):
        for key in {place[axis] for place in places}:
            here = {place for place in places if place[axis] == key}
            beyond = {department for department, size in places if (department, size) not in here}
            # Whole told departments may be added to any group.
            rest = frozenset(p for p in here if p[0] not in kept or p[0] in beyond)
            if not rest or rest in groups:
                found.add((axis, key))
    return found


def _nothing(table: Told) -> Told:
    return Told(dict.fromkeys(table.cells), None)
