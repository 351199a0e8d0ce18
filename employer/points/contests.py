"""Contested points: whoever did not award them answers."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.points.contests import Contest, answer_contest, contests_of, contests_to_answer
from app.points.policy import PointsRefused
from app.privacy.readers.employer import still_visible
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.points.blueprint import ROOT, blueprint
from employer.points.forms import VerdictForm
from employer.points.reversals import visible_line
from employer.points.words import refusal_words

_LIST = f"{ROOT}/contestations"
_ONE = f"{_LIST}/<uuid:entry_id>"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _LIST, Permission.AWARD_POINTS)
def contest_list() -> str:
    waiting = contests_to_answer(acting())
    names = still_visible(acting(), the_actor(), tuple({one.public_id for one in waiting}))
    return render_template(
        "employer/points/contests.html",
        shell=frame(_("Points contestés"), "points"),
        contests=tuple(
            (
                names[one.public_id],
                long_date(one.opened_at),
                url_for(".contest", entry_id=one.line_id),
            )
            for one in waiting
            if one.public_id in names
        ),
        points_href=url_for(".overview"),
    )


@route(blueprint, "GET", _ONE, Permission.AWARD_POINTS)
def contest(entry_id: UUID) -> str:
    return _page(entry_id, VerdictForm())


@route(blueprint, "POST", _ONE, Permission.AWARD_POINTS)
def settle_contest(entry_id: UUID) -> Page:
    form = VerdictForm()
    if not form.validate_on_submit():
        return _page(entry_id, form)
    try:
        answer_contest(acting(), entry_id, form.verdict.data, form.words.data or "")
    except PointsRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        return _page(entry_id, form), 409
    flash(_("Réponse enregistrée : la personne la lit avec ses points."), "success")
    return redirect(url_for(".contest_list"), 303)


def _page(entry_id: UUID, form: VerdictForm) -> str:
    line, name = visible_line(entry_id)
    said = contests_of(acting(), line.public_id).get(entry_id)
    if said is None:
        raise NotFound
    return render_template(
        "employer/points/contest.html",
        shell=frame(_("Points contestés"), "points"),
        line=line,
        name=name,
        said=said,
        form=form,
        why_not=_why_not(said, line.author_id),
        action=url_for(".settle_contest", entry_id=entry_id),
        person_href=url_for(".person", public_id=line.public_id),
        list_href=url_for(".contest_list"),
        points_href=url_for(".overview"),
    )


def _why_not(said: Contest, author_id: UUID) -> str | None:
    """Why this member does not answer; None when nothing is known against it."""
    if said.outcome is not None:
        return _("La réponse est déjà donnée.")
    if author_id == the_actor().account_id:
        return refusal_words("OWN_AWARD")
    return None
