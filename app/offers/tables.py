"""The tables an offer is judged by, as they are on a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from app.dated.versions import lines_on
from app.offers.ceilings import CEILINGS, Ceilings, ceilings_of
from app.offers.zones import ZONING, Zones, zones_of


@dataclass(frozen=True, slots=True)
class OfferTables:
    """Ceilings, and zones of communes for the intermediate rents."""

    ceilings: Ceilings
    zones: Zones


def tables_on(tx: Connection, day: date) -> OfferTables:
    """In the versions that govern on that day."""
    return OfferTables(
        ceilings_of(lines_on(tx, CEILINGS, day)), zones_of(lines_on(tx, ZONING, day))
    )


def shipped_tables() -> OfferTables:
    """Those the portal ships with."""
    return OfferTables(ceilings_of(CEILINGS.shipped()), zones_of(ZONING.shipped()))
