"""Validate, refuse with reasons for the applicant, close what a landlord left unanswered."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.candidatures.blueprint import (
    ONE,
    Refused,
    attempt,
    blueprint,
    the_candidature,
    to_page,
)
from admin.candidatures.forms import ClosingForm, RefusalForm
from admin.candidatures.shown import title_of
from admin.frame import frame
from app.access.permissions import Permission
from app.candidatures.advising import close_unanswered, invalidate, validate
from app.web.request_context import acting
from app.web.route import route


@route(blueprint, "POST", f"{ONE}/valider", Permission.DECIDE_CANDIDATURES)
def validate_one(candidature_id: UUID) -> Response:
    the_candidature(candidature_id)
    try:
        with attempt():
            validate(acting(), candidature_id)
    except Refused:
        return to_page(candidature_id)
    flash(_("Candidature validée. Elle attend l’envoi de la liste au bailleur."), "success")
    return redirect(url_for(".queue"), 303)


@route(blueprint, "GET", f"{ONE}/refuser", Permission.DECIDE_CANDIDATURES)
def ask_refusal(candidature_id: UUID) -> str:
    return _refusal_page(candidature_id, RefusalForm())


@route(blueprint, "POST", f"{ONE}/refuser", Permission.DECIDE_CANDIDATURES)
def refuse_one(candidature_id: UUID) -> str | Response:
    the_candidature(candidature_id)
    form = RefusalForm()
    if not form.validate_on_submit():
        return _refusal_page(candidature_id, form)
    try:
        with attempt():
            invalidate(acting(), candidature_id, form.reason.data or "")
    except Refused:
        return to_page(candidature_id)
    flash(_("Candidature non validée. La personne lit votre motif et peut candidater ailleurs."),
          "success")  # fmt: skip
    return redirect(url_for(".queue"), 303)


@route(blueprint, "GET", f"{ONE}/sans-reponse", Permission.DECIDE_CANDIDATURES)
def ask_closing(candidature_id: UUID) -> str:
    return _closing_page(candidature_id, ClosingForm())


@route(blueprint, "POST", f"{ONE}/sans-reponse", Permission.DECIDE_CANDIDATURES)
def close_one(candidature_id: UUID) -> str | Response:
    the_candidature(candidature_id)
    form = ClosingForm()
    if not form.validate_on_submit():
        return _closing_page(candidature_id, form)
    try:
        with attempt():
            close_unanswered(acting(), candidature_id, form.words.data or None)
    except Refused:
        return to_page(candidature_id)
    flash(_("Candidature close. La personne peut candidater ailleurs."), "success")
    return to_page(candidature_id)


def _refusal_page(candidature_id: UUID, form: RefusalForm) -> str:
    return _page(
        candidature_id, form, title=_("Ne pas valider"), verb=_("Ne pas valider"),
        action=url_for(".refuse_one", candidature_id=candidature_id),
        consequence=_(
            "La candidature s’arrête. La personne lit votre motif et peut candidater ailleurs. "
            "L’employeur lit seulement « Candidature non validée », si son choix le permet."
        ),
    )  # fmt: skip


def _closing_page(candidature_id: UUID, form: ClosingForm) -> str:
    return _page(
        candidature_id, form, title=_("Clore sans réponse"), verb=_("Clore la candidature"),
        action=url_for(".close_one", candidature_id=candidature_id),
        consequence=_(
            "Le bailleur n’a pas répondu malgré les relances. La candidature s’arrête et la "
            "personne peut candidater ailleurs."
        ),
    )  # fmt: skip


def _page(
    candidature_id: UUID, form: RefusalForm | ClosingForm, *, title: str, verb: str, action: str,
    consequence: str,
) -> str:  # fmt: skip
    one = the_candidature(candidature_id)
    return render_template(
        "admin/candidatures/act.html",
        shell=frame(title, "candidatures"),
        form=form,
        field=form.reason if isinstance(form, RefusalForm) else form.words,
        home_title=title_of(one),
        action=action,
        verb=verb,
        consequence=consequence,
        queue_href=url_for(".queue"),
        page_href=url_for(".page", candidature_id=candidature_id),
    )
