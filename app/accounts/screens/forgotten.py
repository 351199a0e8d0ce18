"""A forgotten password: the page that asks for the address, the one of the mail's link."""

from flask import flash
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.passwords import hash_password
from app.accounts.resetting import Forgetful, ask_for_reset, read_reset, reset_password
from app.accounts.screens.door import Door
from app.accounts.screens.forms import ForgottenForm, NewPasswordForm
from app.accounts.screens.new_password import judge_password, password_hint
from app.db.transaction import transaction
from app.web.limits import client_address, limit
from app.web.portal import portal
from app.web.route import route

PER_MAILBOX, PER_ADDRESS, HOUR = 5, 30, 3_600
Page = str | Response | tuple[str, int]


def add_forgotten(door: Door) -> None:
    """GET and POST of /mot-de-passe-oublie, and the page that follows, the same for everybody."""
    path = door.path("mot-de-passe-oublie")

    @route(door.blueprint, "GET", path, Permission.PUBLIC)
    def forgotten() -> str:
        return _ask_page(door, ForgottenForm())

    @route(door.blueprint, "POST", path, Permission.PUBLIC)
    def send_forgotten() -> Page:
        form = ForgottenForm()
        if not form.validate_on_submit():
            return _ask_page(door, form)
        limit(f"forgotten-address/{door.audience}", client_address(), most=PER_ADDRESS,
              seconds=HOUR)  # fmt: skip
        limit(f"forgotten-mailbox/{door.audience}", form.email.data, most=PER_MAILBOX,
              seconds=HOUR)  # fmt: skip
        with transaction(portal().database, "signin") as tx:
            ask_for_reset(tx, door.audience, form.email.data, str(get_locale()))
        return door.go(door.url("forgotten_sent"))

    @route(door.blueprint, "GET", path + "/envoye", Permission.PUBLIC)
    def forgotten_sent() -> str:
        return door.shared_page(
            "forgotten_sent", sign_in_href=door.url("sign_in"), again_href=door.url("forgotten")
        )


def add_reset(door: Door) -> None:
    """GET and POST of /nouveau-mot-de-passe/<token>: scanners of mails open links, no more."""
    path = door.path("nouveau-mot-de-passe/<token>")

    @route(door.blueprint, "GET", path, Permission.PUBLIC)
    def reset(token: str) -> Page:
        if _whose(door, token) is None:
            return _dead_link(door)
        return _reset_page(door, NewPasswordForm())

    @route(door.blueprint, "POST", path, Permission.PUBLIC)
    def set_password(token: str) -> Page:
        whose, form = _whose(door, token), NewPasswordForm()
        if whose is None:
            return _dead_link(door)
        if not form.validate_on_submit() or not judge_password(
            form.password, door.audience, whose.own_names
        ):
            return _reset_page(door, form)
        hashed = hash_password(form.password.data)
        with transaction(portal().database, "signin") as tx:
            done = reset_password(tx, door.audience, token, hashed)
        if not done:
            return _dead_link(door)
        flash(_("Votre mot de passe est changé. Connectez-vous avec le nouveau."), "success")
        return door.go(door.url("sign_in"))


def _whose(door: Door, token: str) -> Forgetful | None:
    limit(f"reset/{door.audience}", client_address(), most=PER_ADDRESS, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        return read_reset(tx, door.audience, token)


def _ask_page(door: Door, form: ForgottenForm) -> str:
    return door.shared_page("forgotten", form=form, sign_in_href=door.url("sign_in"))


def _reset_page(door: Door, form: NewPasswordForm) -> str:
    return door.shared_page("new_password", form=form, password_hint=password_hint(door.audience))


def _dead_link(door: Door) -> tuple[str, int]:
    return door.shared_page("dead_reset", again_href=door.url("forgotten")), 410
