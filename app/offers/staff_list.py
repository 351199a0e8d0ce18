"""Offers as advisers list them, with how many candidatures wait on each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Row, Select, or_, select, tuple_

from app.offers.models import offer

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class OfferQuery:
    """`text` is part of a residence's or landlord's name, or a whole reference."""

    text: str = ""
    department: str | None = None
    size: int = PAGE_SIZES[0]
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in the list."""

    id: UUID
    reference: str
    landlord_name: str
    residence: str | None
    insee_code: str
    dwelling_type: str
    surface_m2: float
    rent_euros: int
    charges_euros: int
    financing: str
    published_on: date
    closes_on: date
    reserved_for_siren: str | None


@dataclass(frozen=True, slots=True)
class OfferPageOfStaff:
    """One page, the newest first, and whether there are others on either side."""

    lines: tuple[OfferLine, ...]
    more_before: bool
    more_after: bool


def list_offers(tx: Connection, asked: OfferQuery) -> OfferPageOfStaff:
    """Keyset paging by day of publication."""
    query = _filtered(asked)
    key = tuple_(offer.c.published_on, offer.c.id)
    backwards = asked.before is not None
    edge = asked.before or asked.after
    here = _edge(tx, edge) if edge is not None else None
    if here is not None:
        at = tuple_(here.published_on, here.id)
        query = query.where(key > at if backwards else key < at)
    columns = (offer.c.published_on, offer.c.id)
    order = [c.asc() if backwards else c.desc() for c in columns]
    rows = tx.execute(query.order_by(*order).limit(asked.size + 1)).all()
    more = len(rows) > asked.size
    lines = tuple(OfferLine(*row) for row in rows[: asked.size])
    if backwards:
        return OfferPageOfStaff(lines[::-1], more_before=more, more_after=True)
    return OfferPageOfStaff(lines, more_before=here is not None, more_after=more)


def _filtered(asked: OfferQuery) -> Select:  # type: ignore[type-arg]
    query = select(*(offer.c[name] for name in OfferLine.__slots__))
    if asked.department is not None:
        query = query.where(offer.c.insee_code.startswith(asked.department, autoescape=True))
    if asked.text:
        query = query.where(
            or_(
                offer.c.reference == asked.text,
                offer.c.residence.icontains(asked.text, autoescape=True),
                offer.c.landlord_name.icontains(asked.text, autoescape=True),
            )
        )
    return query


def _edge(tx: Connection, which: UUID) -> Row | None:  # type: ignore[type-arg]
    return tx.execute(
        select(offer.c.published_on, offer.c.id).where(offer.c.id == which)
    ).one_or_none()
