"""The page "Mon compte" of applicants: the shared pages, the address, the identity, the factor."""

from flask import Blueprint, flash, render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.identity import correct_identity, read_identity
from app.accounts.new_address import ask_for_new_address
from app.accounts.screens.account import (
    AccountPages,
    add_account,
    add_password,
    add_recovery,
    own_account,
    present_password_is_right,
)
from app.accounts.screens.strong_sign_in import add_strong_sign_in
from app.applicant.account.forms import AddressForm, IdentityForm
from app.applicant.frame import frame
from app.applicant.session.warning import warn_of_work_address
from app.companies.day import today
from app.db.transaction import transaction
from app.privacy.readers.own import own_request
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_account", __name__)
pages = AccountPages("applicant", "applicant", blueprint, Permission.OWN_REQUEST, frame)
add_account(pages)
add_password(pages)
add_recovery(pages)
add_strong_sign_in(pages)
CHANGES, PER_MAILBOX, HOUR = 5, 5, 3_600
Page = str | Response


@route(blueprint, "GET", "/demandeur/compte/adresse", Permission.OWN_REQUEST)
def ask_address() -> str:
    return _address_page(AddressForm())


@route(blueprint, "POST", "/demandeur/compte/adresse", Permission.OWN_REQUEST)
def save_address() -> Page:
    form, account_id = AddressForm(), the_actor().account_id
    if not form.validate_on_submit() or not present_password_is_right(pages, form):
        return _address_page(form)
    if form.email.data == own_account(pages).email:
        form.email.errors = [_("C’est déjà l’adresse de votre compte.")]
        return _address_page(form)
    limit("new-address", str(account_id), most=CHANGES, seconds=HOUR)
    limit("sign-up-mailbox", form.email.data, most=PER_MAILBOX, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        ask_for_new_address(tx, account_id, form.email.data, str(get_locale()))
    flash(
        _("Un lien est parti aux deux adresses. Rien ne change avant que les deux confirment."),
        "success",
    )
    warn_of_work_address(form.email.data)
    return pages.back()


@route(blueprint, "GET", "/demandeur/compte/identite", Permission.OWN_REQUEST)
def ask_identity() -> str:
    identity = read_identity(acting(), the_actor().account_id)
    return _identity_page(IdentityForm(today(acting()), obj=identity))


@route(blueprint, "POST", "/demandeur/compte/identite", Permission.OWN_REQUEST)
def save_identity() -> Page:
    form = IdentityForm(today(acting()))
    if own_request(acting()) is None and not form.validate_on_submit():
        return _identity_page(form)
    if own_request(acting()) is None and correct_identity(
        acting(), the_actor().account_id, form.identity
    ):
        flash(_("Votre identité est corrigée."), "success")
    else:
        flash(_("Votre demande est importée\u00a0: l’identité ne se corrige plus ici."), "danger")
    return pages.back()


def _address_page(form: AddressForm) -> str:
    return render_template(
        "applicant/account/address.html",
        shell=frame(_("Changer d’adresse e-mail"), "account"),
        back_href=pages.url("show"),
        form=form,
        action=pages.url("save_address"),
        present=own_account(pages).email,
    )


def _identity_page(form: IdentityForm) -> str:
    return render_template(
        "applicant/account/identity.html",
        shell=frame(_("Mon identité"), "account"),
        back_href=pages.url("show"),
        form=form,
        action=pages.url("save_identity"),
        imported=own_request(acting()) is not None,
    )
