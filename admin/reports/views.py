"""Figures on a company or on the network, for staff: no person is ever in them."""

from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from admin.frame import frame
from admin.reports.forms import ButtonForm, CompanyForm
from app.access.permissions import Permission
from app.privacy.rule import NotShared
from app.reports.asking import ask_company_figures, ask_network_figures, company_numbered
from app.reports.listing import report_row, report_rows
from app.reports.services import ToBeMadeAgain, check_open
from app.reports.state import RUNNING, cancel_report, close_report, report_path, report_state
from app.reports.words import KIND_HOLDS, KIND_NAMES, STATE_WORDS
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_reports", __name__)
ROOT = "/action-logement/rapports"


@route(blueprint, "GET", ROOT, Permission.PRINT_STATISTICS)
def index() -> str:
    return _index(CompanyForm(formdata=None))


def _index(form: CompanyForm) -> str:
    return render_template(
        "admin/reports/index.html",
        shell=frame(_("Rapports"), "reports"),
        form=form,
        rows=report_rows(acting(), the_actor()),
        names=KIND_NAMES,
        holds=KIND_HOLDS,
        states=STATE_WORDS,
    )


@route(blueprint, "POST", f"{ROOT}/entreprise", Permission.PRINT_STATISTICS)
def ask_company() -> str | BaseResponse:
    form = CompanyForm()
    if not form.validate():
        return _index(form)
    found = company_numbered(acting(), form.number.data)
    if found is None:
        form.number.errors = [_("Aucune entreprise n’a ce numéro.")]
        return _index(form)
    return _to(ask_company_figures(acting(), the_actor(), found, _locale()))


@route(blueprint, "POST", f"{ROOT}/reseau", Permission.PRINT_STATISTICS)
def ask_network() -> BaseResponse:
    if not ButtonForm().validate():
        abort(400)
    return _to(ask_network_figures(acting(), the_actor(), _locale()))


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>", Permission.PRINT_STATISTICS)
def show(report_id: UUID) -> str:
    row = report_row(acting(), the_actor(), report_id)
    return render_template(
        "admin/reports/show.html",
        shell=frame(str(KIND_NAMES[row.kind]), "reports"),
        row=row,
        progress_text=str(STATE_WORDS[row.state]),
    )


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>/etat", Permission.PRINT_STATISTICS)
def state(report_id: UUID) -> Response:
    asked = report_state(acting(), report_id)
    text = str(STATE_WORDS[asked.state])
    return jsonify(percent=asked.percent, text=text, done=asked.state not in RUNNING)


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>/pdf", Permission.PRINT_STATISTICS)
def pdf(report_id: UUID) -> Response | BaseResponse:
    try:
        asked = check_open(acting(), report_id)
    except ToBeMadeAgain:
        close_report(acting(), report_id)
        return redirect(url_for(".show", report_id=report_id), 303)
    try:
        content = report_path(portal().settings.data, asked.id).read_bytes()
    except FileNotFoundError:
        raise NotShared from None
    headers = {"Content-Disposition": f'attachment; filename="rapport-{report_id}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@route(blueprint, "POST", f"{ROOT}/<uuid:report_id>/arreter", Permission.PRINT_STATISTICS)
def cancel(report_id: UUID) -> BaseResponse:
    report_state(acting(), report_id)  # NotShared for anybody else's
    cancel_report(acting(), report_id)
    return redirect(url_for(".index"), 303)


def _to(report_id: UUID) -> BaseResponse:
    return redirect(url_for(".show", report_id=report_id), 303)


def _locale() -> str:
    return str(get_locale() or "fr")[:2]
