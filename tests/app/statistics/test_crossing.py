"""Two tables of the same people, told side by side: no group that may not be told is left between
them. Every group of every small network is tried by plain algebra, which knows nothing of how the
product looks for them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.statistics.crossing import Crossed, Parts, Place, cell_of, margin, tell_crossed
from app.statistics.suppression import FEWEST_PEOPLE, Told, tell
from tests.app.statistics.attacker import Attacker, sums_of

Places = dict[Place, Parts]


def attacker_on(places: Places, found: Crossed) -> Attacker:
    tables = found.departments.cells, found.sizes.cells
    return Attacker(places, sums_of(places, *tables, found.total))


def recovered(places: Places, found: Crossed) -> list[list[Place]]:
    """The groups whose number follows from what is told, of those that may not be told."""
    had = list(attacker_on(places, found).groups())
    assert all(cell_of(places, group).people == number for group, number in had)
    return [sorted(group) for group, _n in had if not cell_of(places, group).tellable]


def narrowest(places: Places, found: Crossed) -> Fraction | None:
    """Between the fewest and the most people a secret cell may hold, at least so many lie."""
    attacker = attacker_on(places, found)
    widths = []
    for axis, table in enumerate((found.departments, found.sizes)):
        for key, number in table.cells.items():
            bounds = attacker.bounds(p for p in places if p[axis] == key)
            if number is None and bounds is not None:
                widths.append(bounds[1] - bounds[0])
    return min(widths, default=None)


def without_complement(places: Places) -> Crossed:
    """The positive control: only what may not be told itself is left out."""

    def bare(axis: int) -> Told:
        cells = margin(places, axis)
        whole = cell_of(places, places)
        numbers = {key: cell.people if cell.tellable else None for key, cell in cells.items()}
        return Told(numbers, whole.people if whole.tellable else None)

    return Crossed(bare(0), bare(1))


def each_by_itself(places: Places) -> Crossed:
    """Another control: each table is safe alone, and nobody looked at the two together."""
    return Crossed(tell(margin(places, 0)), tell(margin(places, 1)))


def spread(*rows: tuple[str, str, int]) -> Places:
    """Each place with this many people, of four companies of its own, as even as can be."""
    return {
        (department, size): {
            4 * n + part: people // 4 + (part < people % 4) for part in range(4)
        }
        for n, (department, size, people) in enumerate(rows)
    }  # fmt: skip


NESTED = spread(("69", "50", 30), ("38", "50", 4), ("38", "250", 40), ("42", "250", 20))
SMALL = spread(("69", "50", 30), ("38", "50", 4), ("42", "250", 40), ("01", "250", 20))


def test_the_attack_works_where_nothing_else_is_left_out() -> None:
    assert [("38", "50")] in recovered(SMALL, without_complement(SMALL))
    assert recovered(SMALL, tell_crossed(SMALL)) == []


def test_the_attack_works_between_two_tables_that_are_each_safe_alone() -> None:
    """All of department 69's companies are of one size: of that size 4 people are elsewhere."""
    alone = each_by_itself(NESTED)
    assert None not in (*alone.departments.cells.values(), *alone.sizes.cells.values())
    assert [("38", "50")] in recovered(NESTED, alone)
    found = tell_crossed(NESTED)
    assert found.departments == alone.departments
    assert found.sizes == Told({"250": None, "50": None}, 94)
    assert recovered(NESTED, found) == []


def test_a_size_that_follows_from_the_departments_is_no_secret() -> None:
    places = spread(("69", "50", 30), ("38", "50", 4), ("38", "250", 40), ("42", "1000", 20))
    found = tell_crossed(places)
    assert found.sizes == Told({"1000": 20, "250": None, "50": None}, 94)
    assert recovered(places, found) == []


def test_what_crosses_safely_is_told_whole() -> None:
    places = spread(("69", "50", 30), ("69", "250", 25), ("38", "50", 20), ("38", "250", 40))
    found = tell_crossed(places)
    assert found.departments == Told({"38": 60, "69": 55}, 115)
    assert found.sizes == Told({"250": 65, "50": 50}, 115)


def test_a_place_without_anybody_is_left_out_like_any_small_one() -> None:
    places = spread(("69", "50", 30), ("38", "50", 0), ("42", "50", 20), ("01", "50", 45))
    found = tell_crossed(places)
    assert found.departments.cells == {"01": 45, "38": None, "42": None, "69": 30}
    assert tell_crossed({}) == Crossed(Told({}, None), Told({}, None))


def test_where_the_whole_may_not_be_told_neither_table_is() -> None:
    places = spread(("69", "50", 6), ("38", "250", 4))
    found = tell_crossed(places)
    nothing = {"departments": {"38": None, "69": None}, "sizes": {"250": None, "50": None}}
    assert {"departments": found.departments.cells, "sizes": found.sizes.cells} == nothing
    assert found.total is None


@pytest.mark.parametrize(
    ("places", "most"),
    [((("a", "x"), ("a", "y"), ("b", "y")), 36), ((("a", "x"), ("b", "y"), ("c", "y")), 36),
     ((("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")), 22)],
)  # fmt: skip
def test_one_who_knows_the_rule_holds_several_numbers_possible_for_each_secret(
    places: tuple[Place, ...], most: int
) -> None:
    """Every table up to so many people, arranged by what is told of it."""
    alike: dict[str, list[tuple[int, ...]]] = {}
    for numbers in product(range(most + 1), repeat=len(places)):
        if sum(numbers) <= most:
            rows = ((*place, number) for place, number in zip(places, numbers, strict=True))
            alike.setdefault(repr(tell_crossed(spread(*rows))), []).append(numbers)
    for tables in alike.values():
        rows = [(*place, number) for place, number in zip(places, tables[0], strict=True)]
        found = tell_crossed(spread(*rows))
        for axis, table in enumerate((found.departments, found.sizes)):
            for key in (key for key, number in table.cells.items() if number is None):
                here = [n for n, place in enumerate(places) if place[axis] == key]
                assert len({sum(one[n] for n in here) for one in tables}) > 1, (found, key)


PEOPLE = st.one_of(st.integers(0, 6), st.integers(0, 40))
PLACES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")),
    # Three companies of the size's own (a company has one size), and one of the place alone.
    st.tuples(PEOPLE, PEOPLE, PEOPLE, PEOPLE), min_size=1, max_size=8,
)  # fmt: skip


@given(PLACES)
def test_no_group_of_any_network_that_may_not_be_told_is_left(
    drawn: dict[Place, tuple[int, int, int, int]],
) -> None:
    places: Places = {}
    for n, (place, (*shared, own)) in enumerate(sorted(drawn.items())):
        first = 1_000 * ("xyz".index(place[1]) + 1)
        places[place] = {**{first + k: people for k, people in enumerate(shared)}, n: own}
    found = tell_crossed(places)
    assert recovered(places, found) == []
    width = narrowest(places, found)
    assert width is None or width >= FEWEST_PEOPLE
    cells = (*found.departments.cells.values(), *found.sizes.cells.values())
    assert found.total is not None or set(cells) == {None}
