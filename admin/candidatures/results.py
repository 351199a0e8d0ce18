"""What a landlord says, entered by an adviser: the same service as the landlords' files."""

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
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
from admin.candidatures.forms import ResultForm
from admin.candidatures.shown import title_of
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.day import today
from app.landlords.entered import Entered, take_back, take_entered
from app.privacy.reported import standing_report
from app.web.request_context import acting
from app.web.route import route


@route(blueprint, "GET", f"{ONE}/resultat", Permission.DECIDE_CANDIDATURES)
def ask_result(candidature_id: UUID) -> str:
    form = ResultForm(today(acting()))
    form.event_id.data = f"AL-{uuid4()}"
    return _page(candidature_id, form)


@route(blueprint, "POST", f"{ONE}/resultat", Permission.DECIDE_CANDIDATURES)
def enter_result(candidature_id: UUID) -> str | Response:
    one = the_candidature(candidature_id)
    form = ResultForm(today(acting()))
    if not form.validate_on_submit():
        return _page(candidature_id, form)
    said = Entered(
        event_id=(form.event_id.data or "")[:64],
        event=form.event.data,
        day=form.day.data,
        rank=form.rank.data,
        condition=form.condition.data or None,
        answer_by=form.answer_by.data,
    )
    try:
        with attempt():
            effect = take_entered(acting(), one, said)
    except Refused:
        return to_page(candidature_id)
    older = _("Gardée dans l’historique : un événement plus récent est déjà connu.")
    flash(_("Réponse du bailleur enregistrée.") if effect else older, "success")
    return to_page(candidature_id)


@route(blueprint, "POST", f"{ONE}/resultat/corriger", Permission.DECIDE_CANDIDATURES)
def correct_result(candidature_id: UUID) -> Response:
    """Take back the last thing the landlord said: the candidature returns to where it stood."""
    one = the_candidature(candidature_id)
    try:
        with attempt():
            take_back(acting(), one)
    except Refused:
        return to_page(candidature_id)
    flash(_("La dernière réponse du bailleur est corrigée."), "success")
    return to_page(candidature_id)


def _page(candidature_id: UUID, form: ResultForm) -> str:
    one = the_candidature(candidature_id)
    return render_template(
        "admin/candidatures/result.html",
        shell=frame(_("Réponse du bailleur"), "candidatures"),
        form=form,
        home_title=title_of(one),
        landlord=one.landlord_name,
        action=url_for(".enter_result", candidature_id=candidature_id),
        correct_action=url_for(".correct_result", candidature_id=candidature_id)
        if standing_report(acting(), candidature_id) is not None
        else None,
        queue_href=url_for(".queue"),
        page_href=url_for(".page", candidature_id=candidature_id),
    )
