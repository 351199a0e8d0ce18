"""Acts on candidatures: the applicant submits and cancels, the worker records what came in.

Each runs in the caller's transaction, behind the door of whoever acts.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.candidatures.recording import Event, record
from app.candidatures.states import TABLE, By, State
from app.companies.day import today
from app.documents.standing import documents_standing
from app.offers.queries import find_offer
from app.privacy.candidatures import (
    Dwelling,
    answer_own_offer,
    insert_candidature,
    insert_event,
    leave_state,
    own_candidatures,
    own_step,
    unanswered_offers,
)
from app.privacy.readers.own import own_request

__all__ = [
    "CandidatureRefused", "Event", "answer", "cancel", "end_unanswered", "record", "submit",
]  # fmt: skip
_CANCELLABLE = frozenset(state.value for state, rule in TABLE.items() if rule.cancellable)


class CandidatureRefused(Exception):
    """The applicant's act cannot be done; `reason` is a stable word the screen puts into words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


def _now(tx: Connection) -> datetime:
    found: datetime = tx.execute(text("SELECT app.clock()")).scalar_one()
    return found
