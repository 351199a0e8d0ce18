"""What is left out cannot be had back: every table that would print the same is looked for."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.statistics.suppression import Cell, Told, tell

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
