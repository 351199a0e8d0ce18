"""Asked again for the password (or a key) before acts a session left open must not do.

    @route(blueprint, "POST", "/employeur/…", Permission.…)
    @confirmed_recently(minutes=15)
    def save(): …

On a GET the person is led to the door's page `/confirmer` and back. On a POST the same page comes
at once and carries what was typed: its answer goes to the act itself, nothing is typed twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from app.access.actor import Actor
from app.access.permissions import Permission
from app.accounts.factors import factors_of
from app.accounts.login import enter
from app.accounts.own_account import is_present_password
from app.accounts.passkeys import Holder
from app.accounts.screens.asking_key import ask_button, holder_of, key_is_right
from app.accounts.screens.door import Door
from app.accounts.screens.forms import ConfirmForm
from app.accounts.sessions import confirmed_within, rotate_session
from app.db.transaction import transaction
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import View, route

TRIES, WINDOW = 10, 15 * 60
_DOORS: dict[str, Door] = {}
_OWN_FIELDS = frozenset({"csrf_token", "confirm_password", "confirm_credential"})


def add_confirming(door: Door) -> None:
    """GET and POST of /confirmer."""
    _DOORS[door.audience] = door

    @route(door.blueprint, "GET", door.path("confirmer"), Permission.BE_SIGNED_IN)
    def ask_again() -> str:
        return _page(door, ConfirmForm(), door.wanted_page())

    @route(door.blueprint, "POST", door.path("confirmer"), Permission.BE_SIGNED_IN)
    def confirm_again() -> str | Response:
        form = ConfirmForm()
        if not _confirm(form):
            return _page(door, form, door.wanted_page())
        return door.go(door.wanted_page())


def confirmed_recently(*, minutes: int = 15) -> Callable[[View], View]:
    """Let the view run only when the password or a key was given within `minutes`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            if _is_confirmed(minutes):
                return view(**arguments)
            door = _DOORS[the_actor().audience]
            if request.method == "GET":
                return door.go(door.url("ask_again", next=request.full_path))
            form = ConfirmForm()
            if _is_answer() and _confirm(form):
                return view(**arguments)
            return _page(door, form, None)

        return guarded

    return guard


def _is_confirmed(minutes: int) -> bool:
    with transaction(portal().database, "signin") as tx:
        return confirmed_within(tx, the_actor().sid_hash, minutes)


def _confirm(form: ConfirmForm) -> bool:
    """Check the password and note it in the session, under a new id."""
    actor = the_actor()
    if not form.validate_on_submit():
        return False
    limit("present-password", f"{actor.audience}/{actor.account_id}", most=TRIES, seconds=WINDOW)
    with transaction(portal().database, "signin") as tx:
        right = _is_right(tx, actor, form)
        sid = rotate_session(tx, actor.sid_hash, confirmed=True) if right else ""
    if right:
        enter(sid)
    return right


def _is_right(tx: Connection, actor: Actor, form: ConfirmForm) -> bool:
    if form.confirm_credential.data:
        right = key_is_right(tx, _holder(tx, actor), form.confirm_credential.data)
        if not right:
            form.form_errors.append(_("Cette clé n’a pas été reconnue. Essayez encore."))
        return right
    typed = form.confirm_password.data
    right = is_present_password(tx, actor.audience, actor.account_id, typed)
    if not right:
        form.confirm_password.errors = [_("Ce n’est pas votre mot de passe.")]
    return right


def _holder(tx: Connection, actor: Actor) -> Holder:
    return holder_of(actor, factors_of(tx, actor.audience, actor.account_id).email)


def _is_answer() -> bool:
    """Whether this request answers the question (or only carries what was typed)."""
    return "confirm_password" in request.form


def _page(door: Door, form: ConfirmForm, wanted: str | None) -> str:
    """The page; `wanted` is None when what was typed goes on with it."""
    if not _is_answer():
        form.confirm_password.errors = []
    actor = the_actor()
    with transaction(portal().database, "signin") as tx:
        button = ask_button(tx, _holder(tx, actor), into="confirm_credential")
    carried = [("next", wanted)] if wanted is not None else list(_typed())
    return door.shared_page("confirm", form=form, carried=carried, asked_key=button)


def _typed() -> list[tuple[str, str]]:
    return [(n, v) for n, v in request.form.items(multi=True) if n not in _OWN_FIELDS]
