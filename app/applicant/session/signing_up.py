"""Signing up: the form, the page that says a mail has left, the page of the mail's link."""

from flask import flash
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.passwords import hash_password
from app.accounts.screens.door import Door
from app.accounts.screens.new_password import judge_password, password_hint
from app.accounts.signing_up import ask_for_account, link_works, open_asked_account
from app.applicant.session.forms import SignUpForm
from app.applicant.session.warning import warn_of_work_address
from app.companies.day import today
from app.db.transaction import transaction
from app.web.limits import client_address, limit
from app.web.portal import portal
from app.web.route import route

PER_MAILBOX, PER_ADDRESS, HOUR = 5, 30, 3_600
Page = str | Response | tuple[str, int]


def add_sign_up(door: Door) -> None:
    """GET and POST of /inscription, and the page that follows, the same for everybody."""

    @route(door.blueprint, "GET", door.path("inscription"), Permission.PUBLIC)
    def sign_up() -> str:
        return _form_page(door, _form())

    @route(door.blueprint, "POST", door.path("inscription"), Permission.PUBLIC)
    def send_sign_up() -> Page:
        form = _form()
        if not form.validate_on_submit():
            return _form_page(door, form)
        if not judge_password(form.password, "applicant", form.own_names):
            return _form_page(door, form)
        limit("sign-up-address", client_address(), most=PER_ADDRESS, seconds=HOUR)
        limit("sign-up-mailbox", form.email.data, most=PER_MAILBOX, seconds=HOUR)
        hashed = hash_password(form.password.data)
        with transaction(portal().database, "signin") as tx:
            ask_for_account(
                tx,
                email=form.email.data,
                identity=form.identity,
                password_hash=hashed,
                locale=str(get_locale()),
            )
        warn_of_work_address(form.email.data)
        return door.go(door.url("mail_sent"))

    @route(door.blueprint, "GET", door.path("inscription/envoyee"), Permission.PUBLIC)
    def mail_sent() -> str:
        return door.page("mail_sent")


def add_confirmation(door: Door) -> None:
    """GET and POST of /confirmation/<token>: mail scanners open links, they press no button."""
    path = door.path("confirmation/<token>")

    @route(door.blueprint, "GET", path, Permission.PUBLIC)
    def confirmation(token: str) -> Page:
        limit("confirmation", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            works = link_works(tx, token)
        return door.page("confirmation") if works else _dead_link(door)

    @route(door.blueprint, "POST", path, Permission.PUBLIC)
    def confirm(token: str) -> Page:
        limit("confirmation", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            opened = open_asked_account(tx, token)
        if not opened:
            return _dead_link(door)
        flash(_("Votre adresse est confirmée. Vous pouvez vous connecter."), "success")
        return door.go(door.url("sign_in"))


def _form() -> SignUpForm:
    with transaction(portal().database, "signin") as tx:
        return SignUpForm(today(tx))


def _form_page(door: Door, form: SignUpForm) -> str:
    return door.page("sign_up", form=form, password_hint=password_hint("applicant"))


def _dead_link(door: Door) -> tuple[str, int]:
    return door.page("dead_link"), 410
