"""What a page needs to let the browser ask for a passkey, and to read its answer."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Connection

from app.access.actor import Actor
from app.accounts.passkeys import (
    Holder,
    creation_options,
    passes_key,
    register_key,
    request_options,
)
from app.companies.day import today
from app.web.formats import long_date
from app.web.portal import portal


@dataclass(frozen=True, slots=True)
class KeyButton:
    """The button of a form: `act` is the browser's call ("create" or "get"), `options` its JSON.

    `into` names the hidden field that takes the answer.
    """

    act: str
    options: str
    into: str = "credential"


def holder_of(actor: Actor, email: str) -> Holder:
    return Holder(actor.audience, actor.account_id, email, actor.sid_hash)


def create_button(tx: Connection, holder: Holder) -> KeyButton | None:
    """To make a key; None where browsers know none."""
    site = portal().passkey_site
    return KeyButton("create", creation_options(tx, site, holder)) if site is not None else None


def ask_button(tx: Connection, holder: Holder, into: str = "credential") -> KeyButton | None:
    """To ask for one of the account's keys; None when there is none to ask for."""
    site = portal().passkey_site
    options = request_options(tx, site, holder) if site is not None else None
    return KeyButton("get", options, into) if options is not None else None


def key_is_right(tx: Connection, holder: Holder, answer: str) -> bool:
    site = portal().passkey_site
    return site is not None and passes_key(tx, site, holder, answer)


def keep_key(tx: Connection, holder: Holder, answer: str, name: str = "") -> bool:
    """Register what the browser made; without a name it is called by its day."""
    site = portal().passkey_site
    called = name or _("Clé du %(day)s", day=long_date(today(tx)))
    return site is not None and register_key(tx, site, holder, answer, called)
