"""Advisers' acts on candidatures, each with its line in the journal: validate, refuse with
reasons in words, send a dwelling's list to its landlord, close what a landlord left unanswered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from app.audit.acts import record_act
from app.candidatures.ranked import keep_ranking
from app.candidatures.services import Event, record
from app.candidatures.states import TABLE, By, State
from app.privacy.readers.advisers_queue import queued_on

REASON_LENGTH = 1900


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to the landlord, in the order of the ranking."""

    candidatures: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OpenActs:
    """What may be done about a candidature in the state it is in."""

    validate: bool
    invalidate: bool
    enter_result: bool
    close_unanswered: bool


def open_acts(state: str) -> OpenActs:
    """By the table of states alone; each act is checked again when it is done."""
    nexts = TABLE[State(state)].nexts
    return OpenActs(
        validate=State.VALIDATED in nexts,
        invalidate=State.INVALIDATED in nexts,
        enter_result=any(By.LANDLORD in TABLE[after].by for after in nexts),
        close_unanswered=State.NO_ANSWER in nexts,
    )


def validate(tx: Connection, candidature_id: UUID) -> bool:
    """Raises TransitionRefused. False when it was validated at this very instant already."""
    return _act(tx, candidature_id, State.VALIDATED, None)


def invalidate(tx: Connection, candidature_id: UUID, reason: str) -> bool:
    """End it, with the reason its applicant reads, and nobody else. Raises TransitionRefused."""
    return _act(tx, candidature_id, State.INVALIDATED, reason)


def close_unanswered(tx: Connection, candidature_id: UUID, words: str | None) -> bool:
    """The landlord never answered: the applicant is free again. Raises TransitionRefused."""
    return _act(tx, candidature_id, State.NO_ANSWER, words)


def transmit(tx: Connection, offer_id: UUID) -> Sent:
    """Send every validated candidature of a dwelling to its landlord, ranked as of now.

    The ranking of those sent is kept as it was. Those not yet validated wait for the next list.
    """
    ready = {c.id for c in queued_on(tx, offer_id) if c.state == State.VALIDATED.value}
    ranking = keep_ranking(tx, offer_id, sent=frozenset(ready))
    order = tuple(one.candidature_id for one in ranking.places if one.candidature_id in ready)
    for candidature_id in order:
        _act(tx, candidature_id, State.TRANSMITTED, None)
    return Sent(order)


def _act(tx: Connection, candidature_id: UUID, state: State, words: str | None) -> bool:
    effect = record(tx, candidature_id, Event(state, _now(tx), By.ADVISER, words))
    record_act(tx, f"CANDIDATURE_{state.value}", None, str(candidature_id))
    return effect


def _now(tx: Connection) -> datetime:
    found: datetime = tx.execute(text("SELECT app.clock()")).scalar_one()
    return found
