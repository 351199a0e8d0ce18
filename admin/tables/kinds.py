"""Every table a file can be loaded for, in the order of the screen."""

from app.candidatures.calendar import CALENDAR
from app.consent.texts import TEXTS
from app.dated.kind import Kind
from app.offers.ceilings import CEILINGS
from app.offers.zones import ZONING
from app.registration_sites.table import SITES

KINDS: tuple[Kind, ...] = (CEILINGS, ZONING, TEXTS, CALENDAR, SITES)


def kind_of(slug: str) -> Kind | None:
    """The table of an address."""
    return next((kind for kind in KINDS if kind.slug == slug), None)
