"""Words of the advisers' screens."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.privacy.readers.advisers_queue import Shelf

SHELVES = {
    Shelf.TO_VALIDATE: _l("À valider"),
    Shelf.TO_TRANSMIT: _l("À transmettre"),
    Shelf.AT_LANDLORD: _l("Chez le bailleur"),
    Shelf.SILENT: _l("Relances"),
}
EMPTY = {
    Shelf.TO_VALIDATE: _l("Les candidatures déposées attendent ici, la plus ancienne d’abord."),
    Shelf.TO_TRANSMIT: _l("Les candidatures validées attendent ici leur envoi au bailleur."),
    Shelf.AT_LANDLORD: _l("Les candidatures envoyées aux bailleurs se suivent ici."),
    Shelf.SILENT: _l("Les bailleurs sans nouvelle depuis 30 jours sont signalés ici."),
}
STATES = {
    "SUBMITTED": (_l("À valider"), "todo"),
    "VALIDATED": (_l("Validée"), "brand"),
    "INVALIDATED": (_l("Non validée"), "neutral"),
    "TRANSMITTED": (_l("Transmise au bailleur"), "brand"),
    "CONTACTED": (_l("Contact du bailleur"), "brand"),
    "VISIT_PLANNED": (_l("Visite prévue"), "brand"),
    "COMMITTEE_PLANNED": (_l("Commission prévue"), "brand"),
    "AWARDED": (_l("Attribuée"), "success"),
    "AWARDED_RANKED": (_l("Attribuée, avec un rang"), "success"),
    "AWARDED_CONDITIONALLY": (_l("Attribuée sous condition"), "success"),
    "NOT_AWARDED": (_l("Non attribuée"), "neutral"),
    "REJECTED": (_l("Irrecevable"), "neutral"),
    "OFFER_NOTIFIED": (_l("Proposition notifiée"), "success"),
    "ACCEPTED": (_l("Acceptée"), "success"),
    "DECLINED": (_l("Refusée par la personne"), "neutral"),
    "SILENCE": (_l("Sans réponse de la personne"), "neutral"),
    "LEASE_SIGNED": (_l("Bail signé"), "success"),
    "CANCELLED": (_l("Annulée par la personne"), "neutral"),
    "OFFER_FILLED": (_l("Logement pourvu"), "neutral"),
    "NO_ANSWER": (_l("Sans réponse du bailleur"), "neutral"),
}
PURPOSE_HINTS = {
    "CHECK_CANDIDATURE": _l("Plafonds, foyer, pièces, échéance de la demande"),
    "ANSWER_A_CONTEST": _l("La personne conteste une consultation, des points ou une décision"),
    "CONTROL": _l("Vérification interne demandée par Action Logement"),
}
# What a landlord reports, in the order it usually happens.
RESULTS = {
    "CONTACTED": _l("La personne a été contactée"),
    "VISIT_PLANNED": _l("Une visite est prévue"),
    "COMMITTEE_PLANNED": _l("Le dossier passe en commission"),
    "AWARDED": _l("Attribution du logement"),
    "AWARDED_RANKED": _l("Attribution avec un rang"),
    "AWARDED_CONDITIONALLY": _l("Attribution sous condition"),
    "NOT_AWARDED": _l("Non-attribution"),
    "REJECTED": _l("Rejet pour irrecevabilité"),
    "OFFER_NOTIFIED": _l("Proposition notifiée à la personne"),
    "ACCEPTED": _l("La personne a accepté"),
    "DECLINED": _l("La personne a refusé"),
    "LEASE_SIGNED": _l("Le bail est signé"),
}
PRIORITY = {
    "DALO": _l("DALO (reconnue prioritaire et urgente)"),
    "L441-1": _l("Public prioritaire (article L441-1)"),
}


def refusal_words(reason: str) -> str:
    """Why an act on a candidature cannot be done now."""
    return {
        "ENDED": _("Cette candidature est terminée : seule une correction est possible."),
        "TRANSITION": _("Ce n’est pas possible dans l’état où se trouve la candidature."),
        "NOT_YOURS": _("Cet acte n’appartient pas à Action Logement."),
        "FUTURE": _("Indiquez une date passée ou celle d’aujourd’hui."),
        "ALREADY_ACTIVE": _("La personne a déjà une autre candidature en cours."),
        "DWELLING_LET": _("Le logement est loué à une autre personne : corrigez d’abord ce bail."),
        "OLDER_CORRECTION": _("La correction doit être plus récente que ce qu’elle corrige."),
        "CORRECTED_TO_AN_END": _("La correction ramènerait à une candidature terminée."),
        "NOTHING_TO_CORRECT": _("Aucun événement du bailleur à corriger."),
    }.get(reason, _("Cette candidature n’existe pas."))
