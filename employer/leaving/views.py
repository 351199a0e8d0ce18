"""A person on the list who does not work here, or no longer: ask Action Logement to find out."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.inbox.services import report_not_employed
from app.inbox.words import spaced
from app.privacy.readers.employer import read_summary
from app.privacy.view import view_summary
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.leaving.forms import LeavingForm

blueprint = Blueprint("employer_leaving", __name__)
_PAGE = "/employeur/salaries/<uuid:public_id>/depart"
REPORTS_A_DAY, DAY = 30, 86_400


@route(blueprint, "GET", _PAGE, Permission.READ_SUMMARY)
def ask(public_id: UUID) -> str:
    return _page(public_id, LeavingForm())


@route(blueprint, "POST", _PAGE, Permission.READ_SUMMARY)
def report(public_id: UUID) -> str | Response:
    form = LeavingForm()
    if not form.validate_on_submit():
        return _page(public_id, form)
    limit("not-employed", str(the_actor().account_id), most=REPORTS_A_DAY, seconds=DAY)
    number = report_not_employed(acting(), public_id, form.words.data or "")
    flash(
        _("Action Logement est prévenu. Numéro de suivi\u00a0: %(number)s.", number=spaced(number)),
        "success",
    )
    return redirect(url_for("employer_applicants.person", public_id=public_id), 303)


def _page(public_id: UUID, form: LeavingForm) -> str:
    shown = read_summary(acting(), the_actor(), public_id)
    view = view_summary(shown.summary)
    return render_template(
        "employer/leaving/ask.html",
        shell=frame(_("Pas ou plus salarié de l’entreprise"), "applicants"),
        person=view,
        level=int(shown.level),
        form=form,
        action=url_for(".report", public_id=public_id),
        person_href=url_for("employer_applicants.person", public_id=public_id),
        list_href=url_for("employer_applicants.applicant_list"),
    )
