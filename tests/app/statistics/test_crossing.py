"""Two tables of the same people, told side by side: no group that may not be told is left between
them. Every group of every small network is tried by plain algebra, which knows nothing of how the
product looks for them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.statistics.crossing import Crossed, Parts, Place, cell_of, margin, tell_crossed
from app.statistics.suppression import Told, tell

Places = dict[Place, Parts]
Row = list[Fraction]


def told_sums(places: Mapping[Place, Parts], found: Crossed) -> list[Row]:
    """Each told number as the sum of places it is: one row of zeros and ones."""
    order = sorted(places)
    rows = [[Fraction(1)] * len(order)] if found.total is not None else []
    for axis, table in enumerate((found.departments, found.sizes)):
        for key, number in table.cells.items():
            if number is not None:
                rows.append([Fraction(place[axis] == key) for place in order])
    return rows


def reduced(rows: list[Row]) -> list[tuple[int, Row]]:
    """Gauss and Jordan, exactly: each row with the column it alone begins with."""
    done: list[tuple[int, Row]] = []
    for row in rows:
        left = taken_away(row, done)
        pivot = next((n for n, value in enumerate(left) if value), None)
        if pivot is None:
            continue
        one = [value / left[pivot] for value in left]
        done = [(p, [a - r[pivot] * b for a, b in zip(r, one, strict=True)]) for p, r in done]
        done.append((pivot, one))
    return done


def taken_away(row: Row, done: list[tuple[int, Row]]) -> Row:
    for pivot, known in done:
        row = [a - row[pivot] * b for a, b in zip(row, known, strict=True)]
    return row


def groups_an_attacker_has(places: Mapping[Place, Parts], found: Crossed) -> Iterator[list[Place]]:
    """Every group of places whose number is a sum or difference of what is told."""
    order = sorted(places)
    known = reduced(told_sums(places, found))
    for size in range(1, len(order) + 1):
        for group in combinations(order, size):
            if not any(taken_away([Fraction(place in group) for place in order], known)):
                yield list(group)


def recovered(places: Mapping[Place, Parts], found: Crossed) -> list[list[Place]]:
    """The groups among them that may not be told."""
    had = groups_an_attacker_has(places, found)
    return [group for group in had if not cell_of(places, group).tellable]


def without_complement(places: Mapping[Place, Parts]) -> Crossed:
    """The positive control: only what may not be told itself is left out."""

    def bare(axis: int) -> Told:
        cells = margin(places, axis)
        whole = cell_of(places, places)
        numbers = {key: cell.people if cell.tellable else None for key, cell in cells.items()}
        return Told(numbers, whole.people if whole.tellable else None)

    return Crossed(bare(0), bare(1))


def each_by_itself(places: Mapping[Place, Parts]) -> Crossed:
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
    cells = (*found.departments.cells.values(), *found.sizes.cells.values())
    assert found.total is not None or set(cells) == {None}
