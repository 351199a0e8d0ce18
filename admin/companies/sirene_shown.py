"""What the pages of the reference are given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from admin.companies.marks import State
from admin.companies.words import band_label, eligibility_label, sector_label
from app.companies.eligibility import Eligibility, threshold
from app.reference.communes import commune_label
from app.reference.siret import format_siren, format_siret
from app.sirene.queries import SiteLine, UnitLine
from app.sirene.services import site_label
from app.web.formats import long_date


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found. `known` tells that the portal has it: the link leads there."""

    siren: str
    name: str
    place: str
    headcount: str
    state: State
    known: bool
    href: str


def shown_unit(unit: UnitLine) -> Unit:
    fine = unit.active and unit.eligible is Eligibility.ELIGIBLE
    word = eligibility_label(unit.eligible) if unit.active else _("Fermée")
    return Unit(
        format_siren(unit.siren),
        unit.name or _("Nom non publié par l’INSEE"),
        unit.place,
        band_label(unit.headcount_band),
        State(word, "success" if fine else "todo", "check" if fine else None)
        if unit.active
        else State(word, "neutral"),
        unit.company_id is not None,
        url_for("staff_companies.company_page", company_id=unit.company_id)
        if unit.company_id
        else url_for("staff_companies.choose_unit", siren=unit.siren),
    )


def unit_facts(unit: UnitLine) -> tuple[tuple[str, str], ...]:
    """Eligibility and what it stands on."""
    needed = threshold(unit.sector)
    return (
        (_("Éligibilité"), eligibility_label(unit.eligible)),
        (_("Secteur"), sector_label(unit.sector)),
        (_("Effectif du SIREN"), band_label(unit.headcount_band)),
        (_("Année de l’effectif"), str(unit.headcount_year or _("Non connue"))),
        (_("Seuil du secteur"), str(needed) if needed is not None else _("Aucun")),
    )


def site_choices(sites: Iterable[SiteLine]) -> list[tuple[str, str]]:
    """(SIRET, line) of each establishment."""
    return [(site.siret, _site_line(site)) for site in sites]


def _site_line(site: SiteLine) -> str:
    town = commune_label(site.insee_code) if site.insee_code else ""
    place = " ".join(part for part in (site.postcode, town) if part)
    parts = (format_siret(site.siret), site_label(site, _("Siège")), site.address, place)
    return " · ".join(part for part in parts if part)


def shown_loaded(at: datetime | None) -> str:
    """Of which day the reference is."""
    if at is None:
        return _("Aucun fichier SIRENE n’a encore été chargé.")
    return _("Fichiers SIRENE chargés le %(day)s.", day=long_date(at))
