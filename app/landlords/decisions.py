"""From a line of the decisions' contract to an event of one candidature.

Late, double, contradictory and corrected events are the everyday of this file: an older one is
history, the same `event_id` changes nothing, what cannot follow is refused with its reason.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.candidatures.services import Event, record
from app.candidatures.states import CORRECTED, By, State, TransitionRefused
from app.landlords.loading import RefusedLine, Taken
from app.offers.queries import place_of
from app.privacy.candidatures import (
    ReportedEvent,
    keep_reported,
    landlord_candidature,
    let_to_another,
    lock_standing,
    reported_among,
    reported_event,
)
from app.reference.communes import commune
from app.reference.siret import is_valid_siren
from app.reference.unique_number import normalise_unique_number
from app.registry.faults import BrokenLine, Fault

# The column of the sentence for the applicant.
LONGEST_CONDITION = 1900
_OLDEST_YEAR, _LAST_YEAR = 1970, 9998
_ANSWERS = (State.ACCEPTED.value, State.DECLINED.value)


class Refused(StrEnum):
    """Each value is the sentence shown to whoever loads the file."""

    UNKNOWN = "aucune candidature de ce numéro sur cette offre"
    FUTURE = "événement daté du futur"
    ENDED = "candidature terminée : seule une correction est prise"
    NOT_YOURS = "événement qui n’appartient pas au bailleur"
    TRANSITION = "événement impossible après l’état actuel"
    ALREADY_ACTIVE = "le demandeur a déjà une autre candidature en cours"
    DWELLING_LET = "logement loué à une autre personne : corrigez d’abord ce bail"
    CORRECTED_TO_AN_END = "correction qui ramènerait à une candidature terminée"
    OLDER_CORRECTION = "correction plus ancienne que ce qu’elle corrige"
    NOTHING_TO_CORRECT = "événement à corriger inconnu"


def take_decision(tx: Connection, payload: dict[str, Any]) -> Taken:
    """Record what one line says. Raises BrokenLine and RefusedLine."""
    siren, event_id = payload["landlord_siren"], payload["event_id"]
    _check(payload)
    if reported_event(tx, siren, event_id) is not None:
        return Taken.UNCHANGED
    return take_on(tx, _candidature(tx, payload), payload)


def known_decisions(tx: Connection, payloads: list[dict[str, Any]]) -> frozenset[int]:
    """The places of those taken already, in one question. What is broken is told, known or not."""
    keys = [(one["landlord_siren"], one["event_id"]) for one in payloads]
    known = reported_among(tx, keys)
    return frozenset(
        place
        for place, (key, payload) in enumerate(zip(keys, payloads, strict=True))
        if key in known and _is_sound(payload)
    )


def take_on(tx: Connection, which: UUID, payload: dict[str, Any]) -> Taken:
    """The same on a candidature that is known. Raises RefusedLine."""
    siren, event_id = payload["landlord_siren"], payload["event_id"]
    at = datetime.fromisoformat(payload["occurred_at"].upper())
    if payload["event"] in (CORRECTED, State.LEASE_SIGNED.value):
        # As `record` does, before the candidature is held: of two leases one waits with nothing.
        let_to_another(tx, which)
    held = lock_standing(tx, which, payload["event"], at)
    if held is None:
        raise RefusedLine("/unique_number", Refused.UNKNOWN)
    kept = ReportedEvent(which, payload["event"], held.state)
    if not keep_reported(tx, siren, event_id, kept):
        return Taken.UNCHANGED
    # The applicant's answer given here comes back from the landlord.
    if held.state == payload["event"] and held.state in _ANSWERS:
        return Taken.UNCHANGED
    try:
        effect = record(tx, which, _event(tx, payload, at, which, held.state))
    except TransitionRefused as refused:
        raise RefusedLine("/event", Refused[refused.reason]) from None
    return Taken.NEW if effect else Taken.OLDER


def _check(payload: dict[str, Any]) -> None:
    """What the schema cannot say."""
    if not is_valid_siren(payload["landlord_siren"]):
        raise BrokenLine("/landlord_siren", Fault.OFF_CONTRACT)
    if not payload["event_id"].strip():
        raise BrokenLine("/event_id", Fault.TEXT_EMPTY)
    if len(payload.get("condition") or "") > LONGEST_CONDITION:
        raise BrokenLine("/condition", Fault.TEXT_TOO_LONG)
    if payload["event"] == CORRECTED and not payload.get("corrects"):
        raise BrokenLine("/corrects", Fault.REQUIRED)

    _moment(payload)


def _is_sound(payload: dict[str, Any]) -> bool:
    try:
        _check(payload)
    except BrokenLine:
        return False
    return True


def _moment(payload: dict[str, Any]) -> datetime:
    """The contract lets through what is no instant of ours: a leap second, the year 1."""
    try:
        at = datetime.fromisoformat(payload["occurred_at"].upper())
    except ValueError:
        raise BrokenLine("/occurred_at", Fault.OFF_CONTRACT) from None
    if not _OLDEST_YEAR <= at.year <= _LAST_YEAR:
        raise BrokenLine("/occurred_at", Fault.OFF_CONTRACT)
    return at


def _candidature(tx: Connection, payload: dict[str, Any]) -> UUID:
    number = normalise_unique_number(payload["unique_number"])
    if number is None:
        raise BrokenLine("/unique_number", Fault.WRONG_PATTERN)
    which = landlord_candidature(tx, payload["landlord_siren"], payload["offer_reference"], number)
    if which is None:
        raise RefusedLine("/unique_number", Refused.UNKNOWN)
    return which


def _event(
    tx: Connection, payload: dict[str, Any], at: datetime, which: UUID, standing: str
) -> Event:
    if payload["event"] == CORRECTED:
        return _correction(tx, payload, at, which, standing)
    answer_by = payload.get("answer_by")
    notified = payload["event"] == State.OFFER_NOTIFIED.value
    return Event(
        State(payload["event"]),
        at,
        By.LANDLORD,
        for_applicant=_told(payload),
        answer_by=date.fromisoformat(answer_by) if answer_by else None,
        department=_department(tx, payload) if notified else None,
    )


def _correction(
    tx: Connection, payload: dict[str, Any], at: datetime, which: UUID, standing: str
) -> Event:
    """Back to where it stood before the wrong event, unless something has followed since."""
    wrong = reported_event(tx, payload["landlord_siren"], payload["corrects"])
    if wrong is None or wrong.candidature_id != which or wrong.event == CORRECTED:
        raise RefusedLine("/corrects", Refused.NOTHING_TO_CORRECT)
    back_to = wrong.before if standing == wrong.event else standing
    return Event(State(back_to), at, By.LANDLORD, _told(payload), correction=True)


def _told(payload: dict[str, Any]) -> str | None:
    """The applicant's alone: rank and condition, as the landlord writes them."""
    said = []
    if payload.get("rank") and payload["event"] == State.AWARDED_RANKED.value:
        said.append(f"Votre candidature est classée au rang {int(payload['rank'])}.")
    if payload.get("condition"):
        said.append(payload["condition"].strip())
    return " ".join(said) or None


def _department(tx: Connection, payload: dict[str, Any]) -> str | None:
    code = place_of(tx, payload["landlord_siren"], payload["offer_reference"])
    place = commune(code) if code else None
    return place.department_code if place else None
