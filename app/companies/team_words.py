"""Rights in words, the same for staff and for the company itself."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.companies.queries import MemberLine, SiteLine
from app.companies.words import role_label


def rights_words(line: MemberLine, sites: Sequence[SiteLine]) -> str:
    """As "Gestionnaire · Agence de Rezé · dossiers, exports"."""
    labels = {site.siret: site.label for site in sites}
    where = (
        _("tous établissements")
        if line.sites is None
        else ", ".join(labels.get(siret, siret) for siret in line.sites)
    )
    flags = [_("dossiers")] * line.may_open_files + [_("exports")] * line.may_export
    return " · ".join(part for part in (role_label(line.role), where, ", ".join(flags)) if part)


def role_hints() -> dict[str, str]:
    """What each role is for."""
    return {
        "OWNER": _("Codes, politique, équipe, et tout ce qui suit"),
        "MANAGER": _("Résumés, dossiers, points, soutiens, rapports"),
        "READER": _("Résumés seulement"),
        "COMMISSION": _("Barème et agrégats, aucune personne"),
    }
