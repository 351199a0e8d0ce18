"""The applicant's journal: each reading of the own file, and contesting one."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.readings.forms import ContestForm
from app.applicant.readings.shown import ReadingView, view_reading
from app.inbox.services import Kind, open_case
from app.inbox.words import spaced
from app.privacy.readers.own import readings_of_me
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_readings", __name__)
_CONTEST = "/demandeur/consultations/<uuid:line_id>/contester"
CONTESTS, DAY = 20, 86_400


@route(blueprint, "GET", "/demandeur/consultations", Permission.OWN_REQUEST)
def show() -> str:
    return render_template(
        "applicant/readings/show.html",
        shell=frame(_("Qui a vu mon dossier"), "readings"),
        readings=tuple(view_reading(one) for one in readings_of_me(acting())),
        choice_href=url_for("applicant_choice.ask"),
    )


@route(blueprint, "GET", _CONTEST, Permission.OWN_REQUEST)
def ask_contest(line_id: UUID) -> str:
    return _page(_own_reading(line_id), line_id, ContestForm())


@route(blueprint, "POST", _CONTEST, Permission.OWN_REQUEST)
def contest(line_id: UUID) -> str | Response:
    reading, form = _own_reading(line_id), ContestForm()
    if not form.validate_on_submit():
        return _page(reading, line_id, form)
    limit("contest-reading", str(the_actor().account_id), most=CONTESTS, seconds=DAY)
    number = open_case(acting(), Kind.READING_CONTESTED, form.words.data, about=line_id)
    flash(
        _("C’est transmis à Action Logement. Numéro de suivi : %(number)s.", number=spaced(number)),
        "success",
    )
    return redirect(url_for("applicant_inbox.own_list"), 303)


def _own_reading(line_id: UUID) -> ReadingView:
    """A line of the own journal; another's answers like one that does not exist."""
    for one in readings_of_me(acting()):
        if one.line_id == line_id:
            return view_reading(one)
    raise NotFound


def _page(reading: ReadingView, line_id: UUID, form: ContestForm) -> str:
    return render_template(
        "applicant/readings/contest.html",
        shell=frame(_("Contester une lecture"), "readings"),
        reading=reading,
        form=form,
        action=url_for("applicant_readings.contest", line_id=line_id),
        back_href=url_for("applicant_readings.show"),
    )
