"""Own candidatures: the running one, the archive, cancelling, accepting and declining."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.candidatures.shown import OwnView, view_own
from app.applicant.candidatures.words import refusal_words
from app.applicant.frame import frame
from app.applicant.support.shown import view_suggestion
from app.candidatures.services import CandidatureRefused, cancel
from app.candidatures.services import answer as answer_offer
from app.companies.day import today
from app.privacy.readers.case import own_ranks
from app.privacy.readers.own import own_request
from app.privacy.readers.own_candidatures import own_candidature_files
from app.support.queries import own_suggestions, own_supports
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_candidatures", __name__)
ANSWERS = {"accepter": True, "refuser": False}
ONE = "/demandeur/candidatures/<uuid:candidature_id>"


@route(blueprint, "GET", "/demandeur/candidatures", Permission.OWN_REQUEST)
def own_list() -> str | Response:
    if own_request(acting()) is None:
        return redirect(url_for("applicant_importing.number"), 303)
    ranks, notes, day = own_ranks(acting()), own_supports(acting()), today(acting())
    shown = tuple(
        view_own(one, day, ranks.get(one.id), notes.get(one.id))
        for one in own_candidature_files(acting())
    )
    return render_template(
        "applicant/candidatures/list.html",
        shell=frame(_("Mes candidatures"), "candidatures"),
        running=tuple(one for one in shown if one.view.running),
        past=tuple(one for one in shown if not one.view.running),
        suggestions=tuple(view_suggestion(one) for one in own_suggestions(acting())),
        offers_href=url_for("applicant_offers.offer_list"),
    )


@route(blueprint, "GET", f"{ONE}/annuler", Permission.OWN_REQUEST)
def ask_cancel(candidature_id: UUID) -> str | Response:
    one = _own(candidature_id)
    if one.cancel_href is None:
        return _refused("TOO_LATE")
    return render_template(
        "applicant/candidatures/cancel.html",
        shell=frame(_("Annuler ma candidature"), "candidatures"),
        title=one.view.title,
        action=url_for("applicant_candidatures.cancel_own", candidature_id=candidature_id),
        back_href=url_for("applicant_candidatures.own_list"),
    )


@route(blueprint, "POST", f"{ONE}/annuler", Permission.OWN_REQUEST)
def cancel_own(candidature_id: UUID) -> Response:
    try:
        cancel(acting(), candidature_id)
    except CandidatureRefused as refused:
        return _refused(refused.reason)
    flash(_("Votre candidature est annulée. Vous pouvez candidater ailleurs."), "success")
    return redirect(url_for("applicant_candidatures.own_list"), 303)


@route(blueprint, "GET", f"{ONE}/repondre/<answer>", Permission.OWN_REQUEST)
def ask_answer(candidature_id: UUID, answer: str) -> str | Response:
    one = _own(candidature_id)
    accepted = _accepted(answer)
    if one.accept_href is None:
        return _refused("NOT_OFFERED")
    return render_template(
        "applicant/candidatures/answer.html",
        shell=frame(_("Répondre à la proposition"), "candidatures"),
        accepted=accepted,
        title=one.view.title,
        answer_by=one.answer_by,
        action=url_for(
            "applicant_candidatures.answer_own", candidature_id=candidature_id, answer=answer
        ),
        back_href=url_for("applicant_candidatures.own_list"),
    )


@route(blueprint, "POST", f"{ONE}/repondre/<answer>", Permission.OWN_REQUEST)
def answer_own(candidature_id: UUID, answer: str) -> Response:
    accepted = _accepted(answer)
    try:
        answer_offer(acting(), candidature_id, accepted)
    except CandidatureRefused as refused:
        return _refused(refused.reason)
    said = _("Vous avez accepté ce logement.") if accepted else _("Vous avez refusé ce logement.")
    flash(said, "success")
    return redirect(url_for("applicant_candidatures.own_list"), 303)


def _accepted(word: str) -> bool:
    if word not in ANSWERS:
        abort(404)
    return ANSWERS[word]


def _own(candidature_id: UUID) -> OwnView:
    """404 for one that is not ours, the same as for one that is not."""
    found = next((c for c in own_candidature_files(acting()) if c.id == candidature_id), None)
    if found is None:
        abort(404)
    return view_own(found, today(acting()))


def _refused(reason: str) -> Response:
    flash(refusal_words(reason), "danger")
    return redirect(url_for("applicant_candidatures.own_list"), 303)
