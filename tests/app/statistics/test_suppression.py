"""What is left out cannot be had back: every table that would print the same is looked for."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.statistics.suppression import Cell, Pair, Told, ToldPairs, tell, tell_pairs

KEYS = ("a", "b", "c", "d")


def told(*numbers: int) -> Told:
    return tell({key: Cell(n) for key, n in zip(KEYS, numbers, strict=False)})


def printed(*numbers: int) -> tuple[tuple[int | None, ...], int | None]:
    found = told(*numbers)
    return tuple(found.cells.values()), found.total


def tables_that_print(shown: tuple[tuple[int | None, ...], int | None]) -> list[tuple[int, ...]]:
    """Every table an attacker who knows the rule must hold possible."""
    cells, total = shown
    most = 40 if total is None else total
    free = [n for n, cell in enumerate(cells) if cell is None]
    found = []
    for guess in product(range(min(most, 40) + 1), repeat=len(free)):
        table = list(cells)
        for place, value in zip(free, guess, strict=True):
            table[place] = value
        if total is not None and sum(table) != total:  # type: ignore[arg-type]
            continue
        whole: tuple[int, ...] = tuple(table)  # type: ignore[arg-type]
        if printed(*whole) == shown:
            found.append(whole)
    return found


@given(st.lists(st.integers(0, 16), min_size=2, max_size=3))
def test_no_cell_left_out_can_be_recovered(numbers: list[int]) -> None:
    shown = printed(*numbers)
    possible = tables_that_print(shown)
    assert tuple(numbers) in possible
    for place, cell in enumerate(shown[0]):
        if cell is None:
            assert len({table[place] for table in possible}) > 1, (numbers, shown)


def test_cells_that_are_all_as_large_as_a_small_one_can_be_take_another_with_them() -> None:
    assert printed(11, 10, 10) == ((None, None, None), 31)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4))
def test_no_small_number_is_told_nor_left_by_subtraction(numbers: list[int]) -> None:
    cells, total = printed(*numbers)
    assert all(cell is None or cell >= 11 for cell in cells)
    assert total is None or total >= 11
    if total is not None and None in cells:
        assert cells.count(None) > 1
        assert total - sum(cell for cell in cells if cell is not None) >= 11


@pytest.mark.parametrize(
    ("parts", "fine"),
    [((10, 10, 10), True), ((29, 1, 0), False), ((26, 2, 2), False), ((15, 15, 0), False),
     ((25, 3, 2), True), ((4, 3, 3), False)],
)  # fmt: skip
def test_across_companies_a_cell_needs_three_and_none_may_weigh_too_much(
    parts: tuple[int, ...], fine: bool
) -> None:
    assert Cell(sum(parts), parts).tellable is fine


def test_a_company_cannot_be_had_by_subtraction_either() -> None:
    """One cell may not be told: another goes with it, and the two together keep to the rule."""
    found = tell({"a": Cell(30, (28, 1, 1)), "b": Cell(12, (4, 4, 4)), "c": Cell(90, (30, 30, 30))})
    assert found.cells == {"a": None, "b": None, "c": 90}
    assert found.total == 132


def test_everything_is_told_when_nothing_is_small() -> None:
    assert told(11, 20, 30) == Told({"a": 11, "b": 20, "c": 30}, 61)
    assert told(3, 4) == Told({"a": None, "b": None}, None)
    assert tell({}) == Told({}, None)


PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), min_size=1, max_size=5)


@given(PAIRS)
def test_of_a_pair_no_small_number_is_told_nor_left_by_subtraction(
    numbers: list[tuple[int, int]],
) -> None:
    """0 or all of a department's are as small as any: nobody is known by being among all."""
    rows = {key: Pair(Cell(a), Cell(b)) for key, (a, b) in zip("abcde", numbers, strict=False)}
    found = tell_pairs(rows)
    for pair in found.rows.values():
        assert pair is None or min(pair) >= 11
    hidden = [key for key, pair in found.rows.items() if pair is None]
    if found.total is not None:
        assert min(found.total) >= 11
        for column in (0, 1):
            told = sum(pair[column] for pair in found.rows.values() if pair is not None)
            assert not hidden or (len(hidden) > 1 and found.total[column] - told >= 11)


def printed_pairs(numbers: Sequence[tuple[int, int]]) -> ToldPairs:
    return tell_pairs({k: Pair(Cell(a), Cell(b)) for k, (a, b) in zip("abc", numbers, strict=True)})


def tables_like(
    numbers: list[tuple[int, int]], hidden: list[int]
) -> Iterator[list[tuple[int, int]]]:
    """Tables of the same totals: where two rows are left out, every way to part both columns
    between them; else every way to part one column beside a few of the other."""
    if len(hidden) == 2:
        one, other = hidden
        left, right = (numbers[one][n] + numbers[other][n] for n in (0, 1))
        for a, b in product(range(left + 1), range(right + 1)):
            table = list(numbers)
            table[one], table[other] = (a, b), (left - a, right - b)
            yield table
        return
    totals = [sum(column) for column in zip(*numbers, strict=True)]

    def parted(total: int) -> list[tuple[int, int, int]]:
        return [(a, b, total - a - b) for a in range(total + 1) for b in range(total - a + 1)]

    for column, other in ((0, 1), (1, 0)):
        third = totals[other] // 3
        few = [(third, third, totals[other] - 2 * third), tuple(n[other] for n in numbers),
               (0, third, totals[other] - third)]  # fmt: skip
        for mine, theirs in product(parted(totals[column]), few):
            pairs = zip(mine, theirs, strict=True)
            yield [(a, b) if column == 0 else (b, a) for a, b in pairs]
    yield [(0, 0)] * 3


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(6, 15), st.integers(6, 15)), min_size=3, max_size=3))
@example([(9, 12), (11, 11), (11, 12)])
def test_no_pair_left_out_can_be_recovered(numbers: list[tuple[int, int]]) -> None:
    """One who knows the rule finds other tables that print the same."""
    shown = printed_pairs(numbers)
    hidden = [place for place, key in enumerate("abc") if shown.rows[key] is None]
    possible = [table for table in tables_like(numbers, hidden) if printed_pairs(table) == shown]
    for place in hidden:
        for column in (0, 1):
            assert len({table[place][column] for table in possible}) > 1, (numbers, shown)


def test_a_department_whose_companies_are_few_goes() -> None:
    fine, one = Cell(30, (10, 10, 10)), Cell(30, (28, 1, 1))
    found = tell_pairs({"a": Pair(fine, one), "b": Pair(fine, fine), "c": Pair(fine, fine)})
    assert found.rows["a"] is None
    assert list(found.rows.values()).count(None) >= 2
