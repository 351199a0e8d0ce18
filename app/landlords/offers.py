"""From a line of the offers' contract to a stored offer."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.landlords.loading import Taken
from app.offers.intake import BadOffer, Offer, Stored, store_offer
from app.registry.faults import BrokenLine, Fault

_TAKEN = {
    Stored.NEW: Taken.NEW,
    Stored.UPDATED: Taken.UPDATED,
    Stored.UNCHANGED: Taken.UNCHANGED,
}
_DAYS = ("available_on", "published_on", "closes_on")
# JSON writes whole numbers as 540 or 540.0; the database keeps them whole.
_WHOLE = ("rent_euros", "charges_euros", "floor")
_FLOORS = range(-20, 200)


def take_offer(tx: Connection, payload: dict[str, Any]) -> Taken:
    """Store the offer of one line, known by landlord and reference. Raises BrokenLine."""
    try:
        return _TAKEN[store_offer(tx, offer_of(payload))[1]]
    except BadOffer as bad:
        raise BrokenLine(f"/{bad.field}", Fault.OFF_CONTRACT) from None


def offer_of(payload: dict[str, Any]) -> Offer:
    """The offer of an object that follows the schema. Raises BrokenLine."""
    values: dict[str, Any] = {field.name: payload.get(field.name) for field in fields(Offer)}
    for name in _DAYS:
        if values[name] is not None:
            values[name] = date.fromisoformat(str(values[name]))
    for name in _WHOLE:
        if values[name] is not None:
            values[name] = int(values[name])
    if values["floor"] is not None and values["floor"] not in _FLOORS:
        raise BrokenLine("/floor", Fault.NUMBER_OUT_OF_RANGE)
    # Kept with two decimals: what is stored is what is compared next time.
    values["surface_m2"] = round(values["surface_m2"], 2)
    return Offer(**values)
