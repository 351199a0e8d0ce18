"""Reports of one person: ask, follow, open. The file is checked again each time it is opened."""

from uuid import UUID

from flask import Response, abort, jsonify, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as BaseResponse

from app.access.permissions import Permission
from app.db.transaction import transaction
from app.exports.wanted import MIME_TYPES, SUFFIXES
from app.privacy.purposes import stated_purpose
from app.privacy.rule import NotShared
from app.reports.listing import report_row
from app.reports.services import ToBeMadeAgain, ask_report, check_open
from app.reports.state import cancel_report, close_report, report_path, report_state
from app.reports.words import KIND_NAMES
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.reports import asking  # noqa: F401 - its routes
from employer.reports.blueprint import ROOT, blueprint
from employer.reports.forms import AskForm
from employer.reports.page import again_of, render_index, title_of, told_of


def progress_text(state: str) -> str:
    """Where a report is, in words."""
    return _("En attente") if state == "WAITING" else _("En préparation")


@route(blueprint, "GET", ROOT, Permission.SEE_REPORTS)
def index() -> str:
    return render_index()


@route(blueprint, "POST", ROOT, Permission.PRINT_SUMMARY)
def ask() -> BaseResponse:
    form = AskForm()
    if not form.validate():
        abort(400)
    actor, public_id = the_actor(), UUID(form.public_id.data)
    locale = str(get_locale() or "fr")[:2]
    if form.kind.data == "summary":
        made = ask_report(acting(), actor, public_id, "SUMMARY", None, locale)
        return redirect(url_for(".show", report_id=made), 303)
    if not actor.may(Permission.PRINT_FILE):
        raise Forbidden
    with transaction(portal().database, "signin") as tx:
        purpose = stated_purpose(tx, actor.sid_hash, public_id)
    if purpose is None:
        # The purpose has run out: it is asked again on the person's own page.
        return redirect(url_for("employer_applicants.person", public_id=public_id), 303)
    made = ask_report(acting(), actor, public_id, "FILE", purpose, locale)
    return redirect(url_for(".show", report_id=made), 303)


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>", Permission.SEE_REPORTS)
def show(report_id: UUID) -> str:
    row = report_row(acting(), the_actor(), report_id)
    return render_template(
        "employer/reports/show.html",
        shell=frame(_("Rapport"), "reports"),
        row=row,
        title=title_of(row),
        subtitle=KIND_NAMES[row.kind] if row.person else "",
        told=told_of(row),
        again=again_of(row),
        progress_text=progress_text(row.state),
        exported=row.kind in SUFFIXES,
    )


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>/etat", Permission.SEE_REPORTS)
def state(report_id: UUID) -> Response:
    asked = report_state(acting(), report_id)
    done = asked.state not in ("WAITING", "MAKING")
    return jsonify(percent=asked.percent, text=progress_text(asked.state), done=done)


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>/pdf", Permission.SEE_REPORTS)
def pdf(report_id: UUID) -> Response | BaseResponse:
    return _opened(report_id, exported=False)


@route(blueprint, "GET", f"{ROOT}/<uuid:report_id>/fichier", Permission.EXPORT_LIST)
def spreadsheet(report_id: UUID) -> Response | BaseResponse:
    return _opened(report_id, exported=True)


def _opened(report_id: UUID, *, exported: bool) -> Response | BaseResponse:
    """The file, once everybody in it was checked again; an export by its own right alone."""
    kind = report_state(acting(), report_id).kind
    if (kind in SUFFIXES) is not exported:
        raise NotShared
    try:
        asked = check_open(acting(), report_id)
    except ToBeMadeAgain:
        close_report(acting(), report_id)
        return redirect(url_for(".show", report_id=report_id), 303)
    suffix = SUFFIXES.get(kind, ".pdf")
    path = report_path(portal().settings.data, asked.id, suffix)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NotShared from None
    name = f"{'export' if exported else 'rapport'}-{report_id}{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=MIME_TYPES.get(kind, "application/pdf"), headers=headers)


@route(blueprint, "POST", f"{ROOT}/<uuid:report_id>/arreter", Permission.SEE_REPORTS)
def cancel(report_id: UUID) -> BaseResponse:
    report_state(acting(), report_id)  # NotShared for anybody else's
    cancel_report(acting(), report_id)
    return redirect(url_for(".index"), 303)
