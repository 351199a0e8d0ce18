"""Ask for the reports about no single person."""

from uuid import UUID

from flask import abort, redirect, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.approvals.services import Kind, ask_approval, needs_second
from app.companies.day import today
from app.exports.asking import announce
from app.privacy.readers.employer import ApplicantQuery
from app.reports.asking import Period, ask_committee, ask_periodic, ask_poster
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.reports.blueprint import ROOT, blueprint
from employer.reports.forms import ButtonForm, PeriodForm, PosterForm
from employer.reports.page import render_index

EVERYBODY = ApplicantQuery()


@route(blueprint, "POST", f"{ROOT}/entreprise", Permission.PRINT_COMPANY)
def ask_company() -> str | Response:
    form = PeriodForm()
    if not form.validate():
        return render_index(form)
    period = Period(form.since.data, form.until.data)
    if not period.possible(today(acting())):
        form.until.errors = [_("Choisissez une période passée, de trois ans au plus.")]
        return render_index(form)
    if needs_second(acting(), Kind.EXPORT, announce(acting(), the_actor(), EVERYBODY).people):
        wanted = {"period": [period.since.isoformat(), period.until.isoformat()]}
        which = ask_approval(acting(), Kind.EXPORT, wanted)
        return redirect(url_for("employer_approvals.show", approval_id=which), 303)
    return _to(ask_periodic(acting(), the_actor(), period, _locale()))


@route(blueprint, "POST", f"{ROOT}/comite", Permission.PRINT_COMMITTEE)
def ask_council() -> Response:
    if not ButtonForm().validate():
        abort(400)
    return _to(ask_committee(acting(), the_actor(), _locale()))


@route(blueprint, "POST", f"{ROOT}/affiche", Permission.PRINT_POSTER)
def ask_code_poster() -> Response:
    form = PosterForm()
    if not form.validate():
        abort(400)
    return _to(ask_poster(acting(), the_actor(), UUID(form.code_id.data), _locale()))


def _to(report_id: UUID) -> Response:
    return redirect(url_for("employer_reports.show", report_id=report_id), 303)


def _locale() -> str:
    return str(get_locale() or "fr")[:2]
