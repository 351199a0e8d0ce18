"""Words of the ranking, the same for whoever keeps it and whoever is ranked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

COMPONENTS = {
    "seniority": _l("Ancienneté"),
    "place": _l("Commune"),
    "size": _l("Taille"),
    "priority": _l("Priorité"),
    "points": _l("Points entreprise"),
}
HINTS = {
    "seniority": _l("Temps passé depuis le dépôt de la demande."),
    "place": _l("Tout pour une commune souhaitée, la moitié pour une commune voisine."),
    "size": _l("Le type du logement correspond au nombre de personnes à loger."),
    "priority": _l("Situation prioritaire reconnue (DALO, article L441-1)."),
    "points": _l("Points donnés par l’entreprise, comptés tant que la personne lui est visible."),
}


def tenths(value: int) -> str:
    """Points with one decimal when there is one."""
    whole, rest = divmod(value, 10)
    return _("%(whole)s,%(tenth)s", whole=whole, tenth=rest) if rest else str(whole)


def measure_words(component: str, measure: str) -> str:
    """What was counted, in words."""
    if component == "seniority":
        return ngettext("%(num)s mois", "%(num)s mois", int(measure))
    if component == "points":
        return ngettext("%(num)s point", "%(num)s points", int(measure))
    if component == "place":
        return {
            "WANTED": _("commune souhaitée"),
            "NEAR": _("commune voisine"),
        }.get(measure, _("autre commune"))
    return _("oui") if measure == "YES" else _("non")
