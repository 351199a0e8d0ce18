"""The three indicators, against every line of the tables and the categories' own words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.offers.area import area_of
from app.offers.eligibility import (
    Household,
    Verdict,
    category_of,
    judge_effort,
    judge_income,
    suits,
    types_for,
    zone_of,
)
from app.offers.tables import shipped_tables
from app.reference.communes import communes
from app.reference.csv_tables import read_rows
from app.reference.neighbours import neighbours

DAY = date(2026, 6, 1)
TABLES = shipped_tables()
ceiling_of = TABLES.ceilings.of
LINES = list(read_rows("income_ceilings.csv"))
households = st.integers(1, 9).flatmap(
    lambda people: st.builds(
        Household,
        people=st.just(people),
        dependants=st.integers(0, people - 1),
        disabled=st.booleans(),
        couple=st.booleans(),
        reference_income=st.none() | st.integers(0, 200_000),
        monthly_resources=st.none() | st.integers(0, 20_000),
    )
)
financings = st.sampled_from(["PLAI", "PLUS", "PLS", "LLI"])
places = st.sampled_from(["75056", "75113", "92012", "93066", "77288", "69266", "69383", "2A004"])


@pytest.mark.parametrize("line", LINES, ids=lambda line: "-".join(line[:3]))
def test_each_line_of_the_table_holds_in_its_days_and_in_no_other(line: list[str]) -> None:
    financing, zone, category, euros, first, last, _confidence = line
    people = 7 if category == "extra_person" else 1
    number = 6 if category == "extra_person" else int(category)
    before = ceiling_of(financing, zone, 6, 6, DAY) if people == 7 else 0
    assert before is not None
    assert ceiling_of(financing, zone, number, people, date.fromisoformat(first)) == before + int(
        euros
    )
    assert ceiling_of(financing, zone, number, people, date.fromisoformat(last)) is not None
    assert ceiling_of(financing, zone, number, people, date(2031, 1, 1)) is None
    assert ceiling_of(financing, zone, number, people, date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("household", "category"),
    [
        (Household(1), 1), (Household(1, disabled=True), 2), (Household(2, couple=True), 2),
        (Household(2, dependants=1), 3), (Household(2, disabled=True), 3), (Household(3), 3),
        (Household(3, dependants=2), 4), (Household(3, dependants=1), 3),
        (Household(3, disabled=True), 4), (Household(4, dependants=3), 5), (Household(5), 5),
        (Household(5, dependants=4), 6), (Household(6), 6), (Household(9, disabled=True), 6),
        (Household(2, dependants=1, disabled=True), 3),
    ],
)  # fmt: skip
def test_the_categories_are_those_of_the_order(household: Household, category: int) -> None:
    assert category_of(household) == category


def test_a_young_couple_without_dependants_is_of_category_three() -> None:
    couple = Household(2, couple=True, reference_income=31_255)
    assert category_of(couple, young_couple=True) == 3
    found = judge_income(couple, "PLUS", "69266", DAY, TABLES)
    assert (found.verdict, found.ceiling, found.young_couple_matters) == (
        Verdict.ABOVE, 31_254, True,
    )  # fmt: skip


@given(one=households, financing=financings, place=places)
def test_more_income_never_turns_above_into_fine(
    one: Household, financing: str, place: str
) -> None:
    found = judge_income(one, financing, place, DAY, TABLES)
    assert 1 <= found.category <= 6
    if found.ceiling is None or one.reference_income is None:
        assert found.verdict is Verdict.UNKNOWN
    else:
        assert (found.verdict is Verdict.FINE) == (one.reference_income <= found.ceiling)


@given(one=households, place=places)
def test_a_plus_ceiling_grows_with_the_household_and_pls_stands_above(
    one: Household, place: str
) -> None:
    zone = zone_of(place)
    rising = [ceiling_of("PLUS", zone, c, one.people, DAY) or 0 for c in range(1, 7)]
    assert all(a <= b for a, b in pairwise(rising))
    category = category_of(one)
    low, middle, high = (
        ceiling_of(f, zone, category, one.people, DAY) for f in ("PLAI", "PLUS", "PLS")
    )
    assert low is not None
    assert middle is not None
    assert high is not None
    assert low < middle < high


def test_paris_and_its_29_neighbours_make_the_dearest_zone() -> None:
    found = {c for c in communes() if zone_of(c) == "PARIS_AND_BORDERING"}
    assert len(neighbours("75056")) == 29
    assert {"75056", "75101", "92012", "93066"} <= found
    assert zone_of("78646") == "REST_OF_IDF"
    assert zone_of("69266") == zone_of("2A004") == "OTHER_REGIONS"


@pytest.mark.parametrize(("financing", "place"), [("LLI", "69266"), ("PLUS", "97411")])
def test_where_no_table_applies_the_ceiling_is_unknown(financing: str, place: str) -> None:
    found = judge_income(Household(1, reference_income=10_000), financing, place, DAY, TABLES)
    assert (found.verdict, found.ceiling) == (Verdict.UNKNOWN, None)


def test_rooms_follow_the_guide() -> None:
    assert [types_for(n) for n in (1, 2, 3, 4, 5, 12)] == [
        ("T1", "T2"), ("T1", "T3"), ("T2", "T4"), ("T3", "T5"), ("T4", None), ("T4", None),
    ]  # fmt: skip
    assert not suits("T3", 1)
    assert suits("T6", 12)
    assert not suits("T1", 3)


@given(rent=st.integers(0, 5_000), resources=st.none() | st.integers(0, 10_000))
def test_the_effort_is_a_share_about_one_third(rent: int, resources: int | None) -> None:
    found = judge_effort(Household(1, monthly_resources=resources), rent)
    if not resources:
        assert found == judge_effort(Household(1), rent)
        assert found.verdict is Verdict.UNKNOWN
    else:
        assert (found.verdict is Verdict.FINE) == (3 * rent <= resources)


def test_an_area_holds_districts_and_neighbours_and_no_code_twice() -> None:
    area = area_of(["69383", "nowhere"])
    assert {"69383", "69123"} <= area.wanted
    assert {"69381", "69266"} <= area.near
    assert not area.wanted & area.near
    assert area.departments == ("69",)
    assert {"75101", "75120"} <= area_of(["75056"]).wanted
    assert area_of([]).departments == ()
