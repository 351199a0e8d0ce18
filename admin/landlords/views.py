"""Keys of landlords' systems: list, make, withdraw. A key is shown once, when it is made."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.landlords.forms import KeyForm
from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.landlords.keys import Key, list_keys, make_key, withdraw_key
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_landlords", __name__)
ROOT = "/action-logement/bailleurs/cles"
ONE = f"{ROOT}/<uuid:key_id>/fin"


@route(blueprint, "GET", ROOT, Permission.MANAGE_LANDLORD_KEYS)
def key_list() -> str:
    return _page(KeyForm())


@route(blueprint, "POST", ROOT, Permission.MANAGE_LANDLORD_KEYS)
@confirmed_recently()
def add_key() -> str:
    form = KeyForm()
    if not form.validate_on_submit():
        return _page(form)
    key = make_key(acting(), the_actor(), form.siren.data, form.label.data)
    return render_template(
        "admin/landlords/made.html",
        shell=frame(_("La clé est faite"), "landlords"),
        key=key,
        back_href=url_for(".key_list"),
    )


@route(blueprint, "GET", ONE, Permission.MANAGE_LANDLORD_KEYS)
def ask_key_end(key_id: UUID) -> str:
    return render_template(
        "admin/landlords/end.html",
        shell=frame(_("Retirer cette clé ?"), "landlords"),
        key=_the_key(key_id),
        form=FlaskForm(),
        action=url_for(".end_key", key_id=key_id),
        back_href=url_for(".key_list"),
    )


@route(blueprint, "POST", ONE, Permission.MANAGE_LANDLORD_KEYS)
def end_key(key_id: UUID) -> Response:
    if withdraw_key(acting(), key_id):
        flash(
            _("La clé est retirée : le système qui l’utilise est refusé dès maintenant."), "success"
        )
    return redirect(url_for(".key_list"), 303)


def _page(form: KeyForm) -> str:
    return render_template(
        "admin/landlords/keys.html",
        shell=frame(_("Clés des bailleurs"), "landlords"),
        form=form,
        keys=list_keys(acting()),
        action=url_for(".add_key"),
        description_href=url_for("landlord_api.description"),
    )


def _the_key(key_id: UUID) -> Key:
    for key in list_keys(acting()):
        if key.id == key_id and key.revoked_at is None:
            return key
    raise NotFound
