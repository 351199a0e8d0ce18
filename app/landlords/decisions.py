"""From a line of the decisions' contract to an event of one candidature.

Late, double, contradictory and corrected events are the everyday of this file: an older one is
history, the same `event_id` changes nothing, what cannot follow is refused with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.candidatures.recording import Effect, Event, Held, decide, hold, write
from app.candidatures.states import CORRECTED, By, State, TransitionRefused, outcome_of
from app.landlords.layers import in_layers
from app.landlords.loading import RefusedLine, Result, Taken
from app.offers.queries import places_of
from app.privacy.reported import (
    Key,
    ReportedEvent,
    keep_reported,
    landlord_candidatures,
    reported_among,
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


@dataclass(frozen=True, slots=True)
class Said:
    """A line, and the candidature it speaks of."""

    which: UUID
    payload: dict[str, Any]

    @property
    def event(self) -> str:
        return str(self.payload["event"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.payload["occurred_at"].upper())

    @property
    def key(self) -> Key:
        return _key(self.payload)


def take_decision(tx: Connection, payload: dict[str, Any]) -> Taken:
    """Record what one line says. Raises BrokenLine and RefusedLine."""
    return _or_raise(take_decisions(tx, [payload])[0])


def take_decisions(tx: Connection, payloads: Sequence[dict[str, Any]]) -> list[Result]:
    """The same of many lines, as if one after the other: each is taken whole or told why not."""
    results: list[Result] = [_broken(payload) or Taken.UNCHANGED for payload in payloads]
    known = set(reported_among(tx, [_key(payload) for payload in payloads]))
    fresh = [
        place for place, payload in enumerate(payloads)
        if not isinstance(results[place], BrokenLine) and _key(payload) not in known
    ]  # fmt: skip
    for layer in in_layers([payloads[place] for place in fresh]):
        places = [fresh[one] for one in layer if _key(payloads[fresh[one]]) not in known]
        for place, result in zip(places, _take(tx, [payloads[p] for p in places]), strict=True):
            results[place] = result
            if isinstance(result, Taken):
                known.add(_key(payloads[place]))
    return results


def take_on(tx: Connection, which: UUID, payload: dict[str, Any]) -> Taken:
    """The same on a candidature that is known. Raises RefusedLine."""
    return _or_raise(_take_on(tx, [Said(which, payload)])[0])


def _take(tx: Connection, payloads: Sequence[dict[str, Any]]) -> list[Result]:
    """New events that do not bear on each other."""
    results: list[Result] = [_unknown() for _payload in payloads]
    numbers = [normalise_unique_number(payload["unique_number"]) for payload in payloads]
    asked = [
        (place, (one["landlord_siren"], one["offer_reference"], number))
        for place, (one, number) in enumerate(zip(payloads, numbers, strict=True)) if number
    ]  # fmt: skip
    meant = landlord_candidatures(tx, [triple for _place, triple in asked])
    found = {place: which for (place, _), which in zip(asked, meant, strict=True) if which}
    taken = _take_on(tx, [Said(which, payloads[place]) for place, which in found.items()])
    for place, number in enumerate(numbers):
        if number is None:
            results[place] = BrokenLine("/unique_number", Fault.WRONG_PATTERN)
    for place, result in zip(found, taken, strict=True):
        results[place] = result
    return results


def _take_on(tx: Connection, said: Sequence[Said]) -> list[Result]:
    """Each of another candidature. What is refused leaves nothing: it was decided before."""
    held = hold(tx, [(one.which, _outcome(one.event), one.at) for one in said])
    events = _events(tx, said, held)
    steps = [
        (where, event)
        for where, event in zip(held, events, strict=True)
        if where and isinstance(event, Event)
    ]
    effects = dict(zip((at.candidature_id for at, _ in steps), decide(tx, steps), strict=True))
    came = [
        _told_why(effects.get(one.which, event)) for one, event in zip(said, events, strict=True)
    ]
    kept = keep_reported(
        tx,
        [
            (one.key, ReportedEvent(one.which, one.event, where.standing.state))
            for one, where, effect in zip(said, held, came, strict=True)
            if where and not isinstance(effect, RefusedLine)
        ],
    )
    taken = {one.which for one in said if one.key in kept}
    write(
        tx,
        [
            (where, event, effect)
            for where, event in steps
            if where.candidature_id in taken
            and isinstance(effect := effects[where.candidature_id], Effect)
        ],
    )
    return [_came(effect, one.key in kept) for one, effect in zip(said, came, strict=True)]


def _told_why(
    effect: Event | Effect | Taken | RefusedLine | TransitionRefused,
) -> Effect | Taken | RefusedLine:
    if isinstance(effect, TransitionRefused):
        return RefusedLine("/event", Refused[effect.reason])
    assert not isinstance(effect, Event), "every event is decided"
    return effect


def _came(effect: Effect | Taken | RefusedLine, kept: bool) -> Result:
    """`kept` False: taken by another caller meanwhile, and nothing of it was written here."""
    if isinstance(effect, RefusedLine):
        return effect
    if not kept or isinstance(effect, Taken):
        return Taken.UNCHANGED
    return Taken.NEW if effect is Effect.STATE else Taken.OLDER


def _or_raise(result: Result) -> Taken:
    if isinstance(result, Taken):
        return result
    raise result


def _unknown() -> RefusedLine:
    return RefusedLine("/unique_number", Refused.UNKNOWN)


def _key(payload: dict[str, Any]) -> Key:
    return payload["landlord_siren"], payload["event_id"]


def _outcome(event: str) -> str:
    return CORRECTED if event == CORRECTED else outcome_of(State(event))


def _broken(payload: dict[str, Any]) -> BrokenLine | None:
    try:
        _check(payload)
    except BrokenLine as broken:
        return broken
    return None


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


def _moment(payload: dict[str, Any]) -> datetime:
    """The contract lets through what is no instant of ours: a leap second, the year 1."""
    try:
        at = datetime.fromisoformat(payload["occurred_at"].upper())
    except ValueError:
        raise BrokenLine("/occurred_at", Fault.OFF_CONTRACT) from None
    if not _OLDEST_YEAR <= at.year <= _LAST_YEAR:
        raise BrokenLine("/occurred_at", Fault.OFF_CONTRACT)
    return at


def _events(
    tx: Connection, said: Sequence[Said], held: Sequence[Held | None]
) -> list[Event | Taken | RefusedLine]:
    """What each line says of its candidature; UNCHANGED when it says the answer given here."""
    corrected = [
        (one.key[0], one.payload["corrects"]) for one in said if one.event == CORRECTED
    ]  # fmt: skip
    wrong = reported_among(tx, corrected)
    notified = [one for one in said if one.event == State.OFFER_NOTIFIED.value]
    places = places_of(tx, [(one.key[0], one.payload["offer_reference"]) for one in notified])
    return [
        _event(one, where.standing.state, wrong, places) if where else _unknown()
        for one, where in zip(said, held, strict=True)
    ]


def _event(
    one: Said, standing: str, wrong: dict[Key, ReportedEvent], places: dict[tuple[str, str], str]
) -> Event | Taken | RefusedLine:
    if one.event == CORRECTED:
        return _correction(one, standing, wrong.get((one.key[0], one.payload["corrects"])))
    # The applicant's answer given here comes back from the landlord.
    if standing == one.event and standing in _ANSWERS:
        return Taken.UNCHANGED
    answer_by = one.payload.get("answer_by")
    place = commune(places.get((one.key[0], one.payload["offer_reference"]), ""))
    return Event(
        State(one.event),
        one.at,
        By.LANDLORD,
        for_applicant=_told(one.payload),
        answer_by=date.fromisoformat(answer_by) if answer_by else None,
        department=place.department_code if place else None,
    )


def _correction(one: Said, standing: str, wrong: ReportedEvent | None) -> Event | RefusedLine:
    """Back to where it stood before the wrong event, unless something has followed since."""
    if wrong is None or wrong.candidature_id != one.which or wrong.event == CORRECTED:
        return RefusedLine("/corrects", Refused.NOTHING_TO_CORRECT)
    back_to = wrong.before if standing == wrong.event else standing
    return Event(State(back_to), one.at, By.LANDLORD, _told(one.payload), correction=True)


def _told(payload: dict[str, Any]) -> str | None:
    """The applicant's alone: rank and condition, as the landlord writes them."""
    said = []
    if payload.get("rank") and payload["event"] == State.AWARDED_RANKED.value:
        said.append(f"Votre candidature est classée au rang {int(payload['rank'])}.")
    if payload.get("condition"):
        said.append(payload["condition"].strip())
    return " ".join(said) or None
