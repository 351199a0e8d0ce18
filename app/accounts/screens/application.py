"""The authentication application: set up from one's account, and taken away by one of its codes."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.factors import LastFactor
from app.accounts.login import enter
from app.accounts.own_account import end_second_factor, tell_factor_changed
from app.accounts.screens.account import AccountPages, own_account
from app.accounts.screens.confirming import confirmed_recently
from app.accounts.screens.forms import CodeForm
from app.accounts.screens.keys import last_factor_words
from app.accounts.screens.second_factor import TRIES, WINDOW, enrolment, enrols_app
from app.accounts.sessions import rotate_session
from app.db.transaction import transaction
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route

Page = str | Response


def add_application(pages: AccountPages) -> None:
    """GET and POST of /compte/application."""
    path = pages.path("/application")

    @route(pages.blueprint, "GET", path, pages.permission)
    @confirmed_recently()
    def ask_app() -> Page:
        return pages.back() if own_account(pages).has_app else _app_page(pages, CodeForm())

    @route(pages.blueprint, "POST", path, pages.permission)
    @confirmed_recently()
    def set_up_app() -> Page:
        form, actor = CodeForm(), the_actor()
        if own_account(pages).has_app:
            return pages.back()
        if not form.validate_on_submit():
            return _app_page(pages, form)
        limit("second-factor", str(actor.account_id), most=TRIES, seconds=WINDOW)
        with transaction(portal().database, "signin") as tx:
            right = enrols_app(tx, actor, form.code.data)
            if right:
                tell_factor_changed(tx, pages.audience, actor.account_id)
                sid = rotate_session(tx, actor.sid_hash, factor=True)
        if not right:
            form.code.errors = [_wrong_code()]
            return _app_page(pages, form)
        enter(sid)
        flash(_("Application enregistrée."), "success")
        return pages.back()


def add_application_end(pages: AccountPages) -> None:
    """GET and POST of /compte/second-facteur."""
    path = pages.path("/second-facteur")

    @route(pages.blueprint, "GET", path, pages.permission)
    def ask_factor_end() -> Page:
        return _end_page(pages, CodeForm()) if own_account(pages).has_app else pages.back()

    @route(pages.blueprint, "POST", path, pages.permission)
    def end_factor() -> Page:
        form, account_id = CodeForm(), the_actor().account_id
        if not form.validate_on_submit():
            return _end_page(pages, form)
        # The bucket of the sign-in's own page: a code cannot be guessed here instead.
        limit("second-factor", str(account_id), most=TRIES, seconds=WINDOW)
        try:
            with transaction(portal().database, "signin") as tx:
                ended = end_second_factor(
                    tx, portal().vault, pages.audience, account_id, form.code.data
                )
        except LastFactor:
            form.form_errors.append(last_factor_words())
            return _end_page(pages, form)
        if not ended:
            form.code.errors = [_wrong_code()]
            return _end_page(pages, form)
        flash(_("L’application est retirée de votre compte."), "success")
        return pages.back()


def _wrong_code() -> str:
    return _("Ce code n’est pas valable. Attendez le suivant dans votre application.")


def _app_page(pages: AccountPages, form: CodeForm) -> str:
    return pages.page(
        "application",
        _("Application d’authentification"),
        form=form,
        action=pages.url("set_up_app"),
        enrolment=enrolment(own_account(pages).email),
    )


def _end_page(pages: AccountPages, form: CodeForm) -> str:
    return pages.page(
        "factor_end",
        _("Retirer l’application"),
        form=form,
        action=pages.url("end_factor"),
        only=own_account(pages).keys == 0,
    )
