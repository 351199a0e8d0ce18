"""Own points, the published scale, and contesting a line: answered by somebody else than its
author, by Action Logement where the company has nobody else."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.points.forms import ContestForm
from app.applicant.points.shown import LineView, view_line
from app.consent.employer import employer_of
from app.inbox.words import spaced
from app.points.contests import contest_line
from app.points.own import own_lines
from app.points.policy import PointsRefused
from app.points.scale import scale_in_force
from app.privacy.readers.own import own_request
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_points", __name__)
_CONTEST = "/demandeur/points/<uuid:entry_id>/contester"
CONTESTS, DAY = 20, 86_400


@route(blueprint, "GET", "/demandeur/points", Permission.OWN_REQUEST)
def show() -> str | Response:
    own = own_request(acting())
    if own is None:
        return redirect(url_for("applicant_importing.number"), 303)
    employer = employer_of(acting(), own)
    company = employer.company.company_id if employer.policy is not None else None
    lines = own_lines(acting())
    return render_template(
        "applicant/points/show.html",
        shell=frame(_("Mes points"), "points"),
        total=sum(line.points for line in lines),
        lines=tuple(view_line(line) for line in lines),
        scale=scale_in_force(acting(), company) if company else None,
        choice_href=url_for("applicant_choice.ask"),
    )


@route(blueprint, "GET", _CONTEST, Permission.OWN_REQUEST)
def ask_contest(entry_id: UUID) -> str:
    return _page(_own_line(entry_id), entry_id, ContestForm())


@route(blueprint, "POST", _CONTEST, Permission.OWN_REQUEST)
def contest(entry_id: UUID) -> str | Response:
    line, form = _own_line(entry_id), ContestForm()
    if not form.validate_on_submit():
        return _page(line, entry_id, form)
    limit("contest-points", str(the_actor().account_id), most=CONTESTS, seconds=DAY)
    try:
        number = contest_line(acting(), entry_id, form.words.data or "")
    except PointsRefused:
        flash(_("Vous avez déjà contesté cette ligne."), "warning")
        return redirect(url_for(".show"), 303)
    if number is None:
        said = _("C’est transmis : une autre personne de votre entreprise va répondre.")
    else:
        said = _("C’est transmis à Action Logement. Numéro de suivi : %(number)s.",
                 number=spaced(number))  # fmt: skip
    flash(said, "success")
    return redirect(url_for(".show"), 303)


def _own_line(entry_id: UUID) -> LineView:
    """A line that may be contested; another's answers like one that does not exist."""
    found = next((line for line in own_lines(acting()) if line.id == entry_id), None)
    if found is None:
        raise NotFound
    return view_line(found)


def _page(line: LineView, entry_id: UUID, form: ContestForm) -> str:
    return render_template(
        "applicant/points/contest.html",
        shell=frame(_("Contester des points"), "points"),
        line=line,
        form=form,
        action=url_for(".contest", entry_id=entry_id),
        back_href=url_for(".show"),
    )
