"""The ranking: pure, explained, and the same whoever asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.candidatures.ranked import nearness_of
from app.candidatures.ranking import Component, Facts, Nearness, Weights, marks_of, rank
from app.candidatures.weights import WeightsRefused, check_weights

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
weights = st.builds(
    Weights,
    seniority=st.integers(0, 100), place=st.integers(0, 100), size=st.integers(0, 100),
    priority=st.integers(0, 100), points=st.integers(0, 100),
    full_months=st.integers(1, 600), full_points=st.integers(1, 600),
)  # fmt: skip
facts = st.builds(
    Facts,
    candidature_id=st.uuids(),
    submitted_at=st.integers(0, 5000).map(lambda m: START + timedelta(minutes=m)),
    months=st.integers(0, 400), nearness=st.sampled_from(Nearness), size_fits=st.booleans(),
    priority=st.booleans(), company_points=st.integers(0, 500), entitled=st.booleans(),
)  # fmt: skip
groups = st.lists(facts, max_size=30, unique_by=lambda f: f.candidature_id).map(tuple)


@given(group=groups, kept=weights, salt=st.randoms())
def test_every_place_is_held_once_whatever_the_order_they_come_in(
    group: tuple[Facts, ...], kept: Weights, salt: object
) -> None:
    found = rank(group, kept)
    assert [one.rank for one in found] == list(range(1, len(group) + 1))
    assert {one.candidates for one in found} <= {len(group)}
    shuffled = list(group)
    salt.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(tuple(shuffled), kept) == found


@given(group=groups, kept=weights)
def test_those_not_entitled_come_after_and_then_marks_decide(
    group: tuple[Facts, ...], kept: Weights
) -> None:
    found = rank(group, kept)
    entitled = [one.entitled for one in found]
    assert entitled == sorted(entitled, reverse=True)
    for before, after in pairwise(found):
        if before.entitled == after.entitled:
            assert before.total_tenths >= after.total_tenths


@given(one=facts, kept=weights)
def test_no_component_gives_more_than_its_weight(one: Facts, kept: Weights) -> None:
    marks = marks_of(one, kept)
    assert [mark.component for mark in marks] == list(Component)
    for mark in marks:
        assert mark.most == getattr(kept, mark.component.value)
        assert 0 <= mark.tenths <= mark.most * 10


@given(one=facts, kept=weights, more=st.integers(1, 300))
def test_more_of_anything_never_lowers_a_mark(one: Facts, kept: Weights, more: int) -> None:
    total = sum(mark.tenths for mark in marks_of(one, kept))
    for better in (
        replace(one, months=one.months + more),
        replace(one, company_points=one.company_points + more),
        replace(one, nearness=Nearness.WANTED),
        replace(one, size_fits=True),
        replace(one, priority=True),
    ):
        assert sum(mark.tenths for mark in marks_of(better, kept)) >= total


@given(group=groups, kept=weights)
def test_others_points_do_not_change_one_s_own_marks(
    group: tuple[Facts, ...], kept: Weights
) -> None:
    for one in rank(group, kept):
        own = next(f for f in group if f.candidature_id == one.candidature_id)
        assert one.marks == marks_of(own, kept)


def test_equal_marks_are_parted_by_the_day_of_submission() -> None:
    first = Facts(UUID(int=9), START, 12, Nearness.NEAR, True, False, 0, True)
    second = replace(first, candidature_id=UUID(int=1), submitted_at=START + timedelta(days=1))
    found = rank((second, first), Weights())
    assert [one.candidature_id.int for one in found] == [9, 1]


def test_a_commune_a_neighbour_and_elsewhere() -> None:
    assert nearness_of(("69266",), "69266") is Nearness.WANTED
    assert nearness_of(("69266",), "69029") is Nearness.NEAR
    assert nearness_of(("69266",), "75101") is Nearness.ELSEWHERE


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        (Weights(seniority=101), "OUT_OF_RANGE"), (Weights(points=-1), "OUT_OF_RANGE"),
        (Weights(full_months=0), "OUT_OF_RANGE"), (Weights(0, 0, 0, 0, 0), "NOTHING_COUNTS"),
    ],
)  # fmt: skip
def test_weights_that_could_not_rank_are_refused(kept: Weights, reason: str) -> None:
    with pytest.raises(WeightsRefused, match=reason):
        check_weights(kept)
