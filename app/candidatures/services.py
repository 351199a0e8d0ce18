"""Acts on candidatures: the applicant submits and cancels, the worker records what came in.

Each runs in the caller's transaction, behind the door of whoever acts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.candidatures.deadlines import PARIS, last_answer_day
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
from app.companies.day import today
from app.documents.standing import documents_standing
from app.offers.queries import find_offer
from app.privacy.candidatures import (
    Dwelling,
    RecordedStanding,
    another_is_active,
    answer_own_offer,
    insert_candidature,
    insert_event,
    leave_state,
    let_to_another,
    lock_standing,
    own_candidatures,
    own_step,
    rivals,
    set_state,
    unanswered_offers,
)
from app.privacy.readers.own import own_request

_CANCELLABLE = frozenset(state.value for state, rule in TABLE.items() if rule.cancellable)


class CandidatureRefused(Exception):
    """The applicant's act cannot be done; `reason` is a stable word the screen puts into words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


def submit(tx: Connection, actor: Actor, offer_id: UUID) -> UUID:
    """Apply for a dwelling, as the applicant; returns the candidature's id.

    Raises CandidatureRefused: NO_REQUEST, REQUEST_ENDED, FILE_NOT_READY, UNKNOWN_OFFER (also one
    reserved to another company), OFFER_CLOSED, ALREADY_ACTIVE.
    """
    own = own_request(tx)
    if own is None or actor.audience != "applicant":
        raise CandidatureRefused("NO_REQUEST")
    if own.status != "ACTIVE":
        raise CandidatureRefused("REQUEST_ENDED")
    if not documents_standing(tx, own).ready:
        raise CandidatureRefused("FILE_NOT_READY")
    offer = find_offer(tx, offer_id)
    if offer is None:
        raise CandidatureRefused("UNKNOWN_OFFER")
    if not offer.published_on <= today(tx) <= offer.closes_on:
        raise CandidatureRefused("OFFER_CLOSED")
    home = Dwelling(
        offer_id, offer.dwelling_type, offer.surface_m2, offer.insee_code, offer.residence,
        offer.landlord_name, offer.rent_euros + offer.charges_euros,
    )  # fmt: skip
    made = insert_candidature(tx, own.request_id, home, State.SUBMITTED.value)
    if made is None:
        raise CandidatureRefused("ALREADY_ACTIVE")
    insert_event(tx, made, own.request_id, step=1, outcome=State.SUBMITTED.value)
    return made


def cancel(tx: Connection, candidature_id: UUID) -> None:
    """The applicant's own end, until the file goes to the landlord. Raises CandidatureRefused."""
    step = own_step(tx, candidature_id)
    request_id = leave_state(tx, candidature_id, State.CANCELLED.value, only_from=_CANCELLABLE)
    if request_id is None:
        mine = any(one.id == candidature_id for one in own_candidatures(tx))
        raise CandidatureRefused("TOO_LATE" if mine else "UNKNOWN")
    insert_event(tx, candidature_id, request_id, step=step, outcome=State.CANCELLED.value)


def answer(tx: Connection, candidature_id: UUID, accepted: bool) -> None:
    """Accept or decline the dwelling offered, as the applicant, before the end of the delay.

    Raises CandidatureRefused: UNKNOWN, NOT_OFFERED, TOO_LATE.
    """
    word = State.ACCEPTED if accepted else State.DECLINED
    said = answer_own_offer(tx, candidature_id, word.value)
    if said != "DONE":
        raise CandidatureRefused(said)


def end_unanswered(tx: Connection) -> int:
    """Silence is a refusal: end, as the worker, what nobody answered in time; returns how many."""
    waiting = unanswered_offers(tx)
    for candidature_id in waiting:
        record(tx, candidature_id, Event(State.SILENCE, _now(tx), By.WORKER))
    return len(waiting)


def record(tx: Connection, candidature_id: UUID, event: Event) -> bool:
    """Take what an adviser, a landlord or the deadline says, as the worker.

    The same event twice changes nothing. An older one is kept as history. A signed lease ends the
    dwelling's other candidatures. True when the state changed. Raises TransitionRefused:
    UNKNOWN, FUTURE, ENDED, NOT_YOURS, TRANSITION, ALREADY_ACTIVE, DWELLING_LET, and those of
    corrections.
    """
    is_let = _turns_on_the_lease(event) and let_to_another(tx, candidature_id)
    held = lock_standing(tx, candidature_id, event.outcome, event.occurred_at)
    if held is None:
        raise TransitionRefused("UNKNOWN")
    if held.known:
        return False
    if event.occurred_at > _now(tx):
        raise TransitionRefused("FUTURE")
    if event.correction:
        return _correct(tx, candidature_id, held, event, is_let=is_let)
    standing = Standing(State(held.state), held.step, held.since)
    effect = takes_effect(standing, event.state, event.occurred_at, event.by)
    if effect and is_let:
        raise TransitionRefused("DWELLING_LET")
    _write(tx, candidature_id, held, event, effect=effect)
    if effect and event.state is State.LEASE_SIGNED:
        _end_rivals(tx, candidature_id, event.occurred_at)
    return effect


def _turns_on_the_lease(event: Event) -> bool:
    """A dwelling let to somebody has no second lease, and nobody comes back to it."""
    return event.correction or event.state is State.LEASE_SIGNED


def _correct(
    tx: Connection, candidature_id: UUID, held: RecordedStanding, event: Event, *, is_let: bool
) -> bool:
    check_correction(held.since, event.occurred_at, event.state, event.by)
    if is_let:
        raise TransitionRefused("DWELLING_LET")
    # An ended one comes back: its applicant may have applied elsewhere meanwhile.
    if another_is_active(tx, candidature_id):
        raise TransitionRefused("ALREADY_ACTIVE")
    _write(tx, candidature_id, held, event, effect=True)
    return True


def _write(
    tx: Connection, candidature_id: UUID, held: RecordedStanding, event: Event, *, effect: bool
) -> None:
    rule = TABLE[event.state]
    insert_event(
        tx,
        candidature_id,
        held.request_id,
        step=rule.step or held.step,
        outcome=event.outcome,
        at=event.occurred_at,
        for_applicant=event.for_applicant,
    )
    if effect:
        set_state(
            tx,
            candidature_id,
            event.state.value,
            active=not rule.ended,
            answer_by=_answer_by(event),
        )


def _answer_by(event: Event) -> date | None:
    """The landlord's day, never before the shortest delay; None when nothing is to be answered."""
    if event.state is not State.OFFER_NOTIFIED:
        return None
    day = event.occurred_at.astimezone(PARIS).date()
    shortest = last_answer_day(day, event.department)
    return max(shortest, event.answer_by or shortest)


def _end_rivals(tx: Connection, candidature_id: UUID, at: datetime) -> None:
    """The dwelling is let. The end comes after whatever the others had reached."""
    outcome = State.OFFER_FILLED.value
    for rival in rivals(tx, candidature_id):
        held = lock_standing(tx, rival, outcome, at)
        if held is None or TABLE[State(held.state)].ended:
            continue
        moment = max(at, held.since + timedelta(microseconds=1))
        event = Event(State.OFFER_FILLED, moment, By.WORKER)
        _write(tx, rival, held, event, effect=True)


def _now(tx: Connection) -> datetime:
    found: datetime = tx.execute(text("SELECT app.clock()")).scalar_one()
    return found
