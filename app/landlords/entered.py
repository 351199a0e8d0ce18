"""A landlord's result told by telephone or letter, and entered by an adviser: it takes the same
way as a line of a landlord's file, so that the two agree and nothing is taken twice."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, text

from app.audit.acts import record_act
from app.candidatures.deadlines import PARIS
from app.candidatures.states import CORRECTED, TransitionRefused
from app.landlords.decisions import take_on
from app.landlords.loading import RefusedLine, Taken
from app.offers.search import any_offer
from app.privacy.readers.advisers_queue import QueuedCandidature
from app.privacy.reported import reported_among, standing_report


@dataclass(frozen=True, slots=True)
class Entered:
    """`event_id` is drawn once with the form; `day` is when it happened, in Paris."""

    event_id: str
    event: str
    day: date
    rank: int | None = None
    condition: str | None = None
    answer_by: date | None = None


def take_entered(tx: Connection, one: QueuedCandidature, said: Entered) -> bool:
    """Whether the state changed. Twice the same event changes nothing. Raises TransitionRefused."""
    payload = {
        "event_id": said.event_id,
        "event": said.event,
        "occurred_at": _moment(tx, one, said.day).isoformat(),
        "rank": said.rank,
        "condition": said.condition,
        "answer_by": said.answer_by.isoformat() if said.answer_by else None,
    }
    return _take(tx, one, payload)


def take_back(tx: Connection, one: QueuedCandidature) -> bool:
    """Correct the landlord's event that made the candidature what it is now."""
    wrong = standing_report(tx, one.id)
    if wrong is None:
        raise TransitionRefused("NOTHING_TO_CORRECT")
    payload = {
        "event_id": f"{wrong[:60]}-C",
        "event": CORRECTED,
        "corrects": wrong,
        "occurred_at": _now(tx).isoformat(),
    }
    return _take(tx, one, payload)


def _take(tx: Connection, one: QueuedCandidature, payload: dict[str, Any]) -> bool:
    home = any_offer(tx, one.offer_id)
    if home is None:
        raise TransitionRefused("UNKNOWN")
    whole = {**payload, "landlord_siren": home.landlord_siren, "offer_reference": one.reference}
    if reported_among(tx, [(home.landlord_siren, payload["event_id"])]):
        return False
    try:
        taken = take_on(tx, one.id, whole)
    except RefusedLine as refused:
        raise TransitionRefused(getattr(refused.reason, "name", "UNKNOWN")) from None
    record_act(tx, "LANDLORD_RESULT_ENTERED", None, str(one.id))
    return taken is Taken.NEW


def _moment(tx: Connection, one: QueuedCandidature, day: date) -> datetime:
    """Noon of the day, never later than now; on the day of what stands, right after it."""
    at = min(datetime.combine(day, time(12), PARIS), _now(tx))
    last = one.last_event_at
    return last if day == last.astimezone(PARIS).date() and at < last else at


def _now(tx: Connection) -> datetime:
    found: datetime = tx.execute(text("SELECT app.clock()")).scalar_one()
    return found
