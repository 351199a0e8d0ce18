"""The overview, and every other page of the family by import."""

from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.queries import SiteLine
from app.reference.communes import commune_label
from app.reference.siret import format_siren, format_siret
from app.web.request_context import the_actor
from app.web.route import route
from employer.company import (  # noqa: F401
    asked,
    codes,
    journal,
    notifications,
    policy,
    replacing,
    team,
    team_rights,
)
from employer.company.blueprint import ROOT, blueprint, my_sites, page


@route(blueprint, "GET", ROOT, Permission.SEE_COMPANY_PAGES)
def overview() -> str:
    sites = my_sites()
    return page(
        "overview",
        _("Entreprise"),
        "overview",
        name=the_actor().company_name,
        siren=format_siren(sites[0].siret[:9]) if sites else None,
        sites=tuple(_shown(site) for site in sites),
        columns=((_("Établissement"), False), ("SIRET", False), (_("Adresse"), False)),
    )


def _shown(site: SiteLine) -> tuple[str, str, str]:
    town = commune_label(site.insee_code) if site.insee_code else ""
    place = " ".join(part for part in (site.address, site.postcode, town) if part)
    label = _("%(label)s (siège)", label=site.label) if site.head_office else site.label
    return label, format_siret(site.siret), place
