"""One person's points: what was given, and giving more. Undo for ten minutes."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.companies.day import today
from app.points.policy import PointsRefused
from app.points.queries import lines_of
from app.points.scale import Scale, scale_in_force
from app.points.services import award_points, possible_for, undo_award
from app.privacy.readers.employer import read_summary
from app.privacy.rule import NotShared
from app.privacy.view import view_summary
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.points.blueprint import ROOT, blueprint
from employer.points.forms import AwardForm
from employer.points.shown import criterion_hints, ledger_rows, refused_criteria, usable
from employer.points.words import refusal_words

_PERSON = "/employeur/salaries/<uuid:public_id>/points"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _PERSON, Permission.AWARD_POINTS)
def person(public_id: UUID) -> str:
    return _page(public_id, None)


@route(blueprint, "POST", _PERSON, Permission.AWARD_POINTS)
def award(public_id: UUID) -> Page:
    scale = scale_of_company()
    form = AwardForm(scale.criteria, scale.number)
    if not form.validate_on_submit():
        return _page(public_id, form)
    asked = form.award()
    try:
        award_points(acting(), [public_id], asked)
    except PointsRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        form.start_again(scale.number)
        return _page(public_id, form), 409
    worth = next(c.points for c in scale.criteria if c.ordinal == asked.ordinal)
    flash_undo(ngettext("%(num)s point attribué.", "%(num)s points attribués.", worth), asked.key)
    return redirect(url_for(".person", public_id=public_id), 303)


@route(blueprint, "POST", f"{ROOT}/actes/<uuid:act_id>/annuler", Permission.AWARD_POINTS)
def undo(act_id: UUID) -> Response:
    many = undo_award(acting(), act_id)
    if many:
        flash(_("Attribution annulée : le budget est rendu."), "success")
    else:
        flash(_("Cette attribution ne peut plus être annulée d’ici."), "warning")
    return redirect(url_for(".overview"), 303)


def flash_undo(said: str, key: UUID) -> None:
    """Say what was done, with the button that takes it back for ten minutes. Names nobody."""
    undo_href = url_for("employer_points.undo", act_id=key)
    message: Any = {"text": said, "action": _("Annuler (10 minutes)"), "undo": undo_href}
    flash(message, "success")


def scale_of_company() -> Scale:
    """The version in force; before the first there is nothing to award, and nothing was shown."""
    company = the_actor().company_id
    scale = scale_in_force(acting(), company) if company else None
    if scale is None:
        raise NotShared
    return scale


def _page(public_id: UUID, form: AwardForm | None) -> str:
    actor = the_actor()
    shown = read_summary(acting(), actor, public_id)
    if actor.company_id is None:
        raise NotShared
    view = view_summary(shown.summary)
    scale = scale_in_force(acting(), actor.company_id)
    lines = lines_of(acting(), actor.company_id, public_id)
    year = today(acting()).year
    answers = possible_for(acting(), public_id, scale.number) if scale else {}
    open_to = usable(scale.criteria, answers) if scale else ()
    if form is None and scale:
        form = AwardForm(open_to, scale.number)
    return render_template(
        "employer/points/person.html",
        shell=frame(_("Points de %(person)s", person=view.name), "applicants"),
        person=view,
        level=int(shown.level),
        person_href=url_for("employer_applicants.person", public_id=public_id),
        list_href=url_for("employer_applicants.applicant_list"),
        points_href=url_for(".overview"),
        scale=scale,
        form=form,
        hints=criterion_hints(scale.criteria if scale else ()),
        possible=bool(open_to),
        refused=refused_criteria(scale.criteria, answers) if scale else (),
        year_sum=sum(line.points for line in lines if line.year == year),
        total=sum(line.points for line in lines),
        rows=ledger_rows(lines, {public_id: view.name}),
        action=url_for(".award", public_id=public_id),
    )
