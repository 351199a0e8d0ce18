"""One line of StockUniteLegale or StockEtablissement, by its columns' own names (pure)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.companies.eligibility import BANDS
from app.reference.names import sort_key
from app.reference.siret import is_valid_siren, is_valid_siret
from app.sirene.faults import BadFile, BadLine, Fault

Row = tuple[object, ...]
_UNPUBLISHED = "[ND]"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?)?")
_STATES = {"A": True, "C": False, "F": False}
_LARGE_ENOUGH = frozenset(code for code, fewest in BANDS.items() if fewest >= 10)

UNIT_COLUMNS = (
    "siren", "etatAdministratifUniteLegale", "dateDernierTraitementUniteLegale",
    "denominationUniteLegale", "denominationUsuelle1UniteLegale", "nomUsageUniteLegale",
    "nomUniteLegale", "prenomUsuelUniteLegale", "categorieJuridiqueUniteLegale",
    "activitePrincipaleUniteLegale", "trancheEffectifsUniteLegale",
    "anneeEffectifsUniteLegale", "nicSiegeUniteLegale",
)  # fmt: skip
SITE_COLUMNS = (
    "siren", "siret", "etatAdministratifEtablissement", "dateDernierTraitementEtablissement",
    "enseigne1Etablissement", "denominationUsuelleEtablissement", "numeroVoieEtablissement",
    "indiceRepetitionEtablissement", "typeVoieEtablissement", "libelleVoieEtablissement",
    "codePostalEtablissement", "codeCommuneEtablissement", "trancheEffectifsEtablissement",
    "anneeEffectifsEtablissement", "etablissementSiege",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two files. `parse` gives a row of `columns`, its last value `wanted`."""

    name: str
    columns: tuple[str, ...]
    parse: Callable[[Sequence[str]], Row]


def parse_unit(cells: Sequence[str]) -> Row:
    """siren, name, key, form, activity, band, year, active, NIC, treated, wanted."""
    (siren, state, treated, company, usual, used, birth, first, form, activity, band, year,
     nic) = cells  # fmt: skip
    if not is_valid_siren(siren):
        raise BadLine(Fault.SIREN)
    active = _state(state)
    own_name = _said(used) or _said(birth)
    name = _said(company) or _said(usual) or " ".join(filter(None, (_said(first), own_name)))
    # Somebody in business alone is a private person: kept only with employees enough to apply.
    wanted = active and (not form.startswith("1") or band in _LARGE_ENOUGH)
    return (
        siren, name[:200], sort_key(name)[:400], _short(form, 4), _short(activity, 6),
        band if band in BANDS else "", _year(year), active, _short(nic, 5), _treated(treated),
        wanted,
    )  # fmt: skip


def parse_site(cells: Sequence[str]) -> Row:
    """siret, siren, label, address, postcode, commune, band, year, active, office, treated, wanted.

    A postcode or commune of another country is "": it has neither of ours.
    """
    (siren, siret, state, treated, sign, usual, number, again, way, street, postcode, commune,
     band, year, office) = cells  # fmt: skip
    if not is_valid_siret(siret) or siret[:9] != siren:
        raise BadLine(Fault.SIRET)
    active = _state(state)
    address = " ".join(filter(None, map(_said, (number, again, way, street))))
    return (
        siret, siren, (_said(sign) or _said(usual))[:200], address[:200],
        postcode if len(postcode) == 5 and postcode.isdigit() and postcode.isascii() else "",
        commune if len(commune) == 5 and commune.isalnum() and commune.isascii() else "",
        band if band in BANDS else "", _year(year), active, office == "true", _treated(treated),
        active,
    )  # fmt: skip


UNITS = Kind("UNIT", UNIT_COLUMNS, parse_unit)
SITES = Kind("SITE", SITE_COLUMNS, parse_site)


class Reader:
    """Reads lines of the kind of file its header announces. Raises BadFile for any other."""

    def __init__(self, header: list[str]) -> None:
        self.kind = SITES if "siret" in header else UNITS
        missing = [name for name in self.kind.columns if name not in header]
        if missing:
            raise BadFile(f"Colonnes absentes de l’en-tête : {', '.join(missing)}.")
        self._width = len(header)
        self._pick = itemgetter(*(header.index(name) for name in self.kind.columns))

    def row(self, fields: list[str]) -> Row:
        """The row of one line. Raises BadLine."""
        if len(fields) != self._width:
            raise BadLine(Fault.COLUMNS)
        return self.kind.parse(self._pick(fields))


def _said(value: str) -> str:
    """One line; without marks of direction, which nobody means. "" for what is not published."""
    if not value.isprintable():
        value = "".join(c if c.isprintable() else " " for c in value)
    return "" if value == _UNPUBLISHED else " ".join(value.split())


def _short(value: str, most: int) -> str:
    return value if len(value) <= most and value.isascii() else ""


def _state(value: str) -> bool:
    if value not in _STATES:
        raise BadLine(Fault.STATE)
    return _STATES[value]


def _year(value: str) -> int:
    if not value:
        return 0
    if not (len(value) == 4 and value.isascii() and value.isdigit()):
        raise BadLine(Fault.NUMBER)
    return int(value)


def _treated(value: str) -> str:
    if value and not _INSTANT.fullmatch(value):
        raise BadLine(Fault.TREATED)
    return value[:19]
