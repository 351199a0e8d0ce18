"""The table of states: closed, finite, and the same as what screens and employers are told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.candidatures.states import (
    CORRECTED,
    TABLE,
    By,
    Standing,
    State,
    TransitionRefused,
    check_correction,
    check_transition,
    outcome_of,
    takes_effect,
)
from app.privacy.rule import OUTCOMES
from app.privacy.words.candidatures import ENDED

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
states, authors = st.sampled_from(State), st.sampled_from(By)
hours = st.integers(-200, 200).map(lambda h: START + timedelta(hours=h))


def test_every_state_has_its_line_and_can_be_reached() -> None:
    assert set(TABLE) == set(State)
    reached = {State.SUBMITTED}
    for _step in State:
        reached |= {after for state in reached for after in TABLE[state].nexts}
    assert reached == set(State)


def test_ended_states_are_those_the_screens_call_ended() -> None:
    assert {s.value for s, rule in TABLE.items() if rule.ended} == ENDED


def test_employers_are_told_words_of_the_closed_list_and_no_rank_nor_condition() -> None:
    told = {outcome_of(state) for state in State}
    assert told | {CORRECTED} == OUTCOMES
    assert outcome_of(State.AWARDED_RANKED) == outcome_of(State.AWARDED_CONDITIONALLY) == "AWARDED"


def test_no_step_leads_back() -> None:
    for state, rule in TABLE.items():
        for after in rule.nexts:
            assert (TABLE[after].step or 9) >= (rule.step or 9), (state, after)


def test_the_applicant_cancels_until_the_file_goes_to_the_landlord() -> None:
    able = {s for s, rule in TABLE.items() if State.CANCELLED in rule.nexts}
    assert able == {State.SUBMITTED, State.VALIDATED}
    assert able == {s for s, rule in TABLE.items() if rule.cancellable}


@given(before=states, after=states, by=authors)
def test_an_ended_candidature_takes_no_transition(before: State, after: State, by: By) -> None:
    if TABLE[before].ended:
        with pytest.raises(TransitionRefused, match="ENDED"):
            check_transition(before, after, by)


@given(after=states, by=authors, before=states)
def test_nobody_sets_a_state_that_is_another_s(before: State, after: State, by: By) -> None:
    if by not in TABLE[after].by:
        with pytest.raises(TransitionRefused):
            check_transition(before, after, by)


@given(events=st.lists(st.tuples(states, hours, authors), max_size=25))
def test_the_state_is_that_of_the_highest_step_then_the_latest(
    events: list[tuple[State, datetime, By]],
) -> None:
    standing = Standing(State.SUBMITTED, 1, START)
    ended_at = None
    for state, at, by in events:
        try:
            effect = takes_effect(standing, state, at, by)
        except TransitionRefused:
            continue
        assert ended_at is None, "an ended candidature took an event"
        step = TABLE[state].step or standing.step
        if TABLE[state].step is not None:
            assert effect == ((step, at) >= (standing.step, standing.since))
        if effect:
            standing = Standing(state, step, at)
            ended_at = at if TABLE[state].ended else None


@given(back_to=states, at=hours, by=authors)
def test_a_correction_comes_later_and_leads_back_to_an_active_state(
    back_to: State, at: datetime, by: By
) -> None:
    right = by in (By.ADVISER, By.LANDLORD) and at > START and not TABLE[back_to].ended
    if right:
        check_correction(START, at, back_to, by)
    else:
        with pytest.raises(TransitionRefused):
            check_correction(START, at, back_to, by)


def test_an_end_that_came_later_is_not_filed_away_as_old_news() -> None:
    standing = Standing(State.TRANSMITTED, 3, START)
    late = START + timedelta(days=1)
    with pytest.raises(TransitionRefused):
        takes_effect(standing, State.INVALIDATED, late, By.ADVISER)
    assert not takes_effect(standing, State.VALIDATED, late, By.ADVISER)
