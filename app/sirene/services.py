"""Companies created, and brought up to date, from the reference: numbers never pass by a form."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, select

from app.companies.models import company
from app.companies.policy import Refused
from app.companies.services import (
    Facts,
    Site,
    add_establishment,
    create_company,
    replace_facts,
)
from app.reference.communes import commune_label
from app.sirene.queries import SiteLine, UnitLine, open_sites, read_unit


def create_from_sirene(
    tx: Connection, siren: str, name: str, sirets: Collection[str], *, office_label: str
) -> UUID:
    """A company PENDING verification with its head office and the chosen establishments.

    Raises Refused: `sirene_unknown`, `sirene_closed`, `sites` when there is none to begin with.
    """
    unit = _open_unit(tx, siren)
    chosen = [s for s in open_sites(tx, siren) if s.head_office or s.siret in sirets]
    if not chosen:
        raise Refused("sites")
    first, *others = chosen
    company_id = create_company(tx, siren, _facts(unit, name), _site(first, office_label))
    for site in others:
        add_establishment(tx, company_id, _site(site, office_label))
    return company_id


def bring_up_to_date(
    tx: Connection, company_id: UUID, sirets: Collection[str], *,
    take_facts: bool, office_label: str,
) -> None:  # fmt: skip
    """Add the chosen establishments and, if asked, take sector and headcount from the reference.

    The name stays: it may be the one people know the company by.
    """
    row = tx.execute(select(company.c.siren, company.c.name).where(company.c.id == company_id))
    known = row.one()
    unit = _open_unit(tx, known.siren)
    chosen = [s for s in open_sites(tx, known.siren) if s.siret in sirets and not s.taken]
    if not chosen and not take_facts:
        raise Refused("sites")
    for site in chosen:
        add_establishment(tx, company_id, _site(site, office_label))
    if take_facts:
        replace_facts(tx, company_id, _facts(unit, known.name))


def _open_unit(tx: Connection, siren: str) -> UnitLine:
    unit = read_unit(tx, siren)
    if unit is None:
        raise Refused("sirene_unknown")
    if not unit.active:
        raise Refused("sirene_closed")
    return unit


def _facts(unit: UnitLine, name: str) -> Facts:
    return Facts(name, unit.sector, unit.headcount_band, "SIRENE", unit.headcount_year)


def _site(found: SiteLine, office_label: str) -> Site:
    return Site(
        found.siret,
        site_label(found, office_label),
        found.address or None,
        found.postcode or None,
        found.insee_code or None,
    )


def site_label(site: SiteLine, office_label: str) -> str:
    """INSEE's sign or usual name, else "Siège", else the commune, else the number's end."""
    if site.label:
        return site.label
    if site.head_office:
        return office_label
    return commune_label(site.insee_code) if site.insee_code else site.siret[9:]
