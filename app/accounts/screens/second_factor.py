"""The second factor's page: to set one up at the first visit, to pass it at the next ones."""

import io
from dataclasses import dataclass

import segno
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from app.access.actor import Actor
from app.access.permissions import Permission
from app.accounts.factors import Factors, factors_of, hold_factors
from app.accounts.login import enter
from app.accounts.own_account import passes_factor, tell_factor_changed
from app.accounts.screens.asking_key import (
    ask_button,
    create_button,
    holder_of,
    keep_key,
    key_is_right,
)
from app.accounts.screens.door import Door
from app.accounts.screens.forms import FactorForm
from app.accounts.second_factor import enrol, enrolment_address, enrolment_secret
from app.accounts.sessions import rotate_session
from app.db.transaction import transaction
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route

TRIES, WINDOW = 10, 15 * 60


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The key of a new application, as picture, in groups, and whole."""

    secret: str
    groups: str
    picture: Markup


def add_second_factor(door: Door) -> None:
    """GET and POST of /second-facteur."""

    @route(door.blueprint, "GET", door.path("second-facteur"), Permission.PASS_SECOND_FACTOR)
    def second_factor() -> str | Response:
        actor, factors = the_actor(), _factors(door)
        if not _is_asked(actor, factors):
            return door.go(door.wanted_page())
        return _factor_page(door, factors, FactorForm())

    @route(door.blueprint, "POST", door.path("second-facteur"), Permission.PASS_SECOND_FACTOR)
    def check_second_factor() -> str | Response:
        actor, factors, form = the_actor(), _factors(door), FactorForm()
        if not _is_asked(actor, factors):
            return door.go(door.wanted_page())
        if not form.validate_on_submit():
            return _factor_page(door, factors, form)
        limit("second-factor", str(actor.account_id), most=TRIES, seconds=WINDOW)
        sid = _pass(door, factors, form)
        if sid is None:
            _say_wrong(form)
            return _factor_page(door, factors, form)
        wanted = door.wanted_page()
        enter(sid)
        return door.go(wanted)


def _factors(door: Door) -> Factors:
    with transaction(portal().database, "signin") as tx:
        return factors_of(tx, door.audience, the_actor().account_id)


def _is_asked(actor: Actor, factors: Factors) -> bool:
    """Whether there is something to do here: a check waiting, or nothing set up yet."""
    return actor.factor_pending or (portal().settings.second_factor and not factors.enrolled)


def _pass(door: Door, factors: Factors, form: FactorForm) -> str | None:
    """A new session id when the answer is right: passing is a gain of rights."""
    actor = the_actor()
    with transaction(portal().database, "signin") as tx:
        right = (_passes if factors.enrolled else _enrols)(tx, actor, factors, form)
        if right and not factors.enrolled:
            tell_factor_changed(tx, door.audience, actor.account_id)
        return rotate_session(tx, actor.sid_hash, factor=True) if right else None


def _passes(tx: Connection, actor: Actor, factors: Factors, form: FactorForm) -> bool:
    if form.credential.data:
        return key_is_right(tx, holder_of(actor, factors.email), form.credential.data)
    return passes_factor(tx, portal().vault, actor.audience, actor.account_id, form.code.data)


def _enrols(tx: Connection, actor: Actor, factors: Factors, form: FactorForm) -> bool:
    # Somebody else with the password may have been first: then nothing is added to it.
    if hold_factors(tx, actor.audience, actor.account_id).enrolled:
        return False
    if form.credential.data:
        return keep_key(tx, holder_of(actor, factors.email), form.credential.data)
    return enrols_app(tx, actor, form.code.data)


def enrols_app(tx: Connection, actor: Actor, code: str) -> bool:
    """Keep the secret offered to this session, if `code` is its present one."""
    vault = portal().vault
    return enrol(tx, vault, actor.audience, actor.account_id, _secret(actor), code)


def enrolment(email: str) -> Enrolment:
    """The key offered to this session."""
    secret = _secret(the_actor())
    address = enrolment_address(secret, email, "AL’in")
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return Enrolment(secret, groups, _picture(address))


def _secret(actor: Actor) -> str:
    return enrolment_secret(portal().settings.secret_key, actor.sid_hash)


def _say_wrong(form: FactorForm) -> None:
    if form.credential.data:
        form.form_errors.append(_("Cette clé n’a pas été reconnue. Essayez encore."))
    else:
        form.code.errors = [
            _("Ce code n’est pas valable. Attendez le suivant dans votre application.")
        ]


def _factor_page(door: Door, factors: Factors, form: FactorForm) -> str:
    holder = holder_of(the_actor(), factors.email)
    with transaction(portal().database, "signin") as tx:
        button = (ask_button if factors.enrolled else create_button)(tx, holder)
    return door.page(
        "second_factor",
        form=form,
        next=door.wanted_page(),
        asked_key=button,
        has_app=factors.has_app,
        enrolment=None if factors.enrolled else enrolment(factors.email),
    )


def _picture(address: str) -> Markup:
    """A QR code as inline SVG; its title says what it is to who does not see it."""
    out = io.BytesIO()
    segno.make(address, micro=False).save(
        out, kind="svg", scale=4, border=4, xmldecl=False, svgns=False, light="#ffffff",
        title=_("Code QR à lire avec l’application"), svgclass="qr", lineclass=None, nl=False,
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704  (segno escapes; the text is ours)
