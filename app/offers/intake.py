"""The only writer of offers: one offer comes in, by whatever way, as often as one likes."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.offers.models import offer
from app.reference.communes import commune
from app.reference.siret import is_valid_siren

DWELLING_TYPES = frozenset({"T1", "T2", "T3", "T4", "T5", "T6"})
FINANCINGS = frozenset({"PLAI", "PLUS", "PLS", "LLI"})
BUILDINGS = frozenset({"FLAT", "HOUSE", None})
ENERGY_CLASSES = frozenset({*"ABCDEFG", None})
_KEY = ("landlord_siren", "reference")


class Stored(Enum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class BadOffer(Exception):
    """The offer breaks the contract; `field` is the first one that does."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Offer:
    """A dwelling as its landlord publishes it; euros a month, rent without charges.

    `landlord_siren` and `reference` together name it. None stands for "not said".
    """

    reference: str
    landlord_siren: str
    landlord_name: str
    insee_code: str
    postcode: str
    dwelling_type: str
    surface_m2: float
    rent_euros: int
    charges_euros: int
    financing: str
    published_on: date
    closes_on: date
    residence: str | None = None
    address: str | None = None
    building: str | None = None
    floor: int | None = None
    lift: bool | None = None
    parking: bool | None = None
    adapted_to_disability: bool | None = None
    energy_class: str | None = None
    available_on: date | None = None
    reserved_for_siren: str | None = None


def store_offer(tx: Connection, new: Offer) -> tuple[UUID, Stored]:
    """Add the offer, or bring the known one to what the landlord says now. Raises BadOffer."""
    check_offer(new)
    values = asdict(new)
    statement = insert(offer).values(values)
    facts = {name: statement.excluded[name] for name in values if name not in _KEY}
    row = tx.execute(
        statement.on_conflict_do_update(
            index_elements=_KEY,
            set_=facts,
            where=or_(*(offer.c[name].is_distinct_from(now) for name, now in facts.items())),
        ).returning(offer.c.id, literal_column("xmax = 0"))
    ).one_or_none()
    if row is not None:
        return row[0], Stored.NEW if row[1] else Stored.UPDATED
    known = select(offer.c.id).where(
        offer.c.landlord_siren == new.landlord_siren, offer.c.reference == new.reference
    )
    return tx.execute(known).scalar_one(), Stored.UNCHANGED


def check_offer(new: Offer) -> None:
    """Raise BadOffer for what no reader of offers could use."""
    place = commune(new.insee_code)
    rules = {
        "reference": 0 < len(new.reference) <= 40,
        "landlord_siren": is_valid_siren(new.landlord_siren),
        "landlord_name": 0 < len(new.landlord_name.strip()) <= 200,
        "insee_code": place is not None,
        "postcode": re.fullmatch(r"[0-9]{5}", new.postcode) is not None,
        "dwelling_type": new.dwelling_type in DWELLING_TYPES,
        "surface_m2": 0 < new.surface_m2 < 10_000,
        "rent_euros": 0 <= new.rent_euros < 100_000,
        "charges_euros": 0 <= new.charges_euros < 100_000,
        "financing": new.financing in FINANCINGS,
        "building": new.building in BUILDINGS,
        "energy_class": new.energy_class in ENERGY_CLASSES,
        "closes_on": new.published_on <= new.closes_on,
        "reserved_for_siren": new.reserved_for_siren is None
        or is_valid_siren(new.reserved_for_siren),
        "residence": len(new.residence or "") <= 200,
        "address": len(new.address or "") <= 200,
    }
    for field, holds in rules.items():
        if not holds:
            raise BadOffer(field)
