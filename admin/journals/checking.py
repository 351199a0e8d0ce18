"""Whether the chain holds: the last verification, its anchors, one asked for now."""

from flask import Response, abort, jsonify, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from admin.journals.blueprint import ROOT, blueprint, page
from admin.journals.forms import ButtonForm
from admin.journals.shown_checks import state_words, view_anchors, view_check, view_past
from app.access.permissions import Permission
from app.audit.checks import KEPT_FAULTS, ask_check, last_check, recent_checks
from app.web.request_context import acting
from app.web.route import route

_PAGE = f"{ROOT}/verification"
SHOWN = 20


@route(blueprint, "GET", _PAGE, Permission.CHECK_JOURNALS)
def check() -> str:
    checks = recent_checks(acting(), SHOWN)
    running = next((one for one in checks if one.running), None)
    last = last_check(acting())
    return page(
        "check",
        _("Vérification de la chaîne"),
        "check",
        running=running,
        running_text=state_words(running.state) if running else None,
        last=view_check(last) if last else None,
        # Did not come to an end since: what is shown is older than it looks.
        unfinished=bool(checks) and checks[0].state == "FAILED",
        most_faults=KEPT_FAULTS,
        anchors=view_anchors(last) if last else (),
        past=tuple(view_past(one) for one in checks),
        action=url_for(".start_check"),
        state_href=url_for(".check_state"),
        reload_href=url_for(".check"),
    )


@route(blueprint, "POST", _PAGE, Permission.CHECK_JOURNALS)
def start_check() -> BaseResponse:
    if not ButtonForm().validate_on_submit():
        abort(400)
    ask_check(acting())
    return redirect(url_for(".check"), 303)


@route(blueprint, "GET", f"{_PAGE}/etat", Permission.CHECK_JOURNALS)
def check_state() -> Response:
    newest = next(iter(recent_checks(acting(), 1)), None)
    if newest is None:
        return jsonify(percent=0, text="", done=True)
    return jsonify(percent=newest.percent, text=state_words(newest.state), done=not newest.running)
