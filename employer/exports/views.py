"""Ask for an export of the list as it is filtered; its filters stay in the address."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.approvals.services import Kind, ask_approval, needs_second
from app.companies.onboarding import own_sites
from app.exports.asking import announce, ask_export
from app.exports.making import heads
from app.exports.wanted import as_wanted
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.applicants.asking import (
    export_address,
    is_within_reach,
    list_address,
    read_query,
)
from employer.applicants.narrowing import chips_of
from employer.exports.forms import ExportForm
from employer.frame import frame

blueprint = Blueprint("employer_exports", __name__)
_PAGE = "/employeur/salaries/exporter"


@route(blueprint, "GET", _PAGE, Permission.EXPORT_LIST)
@confirmed_recently()
def ask() -> str:
    return _page(_query(), ExportForm())


@route(blueprint, "POST", _PAGE, Permission.EXPORT_LIST)
@confirmed_recently()
def start() -> str | Response:
    query, form = _query(), ExportForm()
    if not form.validate_on_submit():
        return _page(query, form)
    locale, purpose = str(get_locale() or "fr")[:2], Purpose(form.purpose.data)
    people = announce(acting(), the_actor(), query).people
    if needs_second(acting(), Kind.EXPORT, people):
        wanted = {"query": as_wanted(query), "form": form.form.data}
        which = ask_approval(acting(), Kind.EXPORT, wanted, purpose)
        return redirect(url_for("employer_approvals.show", approval_id=which), 303)
    made = ask_export(acting(), the_actor(), query, form.form.data, purpose, locale)
    return redirect(url_for("employer_reports.show", report_id=made), 303)


def _query() -> ApplicantQuery:
    query = read_query(request.args)
    if not is_within_reach(query, the_actor()):
        raise Forbidden
    return query


def _page(query: ApplicantQuery, form: ExportForm) -> str:
    sites = own_sites(acting(), the_actor().sites) if query.filters.sites else ()
    return render_template(
        "employer/exports/ask.html",
        shell=frame(_("Exporter la liste"), "applicants"),
        form=form,
        announced=announce(acting(), the_actor(), query),
        columns=heads(the_actor()),
        chips=tuple(label for label, _href in chips_of(query, sites)),
        action=export_address(query),
        list_href=list_address(query),
    )
