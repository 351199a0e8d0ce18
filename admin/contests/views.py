"""Contested points for advisers: companies in which nobody else may answer. No name, no number."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.contests.forms import SettleForm
from admin.frame import frame
from app.access.permissions import Permission
from app.points.contests import StaffContest, answer_contest, contests_for_staff
from app.points.policy import PointsRefused
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("staff_contests", __name__)
ROOT = "/action-logement/points-contestes"
ONE = f"{ROOT}/<uuid:entry_id>"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", ROOT, Permission.SETTLE_CONTESTS)
def contest_list() -> str:
    return render_template(
        "admin/contests/list.html",
        shell=frame(_("Points contestés"), "inbox"),
        contests=tuple(
            (one, url_for(".settle", entry_id=one.line_id)) for one in contests_for_staff(acting())
        ),
        inbox_href=url_for("staff_inbox.case_list"),
    )


@route(blueprint, "GET", ONE, Permission.SETTLE_CONTESTS)
def settle(entry_id: UUID) -> str:
    return _page(_waiting(entry_id), SettleForm())


@route(blueprint, "POST", ONE, Permission.SETTLE_CONTESTS)
def save_verdict(entry_id: UUID) -> Page:
    one, form = _waiting(entry_id), SettleForm()
    if not form.validate_on_submit():
        return _page(one, form)
    try:
        answer_contest(acting(), entry_id, form.verdict.data, form.words.data or "")
    except PointsRefused:
        form.form_errors = [_("Ces points ont déjà été repris ou la réponse est déjà donnée.")]
        return _page(one, form), 409
    flash(_("Réponse enregistrée : la personne la lit avec ses points."), "success")
    return redirect(url_for(".contest_list"), 303)


def _waiting(entry_id: UUID) -> StaffContest:
    found = next((c for c in contests_for_staff(acting()) if c.line_id == entry_id), None)
    if found is None:
        raise NotFound
    return found


def _page(one: StaffContest, form: SettleForm) -> str:
    return render_template(
        "admin/contests/settle.html",
        shell=frame(_("Points contestés"), "inbox"),
        one=one,
        form=form,
        action=url_for(".save_verdict", entry_id=one.line_id),
        list_href=url_for(".contest_list"),
        inbox_href=url_for("staff_inbox.case_list"),
    )
