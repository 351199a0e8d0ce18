"""The page of an invitation's link: a new account, or one more company for an account."""

from flask import request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.invitations import (
    Invited,
    Joined,
    LinkUsed,
    accept_with_new_account,
    accept_with_own_account,
    read_invitation,
)
from app.accounts.passwords import hash_password
from app.accounts.queries import OwnCompany
from app.accounts.screens.door import Door
from app.accounts.screens.new_password import judge_password, password_hint
from app.accounts.screens.sign_in import let_in
from app.accounts.services import Entry
from app.db.transaction import transaction
from app.privacy.words.readings import EMPLOYER_ROLES
from app.web.limits import client_address, limit
from app.web.portal import portal
from app.web.route import route
from employer.session.forms import NewAccountForm, OwnAccountForm

TRIES, PER_ADDRESS, WINDOW = 10, 50, 15 * 60
Page = str | Response | tuple[str, int]


def add_invitation(door: Door) -> None:
    """GET and POST of /invitation/<token>. Opening the page uses nothing up: scanners do."""
    path = door.path("invitation/<token>")

    @route(door.blueprint, "GET", path, Permission.PUBLIC)
    def invitation(token: str) -> Page:
        _count("seen", client_address(), PER_ADDRESS)
        invited = _invited(token)
        if invited is None:
            return _dead_link(door)
        form = OwnAccountForm() if invited.has_account else NewAccountForm()
        return _page(door, invited, form)

    @route(door.blueprint, "POST", path, Permission.PUBLIC)
    def accept_invitation(token: str) -> Page:
        _count("address", client_address(), PER_ADDRESS)
        _count("link", token, TRIES)
        invited = _invited(token)
        if invited is None:
            return _dead_link(door)
        try:
            return _accept(door, token, invited)
        except LinkUsed:
            return _dead_link(door)


def _accept(door: Door, token: str, invited: Invited) -> Page:
    form = OwnAccountForm() if invited.has_account else NewAccountForm()
    if not form.validate_on_submit():
        return _page(door, invited, form)
    joined = (
        _join_with_own_account(token, form)
        if invited.has_account
        else _join_with_new_account(token, invited, form)
    )
    if joined is None:
        return _page(door, invited, form)
    chosen = OwnCompany(joined.membership_id, invited.company_name, "", invited.role)
    return let_in(door, Entry(joined.account_id, str(get_locale()), (chosen,)))


def _join_with_own_account(token: str, form: OwnAccountForm) -> Joined | None:
    with transaction(portal().database, "signin") as tx:
        joined = accept_with_own_account(tx, token, form.password.data)
    if joined is None:
        form.password.errors = [_("Ce mot de passe n’est pas celui de votre compte.")]
    return joined


def _join_with_new_account(token: str, invited: Invited, form: NewAccountForm) -> Joined | None:
    name = form.full_name.data
    if not judge_password(form.password, "employer", (invited.email, name, *name.split())):
        return None
    hashed = hash_password(form.password.data)
    with transaction(portal().database, "signin") as tx:
        return accept_with_new_account(
            tx, token, full_name=name, password_hash=hashed, locale=str(get_locale())
        )


def _invited(token: str) -> Invited | None:
    with transaction(portal().database, "signin") as tx:
        return read_invitation(tx, token)


def _page(door: Door, invited: Invited, form: NewAccountForm | OwnAccountForm) -> str:
    return door.page(
        "invitation",
        invited=invited,
        role_name=EMPLOYER_ROLES[invited.role],
        form=form,
        password_hint=password_hint("employer"),
    )


def _dead_link(door: Door) -> tuple[str, int]:
    return door.page("dead_link"), 410


def _count(what: str, key: str, most: int) -> None:
    limit(f"invitation-{what}/{request.method}", key, most=most, seconds=WINDOW)
