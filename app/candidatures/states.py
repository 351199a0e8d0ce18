"""The states of a candidature, as one table, and what may follow what. Pure.

Source: the product's specification, §5. All states are active but the ended ones; an ended
candidature takes nothing but a correction.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

# An event that says an earlier one was wrong; it is no state: it leads back to an active one.
CORRECTED = "CORRECTED"


class State(Enum):
    SUBMITTED = "SUBMITTED"
    VALIDATED = "VALIDATED"
    INVALIDATED = "INVALIDATED"
    TRANSMITTED = "TRANSMITTED"
    CONTACTED = "CONTACTED"
    VISIT_PLANNED = "VISIT_PLANNED"
    COMMITTEE_PLANNED = "COMMITTEE_PLANNED"
    AWARDED = "AWARDED"
    AWARDED_RANKED = "AWARDED_RANKED"
    AWARDED_CONDITIONALLY = "AWARDED_CONDITIONALLY"
    NOT_AWARDED = "NOT_AWARDED"
    REJECTED = "REJECTED"
    OFFER_NOTIFIED = "OFFER_NOTIFIED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    SILENCE = "SILENCE"
    LEASE_SIGNED = "LEASE_SIGNED"
    CANCELLED = "CANCELLED"
    OFFER_FILLED = "OFFER_FILLED"
    NO_ANSWER = "NO_ANSWER"


class By(Enum):
    """Who may set a state."""

    APPLICANT = "applicant"
    ADVISER = "adviser"
    LANDLORD = "landlord"
    WORKER = "worker"


class TransitionRefused(Exception):
    """The event cannot be taken; `reason` is a stable word the screens put into a language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class StateRule:
    """`step` is 1 to 7, or None for an end that keeps the step reached. No `nexts`: ended."""

    step: int | None
    by: frozenset[By]
    nexts: frozenset[State] = frozenset()
    cancellable: bool = False

    @property
    def ended(self) -> bool:
        return not self.nexts


def _rule(
    step: int | None, by: By | frozenset[By], *nexts: State, cancellable: bool = False
) -> StateRule:
    authors = frozenset({by}) if isinstance(by, By) else by
    return StateRule(step, authors, frozenset(nexts), cancellable)


S = State
_AWARDS = (S.AWARDED, S.AWARDED_RANKED, S.AWARDED_CONDITIONALLY)
_REFUSALS = (S.NOT_AWARDED, S.REJECTED)
_ANSWERS = (S.ACCEPTED, S.DECLINED)
# The applicant answers here, or the landlord reports an answer given by letter.
_ANSWERED_BY = frozenset({By.APPLICANT, By.LANDLORD})
# Landlords report what they have: a step may be left out, a visit be planned again.
_LATE_ENDS = (S.OFFER_FILLED, S.NO_ANSWER)
_RESULTS = (*_AWARDS, *_REFUSALS, S.OFFER_NOTIFIED, *_ANSWERS, S.LEASE_SIGNED, *_LATE_ENDS)
_AFTER_CONTACT = (S.CONTACTED, S.VISIT_PLANNED, S.COMMITTEE_PLANNED, *_RESULTS)

TABLE: dict[State, StateRule] = {
    S.SUBMITTED: _rule(
        1, By.APPLICANT, S.VALIDATED, S.INVALIDATED, S.CANCELLED, S.OFFER_FILLED, cancellable=True
    ),
    S.VALIDATED: _rule(
        2, By.ADVISER, S.INVALIDATED, S.TRANSMITTED, S.CANCELLED, S.OFFER_FILLED, cancellable=True
    ),
    S.INVALIDATED: _rule(2, By.ADVISER),
    S.TRANSMITTED: _rule(3, By.ADVISER, *_AFTER_CONTACT),
    S.CONTACTED: _rule(4, By.LANDLORD, *_AFTER_CONTACT),
    S.VISIT_PLANNED: _rule(4, By.LANDLORD, *_AFTER_CONTACT),
    S.COMMITTEE_PLANNED: _rule(5, By.LANDLORD, S.COMMITTEE_PLANNED, *_RESULTS),
    S.AWARDED: _rule(6, By.LANDLORD, *_RESULTS),
    S.AWARDED_RANKED: _rule(6, By.LANDLORD, *_RESULTS),
    S.AWARDED_CONDITIONALLY: _rule(6, By.LANDLORD, *_RESULTS),
    S.NOT_AWARDED: _rule(6, By.LANDLORD),
    S.REJECTED: _rule(6, By.LANDLORD),
    S.OFFER_NOTIFIED: _rule(6, By.LANDLORD, *_ANSWERS, S.SILENCE, S.LEASE_SIGNED, S.OFFER_FILLED),
    S.ACCEPTED: _rule(6, _ANSWERED_BY, S.DECLINED, S.LEASE_SIGNED, S.OFFER_FILLED),
    S.DECLINED: _rule(6, _ANSWERED_BY),
    S.SILENCE: _rule(6, By.WORKER),
    S.LEASE_SIGNED: _rule(7, By.LANDLORD),
    S.CANCELLED: _rule(None, By.APPLICANT),
    S.OFFER_FILLED: _rule(None, By.WORKER),
    S.NO_ANSWER: _rule(None, By.ADVISER),
}
CORRECTORS = frozenset({By.ADVISER, By.LANDLORD})


def outcome_of(state: State) -> str:
    """The word an employer is told: of an award neither the rank nor the condition."""
    return State.AWARDED.value if state in _AWARDS else state.value


def check_transition(before: State, after: State, by: By) -> None:
    """Raise TransitionRefused unless `by` may lead a candidature from `before` to `after`."""
    if TABLE[before].ended:
        raise TransitionRefused("ENDED")
    if by not in TABLE[after].by:
        raise TransitionRefused("NOT_YOURS")
    if after not in TABLE[before].nexts:
        raise TransitionRefused("TRANSITION")


def check_correction(before: datetime, at: datetime, back_to: State, by: By) -> None:
    """A correction comes after what it corrects (`before`) and leads back to an active state."""
    if by not in CORRECTORS:
        raise TransitionRefused("NOT_YOURS")
    if TABLE[back_to].ended:
        raise TransitionRefused("CORRECTED_TO_AN_END")
    if at <= before:
        raise TransitionRefused("OLDER_CORRECTION")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidature stands: its state, the step reached, and the moment of that event."""

    state: State
    step: int
    since: datetime


def takes_effect(standing: Standing, event: State, at: datetime, by: By) -> bool:
    """Whether `event` becomes the state (highest step, then latest); False: kept as history.

    Raises TransitionRefused for an event that is neither.
    """
    rule = TABLE[event]
    if rule.step is None or (rule.step, at) >= (standing.step, standing.since):
        check_transition(standing.state, event, by)
        return True
    if TABLE[standing.state].ended:
        raise TransitionRefused("ENDED")
    if by not in rule.by:
        raise TransitionRefused("NOT_YOURS")
    # An end that came later than where it stands must not be filed away as old news.
    if event is State.SUBMITTED or (rule.ended and at >= standing.since):
        raise TransitionRefused("TRANSITION")
    return False
