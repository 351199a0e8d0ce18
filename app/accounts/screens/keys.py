"""One's passkeys: the list, a new one, its name, its end. Written once for the three doors."""

from uuid import UUID

from flask import flash
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.accounts.factors import LastFactor, end_key
from app.accounts.login import enter
from app.accounts.own_account import tell_factor_changed
from app.accounts.passkeys import MOST_KEYS, OwnKey, own_keys, rename_key
from app.accounts.screens.account import AccountPages, own_account
from app.accounts.screens.asking_key import create_button, holder_of, keep_key
from app.accounts.screens.confirming import confirmed_recently
from app.accounts.screens.forms import KeyForm
from app.accounts.sessions import rotate_session
from app.companies.day import today
from app.db.transaction import transaction
from app.web.formats import long_date
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route

Page = str | Response


def add_keys(pages: AccountPages) -> None:
    """GET and POST of /compte/cles."""
    path = pages.path("/cles")

    @route(pages.blueprint, "GET", path, pages.permission)
    @confirmed_recently()
    def show_keys() -> str:
        return _keys_page(pages, KeyForm(data={"name": _usual_name()}))

    @route(pages.blueprint, "POST", path, pages.permission)
    @confirmed_recently()
    def add_key() -> Page:
        form, actor = KeyForm(), the_actor()
        if not form.validate_on_submit():
            return _keys_page(pages, form)
        holder = holder_of(actor, own_account(pages).email)
        with transaction(portal().database, "signin") as tx:
            kept = keep_key(tx, holder, form.credential.data or "", form.name.data)
            if kept:
                tell_factor_changed(tx, pages.audience, actor.account_id)
                sid = rotate_session(tx, actor.sid_hash, factor=True)
        if not kept:
            form.form_errors.append(_("Cette clé n’a pas été enregistrée. Essayez encore."))
            return _keys_page(pages, form)
        enter(sid)
        flash(_("Clé enregistrée."), "success")
        return pages.to("show_keys")


def add_one_key(pages: AccountPages) -> None:
    """GET and POST of /compte/cles/<key_id>, and its end."""
    path = pages.path("/cles/<uuid:key_id>")

    @route(pages.blueprint, "GET", path, pages.permission)
    def show_key(key_id: UUID) -> str:
        key = _one(pages, key_id)
        return _key_page(pages, key, KeyForm(data={"name": key.name}))

    @route(pages.blueprint, "POST", path, pages.permission)
    def save_key(key_id: UUID) -> Page:
        key, form = _one(pages, key_id), KeyForm()
        if not form.validate_on_submit():
            return _key_page(pages, key, form)
        with transaction(portal().database, "signin") as tx:
            rename_key(tx, pages.audience, the_actor().account_id, key.id, form.name.data)
        return pages.to("show_keys")

    @route(pages.blueprint, "POST", path + "/retirer", pages.permission)
    @confirmed_recently()
    def remove_own_key(key_id: UUID) -> Page:
        key, account_id = _one(pages, key_id), the_actor().account_id
        try:
            with transaction(portal().database, "signin") as tx:
                end_key(tx, pages.audience, account_id, key.id)
                tell_factor_changed(tx, pages.audience, account_id)
        except LastFactor:
            form = KeyForm(formdata=None, data={"name": key.name})
            form.form_errors.append(last_factor_words())
            return _key_page(pages, key, form)
        flash(_("Clé retirée."), "success")
        return pages.to("show_keys")


def last_factor_words() -> str:
    return _("Votre compte doit en garder une\u00a0: ajoutez-en d’abord une autre.")


def _one(pages: AccountPages, key_id: UUID) -> OwnKey:
    for key in _keys(pages):
        if key.id == key_id:
            return key
    raise NotFound


def _keys(pages: AccountPages) -> tuple[OwnKey, ...]:
    with transaction(portal().database, "signin") as tx:
        return own_keys(tx, pages.audience, the_actor().account_id)


def _usual_name() -> str:
    with transaction(portal().database, "signin") as tx:
        return _("Clé du %(day)s", day=long_date(today(tx)))


def _keys_page(pages: AccountPages, form: KeyForm) -> str:
    keys = _keys(pages)
    button = None
    if len(keys) < MOST_KEYS:
        holder = holder_of(the_actor(), own_account(pages).email)
        with transaction(portal().database, "signin") as tx:
            button = create_button(tx, holder)
    return pages.page(
        "keys",
        _("Clés d’accès"),
        keys=tuple((key, pages.url("show_key", key_id=key.id)) for key in keys),
        form=form,
        asked_key=button,
        action=pages.url("add_key"),
    )


def _key_page(pages: AccountPages, key: OwnKey, form: KeyForm) -> str:
    return pages.page(
        "key",
        key.name,
        form=form,
        action=pages.url("save_key", key_id=key.id),
        remove_action=pages.url("remove_own_key", key_id=key.id),
        keys_href=pages.url("show_keys"),
    )
