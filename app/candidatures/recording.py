"""What an adviser, a landlord or the deadline says of candidatures, recorded by the one rule.

In three steps, each for many candidatures at once and of which only the middle one decides:
hold them, decide each event by the table of states, write. A file's lines come by the hundred;
a screen's act is a list of one (`record`). No candidature may come twice in one list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache, partial
from uuid import UUID

from sqlalchemy import Connection

from app.candidatures.calendar import calendar_on
from app.candidatures.deadlines import PARIS, Calendar, last_answer_day
from app.candidatures.states import (
    CORRECTED,
    TABLE,
    By,
    Standing,
    State,
    TransitionRefused,
    check_correction,
    outcome_of,
    takes_effect,
)
from app.privacy.recording import (
    NewEvent,
    NewState,
    RecordedStanding,
    elsewhere_active,
    insert_events,
    let_among,
    lock_standings,
    rivals,
    set_states,
)

# A dwelling let to somebody has no second lease, and nobody comes back to it.
TURN_ON_THE_LEASE = frozenset({CORRECTED, State.LEASE_SIGNED.value})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a candidature, as its author reports it.

    `state` is what it led to; with `correction` it is the active state to go back to.
    `for_applicant` (reasons, rank, condition) is never read by an employer. With OFFER_NOTIFIED
    `answer_by` is the landlord's last day to answer, and `department` where the dwelling stands.
    """

    state: State
    occurred_at: datetime
    by: By
    for_applicant: str | None = None
    correction: bool = False
    answer_by: date | None = None
    department: str | None = None

    @property
    def outcome(self) -> str:
        return CORRECTED if self.correction else outcome_of(self.state)


@dataclass(frozen=True, slots=True)
class Held:
    """A candidature held until the caller's end; `is_let`: another has the dwelling's lease
    (asked for a lease or a correction alone)."""

    candidature_id: UUID
    standing: RecordedStanding
    is_let: bool


class Effect(Enum):
    """What an event does: nothing (it was taken before), history only, or the new state."""

    NONE = "none"
    HISTORY = "history"
    STATE = "state"


def record(tx: Connection, candidature_id: UUID, event: Event) -> bool:
    """Take one event, as the worker, an adviser or a landlord's system.

    The same event twice changes nothing. An older one is kept as history. A signed lease ends the
    dwelling's other candidatures. True when the state changed. Raises TransitionRefused:
    UNKNOWN, FUTURE, ENDED, NOT_YOURS, TRANSITION, ALREADY_ACTIVE, DWELLING_LET, and those of
    corrections.
    """
    (held,) = hold(tx, [(candidature_id, event.outcome, event.occurred_at)])
    if held is None:
        raise TransitionRefused("UNKNOWN")
    (effect,) = decide(tx, [(held, event)])
    if isinstance(effect, TransitionRefused):
        raise effect
    write(tx, [(held, event, effect)])
    return effect is Effect.STATE


def hold(tx: Connection, asked: Sequence[tuple[UUID, str, datetime]]) -> list[Held | None]:
    """Hold each (candidature, outcome, moment of the event); None: there is no such candidature."""
    # Before the candidatures are held: of two leases one waits with nothing.
    let = let_among(tx, [which for which, outcome, _at in asked if outcome in TURN_ON_THE_LEASE])
    standings = lock_standings(tx, asked)
    return [
        Held(which, standing, which in let) if standing else None
        for (which, _outcome, _at), standing in zip(asked, standings, strict=True)
    ]


def decide(tx: Connection, said: Sequence[tuple[Held, Event]]) -> list[Effect | TransitionRefused]:
    """What each event does to its candidature, or why it cannot be taken. Writes nothing."""
    corrected = [held.candidature_id for held, event in said if event.correction]
    # An ended one comes back: its applicant may have applied elsewhere meanwhile.
    elsewhere = elsewhere_active(tx, corrected)
    return [_decide(held, event, held.candidature_id in elsewhere) for held, event in said]


def write(tx: Connection, decided: Sequence[tuple[Held, Event, Effect]]) -> None:
    """Write what was decided; a signed lease ends the dwelling's others."""
    leases = {
        held.candidature_id: event.occurred_at
        for held, event, effect in decided
        if effect is Effect.STATE and event.state is State.LEASE_SIGNED
    }
    whole = [*decided, *_ends_of_rivals(tx, leases)]
    insert_events(tx, [_new_event(*one[:2]) for one in whole if one[2] is not Effect.NONE])
    # Many events of one day ask once for the calendar that governed on it.
    calendars = cache(partial(calendar_on, tx))
    set_states(tx, [_new_state(*one[:2], calendars) for one in whole if one[2] is Effect.STATE])


def _decide(held: Held, event: Event, elsewhere: bool) -> Effect | TransitionRefused:
    try:
        return _effect(held.standing, event, is_let=held.is_let, elsewhere=elsewhere)
    except TransitionRefused as refused:
        return refused


def _effect(held: RecordedStanding, event: Event, *, is_let: bool, elsewhere: bool) -> Effect:
    if held.known:
        return Effect.NONE
    if event.occurred_at > held.now:
        raise TransitionRefused("FUTURE")
    if event.correction:
        check_correction(held.since, event.occurred_at, event.state, event.by)
        effect = True
    else:
        standing = Standing(State(held.state), held.step, held.since)
        effect = takes_effect(standing, event.state, event.occurred_at, event.by)
    if effect and is_let:
        raise TransitionRefused("DWELLING_LET")
    if elsewhere:
        raise TransitionRefused("ALREADY_ACTIVE")
    return Effect.STATE if effect else Effect.HISTORY


def _new_event(held: Held, event: Event) -> NewEvent:
    return NewEvent(
        held.standing.request_id, held.candidature_id, event.occurred_at,
        TABLE[event.state].step or held.standing.step, event.outcome, event.for_applicant,
    )  # fmt: skip


def _new_state(held: Held, event: Event, calendars: Callable[[date], Calendar]) -> NewState:
    return NewState(
        held.candidature_id, event.state.value, not TABLE[event.state].ended,
        _answer_by(event, calendars),
    )  # fmt: skip


def _answer_by(event: Event, calendars: Callable[[date], Calendar]) -> date | None:
    """The landlord's day, never before the shortest delay; None when nothing is to be answered."""
    if event.state is not State.OFFER_NOTIFIED:
        return None
    day = event.occurred_at.astimezone(PARIS).date()
    shortest = last_answer_day(day, event.department, calendar=calendars(day))
    return max(shortest, event.answer_by or shortest)


def _ends_of_rivals(
    tx: Connection, leases: dict[UUID, datetime]
) -> list[tuple[Held, Event, Effect]]:
    """The dwelling is let. The end comes after whatever the others had reached."""
    outcome = State.OFFER_FILLED.value
    asked = [(rival, outcome, leases[winner]) for winner, rival in rivals(tx, list(leases))]
    found = []
    for (rival, _outcome, at), held in zip(asked, lock_standings(tx, asked), strict=True):
        if held is None or TABLE[State(held.state)].ended:
            continue
        moment = max(at, held.since + timedelta(microseconds=1))
        event = Event(State.OFFER_FILLED, moment, By.WORKER)
        found.append((Held(rival, held, is_let=True), event, Effect.STATE))
    return found
