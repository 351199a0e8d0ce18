"""Candidatures as landlords' results leave them (their own screens are not built yet)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import text

from app.db.engines import Database

_numbers = count(1)
# (step, outcome), a day apart, the last one yesterday.
Events = Sequence[tuple[int, str]]


def a_candidature(
    database: Database, request_id: UUID, events: Events, *, active: bool = True,
    landlord: str = "Habitat des Deux Rives", residence: str | None = "Gratte-Ciel",
) -> UUID:  # fmt: skip
    """A candidature for a new offer, with its events in order."""
    values = {"l": landlord, "r": residence, "q": request_id}
    with database.owner.begin() as owner:
        now: datetime = owner.execute(text("SELECT app.clock()")).scalar_one()
        offer = owner.execute(_OFFER, {**values, "n": f"OF{next(_numbers)}"}).scalar_one()
        made: UUID = owner.execute(
            _CANDIDATURE, {**values, "o": offer, "s": events[-1][1], "a": active}
        ).scalar_one()
        for days, (step, outcome) in enumerate(reversed(events), 1):
            owner.execute(
                _EVENT,
                {"q": request_id, "c": made, "at": now - timedelta(days=days), "s": step,
                 "o": outcome},
            )  # fmt: skip
    return made


_OFFER = text(
    "INSERT INTO offer (reference, landlord_siren, landlord_name, residence, insee_code, "
    "postcode, dwelling_type, surface_m2, rent_euros, charges_euros, financing, published_on, "
    "closes_on) VALUES (:n, '732829320', :l, :r, '69266', '69100', 'T3', 64, 540, 72, 'PLUS', "
    "app.clock()::date - 40, app.clock()::date + 20) RETURNING id"
)
_CANDIDATURE = text(
    "INSERT INTO candidature (request_id, offer_id, dwelling_type, surface_m2, insee_code, "
    "residence, landlord_name, rent_with_charges_euros, state, active) "
    "VALUES (:q, :o, 'T3', 64, '69266', :r, :l, 612, :s, :a) RETURNING id"
)
_EVENT = text(
    "INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on, step, "
    "outcome, for_applicant) VALUES (:q, :c, :at, CAST(:at AS timestamptz)::date, :s, :o, "
    "'Motif réservé au demandeur')"
)
