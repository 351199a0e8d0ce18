"""Open offers around an applicant, in three tabs. Row security leaves out those of others."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from app.companies.day import today
from app.offers.area import Area
from app.offers.models import offer

PAGE_SIZE = 20


class Tab(Enum):
    """The value stands in the address."""

    WANTED = "souhaitees"
    NEAR = "voisines"
    DEPARTMENT = "departement"


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty, None and False: not filtered; several values of one filter: any of them.

    `most_euros` is rent and charges a month; `communes` are INSEE codes.
    """

    types: tuple[str, ...] = ()
    financings: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    most_euros: int | None = None
    least_m2: int | None = None
    building: str | None = None
    lift: bool = False
    adapted: bool = False
    parking: bool = False


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer as its page shows it; euros a month."""

    id: UUID
    landlord_siren: str
    landlord_name: str
    residence: str | None
    address: str | None
    insee_code: str
    postcode: str
    building: str | None
    dwelling_type: str
    surface_m2: float
    floor: int | None
    lift: bool | None
    parking: bool | None
    adapted_to_disability: bool | None
    rent_euros: int
    charges_euros: int
    financing: str
    energy_class: str | None
    available_on: date | None
    published_on: date
    closes_on: date
    reserved_for_siren: str | None

    @property
    def rent_with_charges(self) -> int:
        return self.rent_euros + self.charges_euros


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One page of one tab; `counts` are of the three tabs under the same filters."""

    lines: tuple[OpenOffer, ...]
    counts: dict[Tab, int]
    number: int
    has_next: bool


_COLUMNS = tuple(offer.c[name] for name in OpenOffer.__slots__)


def search_offers(tx: Connection, area: Area, filters: Filters, tab: Tab, page: int) -> OfferPage:
    """Newest first; `page` counts from 1."""
    where = [*_open(tx), _around(area), *_filtered(filters)]
    place = _tab_of(area)
    counted = tx.execute(select(place, func.count()).where(*where).group_by(place))
    counts = dict.fromkeys(Tab, 0) | {Tab(name): count for name, count in counted}
    found = tx.execute(
        select(*_COLUMNS)
        .where(*where, place == tab.value)
        .order_by(offer.c.published_on.desc(), offer.c.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    lines = tuple(OpenOffer(*row) for row in found)
    return OfferPage(lines[:PAGE_SIZE], counts, page, len(lines) > PAGE_SIZE)


def communes_with_offers(tx: Connection, area: Area) -> tuple[tuple[str, int], ...]:
    """INSEE codes of the area in which something is open, with how many offers."""
    rows = tx.execute(
        select(offer.c.insee_code, func.count())
        .where(*_open(tx), _around(area))
        .group_by(offer.c.insee_code)
    )
    return tuple((code, count) for code, count in rows)


def count_arrived_since(
    tx: Connection, area: Area, filters: Filters, tab: Tab, moment: datetime
) -> int:
    """How many open offers of a tab the portal did not know at that moment."""
    return (
        tx.scalar(
            select(func.count())
            .select_from(offer)
            .where(
                *_open(tx), _around(area), *_filtered(filters),
                _tab_of(area) == tab.value, offer.c.arrived_at > moment,
            )
        )
        or 0
    )  # fmt: skip


def open_offer(tx: Connection, offer_id: UUID) -> OpenOffer | None:
    """One offer that takes candidatures today; None also for one reserved to others."""
    row = tx.execute(select(*_COLUMNS).where(offer.c.id == offer_id, *_open(tx))).one_or_none()
    return OpenOffer(*row) if row is not None else None


def any_offer(tx: Connection, offer_id: UUID) -> OpenOffer | None:
    """One offer, closed ones too, for staff."""
    row = tx.execute(select(*_COLUMNS).where(offer.c.id == offer_id)).one_or_none()
    return OpenOffer(*row) if row is not None else None


def _open(tx: Connection) -> tuple[ColumnElement[bool], ...]:
    day = today(tx)
    return offer.c.published_on <= day, offer.c.closes_on >= day


def _around(area: Area) -> ColumnElement[bool]:
    starts = (offer.c.insee_code.startswith(code) for code in area.departments)
    return or_(offer.c.insee_code.in_(area.wanted | area.near), *starts)


def _tab_of(area: Area) -> ColumnElement[str]:
    return case(
        (offer.c.insee_code.in_(area.wanted), Tab.WANTED.value),
        (offer.c.insee_code.in_(area.near), Tab.NEAR.value),
        else_=Tab.DEPARTMENT.value,
    ).label("tab")


def _filtered(filters: Filters) -> list[ColumnElement[bool]]:
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.types, offer.c.dwelling_type.in_(filters.types)),
        (filters.financings, offer.c.financing.in_(filters.financings)),
        (filters.communes, offer.c.insee_code.in_(filters.communes)),
        (filters.most_euros is not None,
         offer.c.rent_euros + offer.c.charges_euros <= (filters.most_euros or 0)),
        (filters.least_m2 is not None, offer.c.surface_m2 >= (filters.least_m2 or 0)),
        (filters.building, offer.c.building == filters.building),
        (filters.lift, offer.c.lift),
        (filters.adapted, offer.c.adapted_to_disability),
        (filters.parking, offer.c.parking),
    )  # fmt: skip
    return [condition for wanted, condition in asked if wanted]
