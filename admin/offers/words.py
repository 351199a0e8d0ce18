"""Words of the offers' form."""

from flask_babel import gettext as _


def refusal_words(reason: str) -> str:
    return {
        "landlord_siren": _("Vérifiez le SIREN du bailleur : il a neuf chiffres."),
        "reserved_for_siren": _("Vérifiez le SIREN de l’entreprise : il a neuf chiffres."),
        "postcode": _("Le code postal a cinq chiffres."),
        "insee_code": _("Choisissez une commune."),
        "closes_on": _("La fin vient après la publication."),
        "surface_m2": _("Indiquez une surface en mètres carrés."),
    }.get(reason, _("Vérifiez cette réponse."))
