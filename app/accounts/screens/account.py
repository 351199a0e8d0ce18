"""The page "Mon compte" and what hangs on it, written once for the three doors."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.login import enter, leave
from app.accounts.own_account import (
    OwnAccount,
    change_password,
    is_present_password,
    names_of,
    read_own_account,
    replace_recovery_codes,
)
from app.accounts.passwords import hash_password
from app.accounts.screens.forms import ChangePasswordForm, PresentPasswordForm
from app.accounts.screens.new_password import judge_password, password_hint
from app.accounts.sessions import close_all_sessions
from app.db.transaction import transaction
from app.web.limits import limit
from app.web.portal import DOOR_PREFIXES, portal
from app.web.request_context import the_actor
from app.web.route import route
from app.web.shell import Shell

TRIES, WINDOW = 10, 15 * 60
Page = str | Response


@dataclass(frozen=True)
class AccountPages:
    """Where one door's account pages stand: audience, folder of templates, blueprint, frame.

    `permission` is the one everybody signed in at this door holds.
    """

    audience: str
    templates: str
    blueprint: Blueprint
    permission: Permission
    frame: Callable[[str, str], Shell]

    def path(self, tail: str = "") -> str:
        """The URL rule of a page under /compte."""
        return f"{DOOR_PREFIXES[self.audience]}/compte{tail}"

    def url(self, endpoint: str, **values: object) -> str:
        return url_for(f"{self.blueprint.name}.{endpoint}", **values)  # type: ignore[arg-type]

    def page(self, name: str, title: str, **values: object) -> str:
        """Render one of the shared pages in this door's frame."""
        return render_template(
            f"account/{name}.html",
            frame=f"{self.templates}/shell.html",
            shell=self.frame(title, "account"),
            back_href=self.url("show"),
            **values,
        )

    def to(self, endpoint: str) -> Response:
        return redirect(self.url(endpoint), 303)

    def back(self) -> Response:
        return self.to("show")


def add_account(pages: AccountPages) -> None:
    """GET of /compte; sign out everywhere."""

    @route(pages.blueprint, "GET", pages.path(), pages.permission)
    def show() -> str:
        return pages.page(
            "show",
            _("Mon compte"),
            own=own_account(pages),
            **_links(pages),
        )

    @route(pages.blueprint, "POST", pages.path("/deconnexion-partout"), pages.permission)
    def sign_out_everywhere() -> Response:
        with transaction(portal().database, "signin") as tx:
            close_all_sessions(tx, pages.audience, the_actor().account_id)
        leave()
        flash(_("Toutes vos sessions sont fermées, sur tous vos appareils."), "success")
        return redirect(url_for(f"{pages.audience}_session.sign_in"), 303)


def add_password(pages: AccountPages) -> None:
    """GET and POST of /compte/mot-de-passe."""

    @route(pages.blueprint, "GET", pages.path("/mot-de-passe"), pages.permission)
    def ask_password() -> str:
        return _password_page(pages, ChangePasswordForm())

    @route(pages.blueprint, "POST", pages.path("/mot-de-passe"), pages.permission)
    def save_password() -> Page:
        form, actor = ChangePasswordForm(), the_actor()
        if not form.validate_on_submit() or not present_password_is_right(pages, form):
            return _password_page(pages, form)
        with transaction(portal().database, "signin") as tx:
            names = names_of(tx, pages.audience, actor.account_id)
        if not judge_password(form.password, pages.audience, names):
            return _password_page(pages, form)
        hashed = hash_password(form.password.data)
        with transaction(portal().database, "signin") as tx:
            sid = change_password(tx, pages.audience, actor.account_id, actor.sid_hash, hashed)
        enter(sid)
        flash(_("Votre mot de passe est changé. Vos autres sessions sont fermées."), "success")
        return pages.back()


def add_recovery(pages: AccountPages) -> None:
    """GET and POST of /compte/codes-de-secours. The codes stand on the POST's answer only."""
    path = pages.path("/codes-de-secours")

    @route(pages.blueprint, "GET", path, pages.permission)
    def ask_codes() -> Page:
        if not own_account(pages).enrolled:
            return pages.back()
        return _codes_page(pages, PresentPasswordForm())

    @route(pages.blueprint, "POST", path, pages.permission)
    def make_codes() -> Page:
        form = PresentPasswordForm()
        if not form.validate_on_submit() or not present_password_is_right(pages, form):
            return _codes_page(pages, form)
        with transaction(portal().database, "signin") as tx:
            codes = replace_recovery_codes(tx, pages.audience, the_actor().account_id)
        if not codes:
            return pages.back()
        return pages.page("codes", _("Codes de secours"), codes=codes)


def own_account(pages: AccountPages) -> OwnAccount:
    """The account of whoever asks."""
    actor = the_actor()
    with transaction(portal().database, "signin") as tx:
        return read_own_account(tx, pages.audience, actor.account_id, actor.sid_hash)


def present_password_is_right(pages: AccountPages, form: PresentPasswordForm) -> bool:
    """Check the present password, a limited number of times; a wrong one is said at its field."""
    account_id = the_actor().account_id
    limit("present-password", f"{pages.audience}/{account_id}", most=TRIES, seconds=WINDOW)
    with transaction(portal().database, "signin") as tx:
        right = is_present_password(tx, pages.audience, account_id, form.present.data)
    if not right:
        form.present.errors = [_("Ce n’est pas votre mot de passe actuel.")]
    return right


def _links(pages: AccountPages) -> dict[str, object]:
    """Where the account's page leads, by what this door offers."""
    applicant = pages.audience == "applicant"
    return {
        "asks_factor": portal().settings.second_factor,
        "password_href": pages.url("ask_password"),
        "codes_href": pages.url("ask_codes"),
        "app_href": pages.url("ask_app"),
        "app_end_href": pages.url("ask_factor_end"),
        "keys_href": pages.url("show_keys") if portal().passkey_site is not None else None,
        "address_href": pages.url("ask_address") if applicant else None,
        "data_href": url_for("applicant_own_data.show") if applicant else None,
        "identity_href": pages.url("ask_identity") if applicant else None,
        "sign_out_action": pages.url("sign_out_everywhere"),
    }


def _password_page(pages: AccountPages, form: ChangePasswordForm) -> str:
    return pages.page(
        "password",
        _("Changer de mot de passe"),
        form=form,
        action=pages.url("save_password"),
        password_hint=password_hint(pages.audience),
    )


def _codes_page(pages: AccountPages, form: FlaskForm) -> str:
    return pages.page(
        "ask_codes", _("Codes de secours"), form=form, action=pages.url("make_codes"),
        left=own_account(pages).codes_left,
    )  # fmt: skip
