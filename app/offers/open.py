"""Open offers around some communes, as an employer's user may point to them. Row security leaves
out those reserved to others."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, case, select

from app.companies.day import today
from app.offers.area import area_of
from app.offers.models import offer


@dataclass(frozen=True, slots=True)
class OfferLine:
    """Euros a month."""

    id: UUID
    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    landlord_name: str
    rent_with_charges_euros: int
    closes_on: date


def open_offers_around(tx: Connection, wanted: tuple[str, ...], most: int) -> tuple[OfferLine, ...]:
    """`most` of them: in the wanted communes first, then beside them; soonest closing first."""
    area, day = area_of(wanted), today(tx)
    near = (*area.wanted, *area.near)
    columns = (offer.c[n] for n in OfferLine.__slots__ if n != "rent_with_charges_euros")
    rows = tx.execute(
        select(
            *columns, (offer.c.rent_euros + offer.c.charges_euros).label("rent_with_charges_euros")
        )
        .where(offer.c.published_on <= day, offer.c.closes_on >= day, offer.c.insee_code.in_(near))
        .order_by(
            case((offer.c.insee_code.in_(tuple(area.wanted)), 0), else_=1),
            offer.c.closes_on,
            offer.c.id,
        )
        .limit(most)
    )
    return tuple(OfferLine(**row._mapping) for row in rows)
