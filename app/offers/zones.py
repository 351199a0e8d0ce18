"""Zones of communes for the intermediate rents (LLI): A bis, A, B1, B2 and C. Pure.

Order of 1 August 2014 and those that change it. The list of communes is published as a file, which
staff load; the three zones of PLAI, PLUS and PLS follow from the commune itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from flask_babel import lazy_gettext as _l

from app.dated.cells import word_cell
from app.dated.kind import Column, Kind, LineRefused, Lines, Row
from app.reference.communes import commune, whole_commune

ZONES = {
    "PARIS_AND_BORDERING": _l("Paris et communes limitrophes"),
    "REST_OF_IDF": _l("reste de l’Île-de-France"),
    "OTHER_REGIONS": _l("autres régions"),
    "A_BIS": _l("A bis"),
    "A": _l("A"),
    "B1": _l("B1"),
    "B2_C": _l("B2 et C"),
}
# As the published files spell them; one line of ceilings serves B2 and C.
INTERMEDIATE = {"ABIS": "A_BIS", "A": "A", "B1": "B1", "B2": "B2_C", "C": "B2_C", "B2C": "B2_C"}


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """Zone by INSEE code of whole communes."""

    by_commune: Mapping[str, str]

    def of(self, insee_code: str) -> str | None:
        """None where the list does not have the commune, or is not loaded."""
        whole = whole_commune(insee_code)
        return self.by_commune.get(insee_code) or self.by_commune.get(whole or "")


@lru_cache(maxsize=4)
def zones_of(content: Lines) -> Zones:
    """The list of a version; worked out once for each."""
    return Zones({insee: zone for insee, zone in content.rows})  # noqa: C416


@cache
def shipped() -> Lines:
    """No list is shipped: without one, the ceiling of an intermediate rent is unknown."""
    return Lines(())


def check(row: Row, _effective_on: date) -> Row:
    """INSEE codes that lost their first zero in a spreadsheet get it back."""
    insee_code, zone = row[0].upper().zfill(5), row[1]
    if commune(insee_code) is None:
        raise LineRefused(_l("ce code INSEE n’est celui d’aucune commune"))
    return insee_code, word_cell(zone, INTERMEDIATE)


ZONING = Kind(
    code="ZONES",
    slug="zones",
    title=_l("Zones A, B et C"),
    about=_l("La zone de chaque commune, pour les loyers intermédiaires (LLI)."),
    columns=(
        Column("insee_code", _l("Code INSEE"), ("codgeo", "code insee", "code commune")),
        Column("zone", _l("Zone"), ("zone en vigueur*",), words=ZONES),
    ),
    keys=1,
    check=check,
    shipped=shipped,
)
