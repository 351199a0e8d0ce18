"""Answers to what the employer does: a note may be declined until it leaves with the file, a
suggested dwelling leads to its offer."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.support.policy import SupportRefused
from app.support.queries import own_suggestions
from app.support.services import answer_suggestion, answer_support
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_support", __name__)
_ANSWERS = {"accepter": True, "refuser": False}


@route(blueprint, "POST", "/demandeur/soutiens/<uuid:support_id>/<answer>", Permission.OWN_REQUEST)
def answer_note(support_id: UUID, answer: str) -> Response:
    accepted = _accepted(answer)
    try:
        answer_support(acting(), support_id, accepted=accepted)
    except SupportRefused as refused:
        flash(_why(refused.reason), "danger")
    else:
        said = _("La note partira avec votre dossier.")
        flash(said if accepted else _("La note ne partira pas avec votre dossier."), "success")
    return redirect(url_for("applicant_candidatures.own_list"), 303)


@route(
    blueprint, "POST", "/demandeur/propositions/<uuid:suggestion_id>/<answer>",
    Permission.OWN_REQUEST,
)  # fmt: skip
def answer_home(suggestion_id: UUID, answer: str) -> Response:
    accepted = _accepted(answer)
    home = next((one for one in own_suggestions(acting()) if one.id == suggestion_id), None)
    if home is None:
        flash(_why("UNKNOWN"), "danger")
        return redirect(url_for("applicant_candidatures.own_list"), 303)
    answer_suggestion(acting(), suggestion_id, accepted=accepted)
    if accepted:
        return redirect(url_for("applicant_offers.show_offer", offer_id=home.offer_id), 303)
    flash(_("Proposition refusée."), "success")
    return redirect(url_for("applicant_candidatures.own_list"), 303)


def _accepted(word: str) -> bool:
    if word not in _ANSWERS:
        abort(404)
    return _ANSWERS[word]


def _why(reason: str) -> str:
    if reason == "TOO_LATE":
        return _("Ce n’est plus possible : le dossier est parti chez le bailleur.")
    return _("Cette proposition n’existe plus.")
