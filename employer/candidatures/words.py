"""Why an act of support cannot be done, and what the applicant answered."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

ANSWERS = {
    "ACCEPTED": (_l("Acceptée"), "success"),
    "DECLINED": (_l("Refusée"), "neutral"),
    None: (_l("Sans réponse"), "todo"),
}


def refusal_words(reason: str) -> str:
    return {
        "NOTE": _("Écrivez votre note, en 500 caractères au plus : la personne la lira."),
        "TOO_LATE": _("Le dossier est parti chez le bailleur, ou la candidature est terminée."),
        "SELF": _(
            "C’est vous, ou une personne de votre nom : une autre personne titulaire ou "
            "gestionnaire doit le faire."
        ),
        "ALREADY": _("Quelqu’un de votre entreprise l’a déjà fait."),
        "NOT_ALLOWED": _("Votre rôle ne le permet plus."),
        "UNKNOWN_OFFER": _("Choisissez un logement de la liste."),
        "CLOSED": _("Cette offre est close : choisissez un autre logement."),
        "APPLIED": _("La personne a déjà candidaté à ce logement."),
    }[reason]
