"""Taking an award back, with a reason the person reads."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.points.policy import PointsRefused
from app.points.queries import Line, line_of
from app.points.services import reverse_award
from app.privacy.readers.employer import still_visible
from app.privacy.rule import NotShared
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.points.blueprint import ROOT, blueprint
from employer.points.forms import ReversalForm
from employer.points.words import refusal_words

_LINE = f"{ROOT}/lignes/<uuid:entry_id>/reprendre"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _LINE, Permission.AWARD_POINTS)
def ask_reversal(entry_id: UUID) -> str:
    return _page(entry_id, ReversalForm())


@route(blueprint, "POST", _LINE, Permission.AWARD_POINTS)
def reverse(entry_id: UUID) -> Page:
    form = ReversalForm()
    if not form.validate_on_submit():
        return _page(entry_id, form)
    try:
        reverse_award(acting(), entry_id, form.reason.data or "")
    except PointsRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        return _page(entry_id, form), 409
    line = visible_line(entry_id)[0]
    flash(_("Points repris. La personne lit le motif ; le budget reste dépensé."), "success")
    return redirect(url_for(".person", public_id=line.public_id), 303)


def visible_line(entry_id: UUID) -> tuple[Line, str]:
    """A line and the name of whom it names; NotShared when either is not there."""
    actor = the_actor()
    line = line_of(acting(), actor.company_id, entry_id) if actor.company_id else None
    if line is None:
        raise NotShared
    names = still_visible(acting(), actor, (line.public_id,))
    if line.public_id not in names:
        raise NotShared
    return line, names[line.public_id]


def _page(entry_id: UUID, form: ReversalForm) -> str:
    line, name = visible_line(entry_id)
    return render_template(
        "employer/points/reverse.html",
        shell=frame(_("Reprendre des points"), "points"),
        line=line,
        name=name,
        form=form,
        action=url_for(".reverse", entry_id=entry_id),
        back_href=url_for(".person", public_id=line.public_id),
        points_href=url_for(".overview"),
    )
