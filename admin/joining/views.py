"""Requests to join: the queue, one request, and what staff do with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.joining.forms import AcceptForm, AssignForm, ContactForm, RefuseForm
from admin.joining.shown import view_page, view_row
from app.access.permissions import Permission
from app.companies.attempt import Failed, attempt
from app.joining import deciding
from app.joining.policy import Refusal, Way
from app.joining.queries import (
    PAGE_SIZE,
    JoinView,
    Wanted,
    count_requests,
    handlers,
    list_requests,
    read_request,
)
from app.joining.words import STATES
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_joining", __name__)
ROOT = "/action-logement/demandes"
ONE = f"{ROOT}/<uuid:join_id>"
MAY = Permission.HANDLE_JOINING
Page = str | Response | tuple[str, int]
_TABS = ("WAITING", "TURNED", "ACCEPTED", "REFUSED")


@route(blueprint, "GET", ROOT, MAY)
def queue() -> str:
    wanted = _wanted()
    lines, more = list_requests(acting(), wanted)
    first = (wanted.page - 1) * PAGE_SIZE
    return render_template(
        "admin/joining/queue.html",
        shell=frame(_("Demandes d’inscription"), "joining"),
        rows=tuple(view_row(line) for line in lines),
        tabs=_tabs(wanted),
        mine=wanted.mine is not None,
        mine_href=_href(a=None if wanted.mine else "moi"),
        range=(first + 1, first + len(lines)),
        previous_href=_href(page=str(wanted.page - 1)) if wanted.page > 1 else None,
        next_href=_href(page=str(wanted.page + 1)) if more else None,
        all_href=url_for("staff_joining.queue", etat="tous"),
    )


@route(blueprint, "GET", ONE, MAY)
def show(join_id: UUID) -> str:
    return _page(_the_request(join_id))


@route(blueprint, "GET", f"{ONE}/justificatif", MAY)
def proof(join_id: UUID) -> Response:
    """Handed out under a name of ours, never shown within the portal."""
    found = deciding.open_proof(acting(), join_id)
    if found is None:
        raise NotFound
    answer = Response(found.content, mimetype=found.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return answer


@route(blueprint, "POST", f"{ONE}/attribution", MAY)
def assign(join_id: UUID) -> Page:
    one, form = _the_request(join_id), _assigning()
    staff = next((who for who, _name in handlers(acting()) if str(who) == form.staff.data), None)
    return _do(one, form, lambda: deciding.assign_request(acting(), join_id, staff),
               _("C’est noté."))  # fmt: skip


@route(blueprint, "POST", f"{ONE}/verification", MAY)
def check(join_id: UUID) -> Page:
    one, form = _the_request(join_id), ContactForm()
    if not form.validate_on_submit():
        return _page(one, contact=form)
    way, words = Way(form.way.data), form.words.data
    return _do(one, form, lambda: deciding.note_contact(acting(), join_id, way, words),
               _("Vérification notée."), contact=form)  # fmt: skip


@route(blueprint, "POST", f"{ONE}/acceptation", MAY)
def accept(join_id: UUID) -> Page:
    one, form = _the_request(join_id), AcceptForm()
    if not form.validate_on_submit():
        return _page(one, accepting=form)
    return _do(
        one, form,
        lambda: deciding.accept_request(
            acting(), join_id, form.reason.data, office_label=_("Siège")
        ),
        _("Entreprise active. La personne est invitée comme titulaire."), accepting=form,
    )  # fmt: skip


@route(blueprint, "POST", f"{ONE}/refus", MAY)
def refuse(join_id: UUID) -> Page:
    one, form = _the_request(join_id), RefuseForm()
    if not form.validate_on_submit():
        return _page(one, refusing=form)
    why, note = Refusal(form.why.data), form.note.data
    return _do(one, form, lambda: deciding.refuse_request(acting(), join_id, why, note),
               _("Demande refusée. La personne en reçoit la raison."), refusing=form)  # fmt: skip


@route(blueprint, "POST", f"{ONE}/transmission", MAY)
def turn(join_id: UUID) -> Page:
    one, form = _the_request(join_id), FlaskForm()
    return _do(one, form, lambda: deciding.turn_to_owners(acting(), join_id),
               _("Demande transmise aux titulaires de l’entreprise."))  # fmt: skip


def _do(
    one: JoinView, form: FlaskForm, act: Callable[[], object], said: str, **forms: FlaskForm
) -> Page:
    try:
        with attempt(form):
            act()
    except Failed as failed:
        again = _the_request(one.id)
        return _page(again, wrong=form, **forms), failed.code
    flash(said, "success")
    return redirect(url_for("staff_joining.show", join_id=one.id), 303)


def _the_request(join_id: UUID) -> JoinView:
    found = read_request(acting(), join_id)
    if found is None:
        raise NotFound
    return found


def _assigning(**options: Any) -> AssignForm:
    return AssignForm(tuple((str(who), name) for who, name in handlers(acting())), **options)


def _page(
    one: JoinView, *, wrong: FlaskForm | None = None, contact: FlaskForm | None = None,
    accepting: FlaskForm | None = None, refusing: FlaskForm | None = None,
) -> str:  # fmt: skip
    chosen = {"staff": str(one.assignee_id) if one.assignee_id else ""}
    return render_template(
        "admin/joining/show.html",
        shell=frame(_("Demande de %(company)s", company=one.company_name), "joining"),
        view=view_page(one),
        form=wrong or contact or accepting or refusing or FlaskForm(formdata=None),
        contact=contact or ContactForm(formdata=None),
        accepting=accepting or AcceptForm(formdata=None),
        refusing=refusing or RefuseForm(formdata=None),
        assigning=_assigning(formdata=None, data=chosen),
        list_href=url_for("staff_joining.queue"),
        actions={
            name: url_for(f"staff_joining.{name}", join_id=one.id)
            for name in ("proof", "assign", "check", "accept", "refuse", "turn")
        },
    )


def _wanted() -> Wanted:
    """What the address asks for; what it misspells is ignored. At first: what waits."""
    state, page = request.args.get("etat", "waiting").upper(), request.args.get("page", "")
    return Wanted(
        state=None if state == "TOUS" else state if state in _TABS else "WAITING",
        mine=the_actor().account_id if request.args.get("a") == "moi" else None,
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )


def _href(**changes: str | None) -> str:
    kept: dict[str, str | None] = {
        name: request.args[name][:40] for name in ("etat", "a") if name in request.args
    }
    values = {name: value for name, value in {**kept, **changes}.items() if value is not None}
    return url_for("staff_joining.queue", **values)  # type: ignore[arg-type]


def _tabs(wanted: Wanted) -> tuple[tuple[str, str, bool, int | None], ...]:
    counts = count_requests(acting())
    names = {state: str(words[0]) for state, words in STATES.items()}
    names["WAITING"] = _("À décider")
    return (
        *((names[state], _href(etat=state.lower()), wanted.state == state, counts.get(state, 0))
          for state in _TABS),
        (_("Toutes"), _href(etat="tous"), wanted.state is None, None),
    )  # fmt: skip
