"""Offers for tests, stored by the product's own intake under the worker's login."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.intake import Offer, store_offer

_numbers = count(1)
LANDLORD = "123456782"


def an_offer_record(**overrides: Any) -> Offer:
    """An offer in Villeurbanne, open all through 2025 to 2030; its reference is its own."""
    values: dict[str, Any] = {
        "reference": f"L-{next(_numbers):06}", "landlord_siren": LANDLORD,
        "landlord_name": "Habitat des Deux Rives", "residence": "Gratte-Ciel",
        "insee_code": "69266", "postcode": "69100", "building": "FLAT", "dwelling_type": "T3",
        "surface_m2": 64.5, "rent_euros": 540, "charges_euros": 72, "financing": "PLUS",
        "published_on": date(2025, 1, 1), "closes_on": date(2030, 12, 31),
    }  # fmt: skip
    return Offer(**(values | overrides))


def an_offer(database: Database, **overrides: Any) -> UUID:
    """A stored offer's id."""
    with transaction(database, "worker") as tx:
        return store_offer(tx, an_offer_record(**overrides))[0]
