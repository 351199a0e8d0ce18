"""Words of the ranking, for advisers and for applicants alike in meaning."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

COMPONENTS = {
    "seniority": _l("Ancienneté"),
    "place": _l("Commune"),
    "size": _l("Taille"),
    "priority": _l("Priorité"),
    "points": _l("Points entreprise"),
}


def tenths(value: int) -> str:
    """Points with one decimal when there is one."""
    whole, rest = divmod(value, 10)
    return f"{whole},{rest}" if rest else str(whole)


def refusal_words(reason: str) -> str:
    return {
        "landlord_siren": _("Vérifiez le SIREN du bailleur : il a neuf chiffres."),
        "reserved_for_siren": _("Vérifiez le SIREN de l’entreprise : il a neuf chiffres."),
        "postcode": _("Le code postal a cinq chiffres."),
        "insee_code": _("Choisissez une commune."),
        "closes_on": _("La fin vient après la publication."),
        "surface_m2": _("Indiquez une surface en mètres carrés."),
    }.get(reason, _("Vérifiez cette réponse."))
