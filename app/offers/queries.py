"""Offers as the doors read them. An offer holds no applicant's data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select, tuple_

from app.offers.models import offer


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """What a candidature needs of an offer; euros a month."""

    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    landlord_name: str
    rent_euros: int
    charges_euros: int
    published_on: date
    closes_on: date


def find_offer(tx: Connection, offer_id: UUID) -> KnownOffer | None:
    """The offer, or None: unknown, or reserved to a company that is not the reader's."""
    columns = (offer.c[name] for name in KnownOffer.__slots__)
    row = tx.execute(select(*columns).where(offer.c.id == offer_id)).one_or_none()
    return KnownOffer(*row) if row is not None else None


def places_of(tx: Connection, offers: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The INSEE code of each offer known by its landlord's SIREN and reference."""
    if not offers:
        return {}
    rows = tx.execute(
        select(offer.c.landlord_siren, offer.c.reference, offer.c.insee_code).where(
            tuple_(offer.c.landlord_siren, offer.c.reference).in_(set(offers))
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


@dataclass(frozen=True, slots=True)
class RankedHome:
    """What ranking candidatures needs to know of their dwelling."""

    insee_code: str
    dwelling_type: str
    reserved_for_siren: str | None


def find_home(tx: Connection, offer_id: UUID) -> RankedHome | None:
    """The dwelling, or None for an unknown one."""
    columns = (offer.c[name] for name in RankedHome.__slots__)
    row = tx.execute(select(*columns).where(offer.c.id == offer_id)).one_or_none()
    return RankedHome(*row) if row is not None else None


def reference_of(tx: Connection, offer_id: UUID) -> str | None:
    """The landlord's own reference of an offer."""
    found: str | None = tx.scalar(select(offer.c.reference).where(offer.c.id == offer_id))
    return found
