"""What each state of a candidature means for the applicant, and what comes next."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

NEXT = {
    "SUBMITTED": _l(
        "Un conseiller d’Action Logement étudie votre candidature. Vous pouvez encore l’annuler."
    ),
    "VALIDATED": _l(
        "Votre candidature va être transmise au bailleur avec d’autres. Vous pouvez encore "
        "l’annuler."
    ),
    "TRANSMITTED": _l(
        "Le bailleur a votre dossier. Il peut vous appeler, vous demander des pièces ou proposer "
        "une visite."
    ),
    "CONTACTED": _l("Répondez au bailleur et envoyez les pièces qu’il demande."),
    "VISIT_PLANNED": _l("Rendez-vous à la visite, puis le dossier passe en commission."),
    "COMMITTEE_PLANNED": _l(
        "La commission d’attribution du bailleur (CALEOL) va décider. Votre employeur n’en fait "
        "pas partie."
    ),
    "AWARDED": _l("Le logement vous est attribué. Le bailleur va vous envoyer une proposition."),
    "AWARDED_RANKED": _l(
        "Le logement vous est attribué selon un rang : il est proposé au premier, puis au suivant "
        "si le premier le refuse."
    ),
    "AWARDED_CONDITIONALLY": _l(
        "Le logement vous est attribué sous condition : donnez au bailleur ce qui manque."
    ),
    "OFFER_NOTIFIED": _l(
        "Le logement vous est proposé. Acceptez ou refusez : sans réponse, c’est un refus."
    ),
    "ACCEPTED": _l("Vous avez accepté. Le bailleur va vous donner la date de signature du bail."),
    "INVALIDATED": _l(
        "Action Logement n’a pas validé cette candidature. Vous pouvez candidater ailleurs."
    ),
    "NOT_AWARDED": _l(
        "La commission n’a pas attribué ce logement à votre foyer. Votre demande reste valable : "
        "vous pouvez candidater ailleurs."
    ),
    "REJECTED": _l(
        "La commission a jugé la demande irrecevable pour ce logement, par exemple à cause des "
        "ressources. Le bailleur vous écrit ses raisons."
    ),
    "DECLINED": _l("Vous avez refusé ce logement. Vous pouvez candidater ailleurs."),
    "SILENCE": _l(
        "Le délai est passé sans réponse : c’est un refus. Vous pouvez candidater ailleurs."
    ),
    "LEASE_SIGNED": _l("Le bail est signé."),
    "CANCELLED": _l("Vous avez annulé cette candidature."),
    "OFFER_FILLED": _l("Le logement a trouvé preneur. Vous pouvez candidater ailleurs."),
    "NO_ANSWER": _l("Le bailleur n’a pas répondu. Vous pouvez candidater ailleurs."),
}
# Steps at which one might be tempted to leave the present home.
NOTICE_STEPS = range(3, 8)
OPEN_TO_CANCELLING = frozenset({"SUBMITTED", "VALIDATED"})


def refusal_words(reason: str) -> str:
    """Why cancelling or answering cannot be done."""
    return {
        "TOO_LATE": _("Ce n’est plus possible : il est trop tard."),
        "NOT_OFFERED": _("Aucune proposition n’attend votre réponse."),
    }.get(reason, _("Cette candidature n’existe pas."))
