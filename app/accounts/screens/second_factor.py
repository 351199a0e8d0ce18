"""The second factor's page: to set it up at the first visit, to pass it at the next ones."""

import io

import segno
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.access.actor import Actor
from app.access.permissions import Permission
from app.accounts.login import enter
from app.accounts.own_account import passes_factor, tell_factor_changed
from app.accounts.screens.door import Door
from app.accounts.screens.forms import CodeForm
from app.accounts.second_factor import (
    Factor,
    enrol,
    enrolment_address,
    enrolment_secret,
    factor_of,
)
from app.accounts.sessions import rotate_session
from app.db.transaction import transaction
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import the_actor
from app.web.route import route

TRIES, WINDOW = 10, 15 * 60


def add_second_factor(door: Door) -> None:
    """GET and POST of /second-facteur."""

    @route(door.blueprint, "GET", door.path("second-facteur"), Permission.PASS_SECOND_FACTOR)
    def second_factor() -> str | Response:
        actor, factor = the_actor(), _factor(door)
        if not _is_asked(actor, factor):
            return door.go(door.wanted_page())
        return _factor_page(door, factor, CodeForm())

    @route(door.blueprint, "POST", door.path("second-facteur"), Permission.PASS_SECOND_FACTOR)
    def check_second_factor() -> str | Response:
        actor, factor, form = the_actor(), _factor(door), CodeForm()
        if not _is_asked(actor, factor):
            return door.go(door.wanted_page())
        if not form.validate_on_submit():
            return _factor_page(door, factor, form)
        limit("second-factor", str(actor.account_id), most=TRIES, seconds=WINDOW)
        sid = _pass(door, factor, form.code.data)
        if sid is None:
            form.code.errors = [
                _("Ce code n’est pas valable. Attendez le suivant dans votre application.")
            ]
            return _factor_page(door, factor, form)
        wanted = door.wanted_page()
        enter(sid)
        return door.go(wanted)


def _factor(door: Door) -> Factor:
    with transaction(portal().database, "signin") as tx:
        return factor_of(tx, door.audience, the_actor().account_id)


def _is_asked(actor: Actor, factor: Factor) -> bool:
    """Whether there is something to do here: a check waiting, or nothing set up yet."""
    return actor.factor_pending or (portal().settings.second_factor and not factor.enrolled)


def _pass(door: Door, factor: Factor, code: str) -> str | None:
    """A new session id when the code is right: passing is a gain of rights."""
    actor, vault = the_actor(), portal().vault
    with transaction(portal().database, "signin") as tx:
        if factor.enrolled:
            right = passes_factor(tx, vault, door.audience, actor.account_id, code)
        else:
            right = enrol(tx, vault, door.audience, actor.account_id, _secret(actor), code)
            if right:
                tell_factor_changed(tx, door.audience, actor.account_id)
        return rotate_session(tx, actor.sid_hash, factor=True) if right else None


def _secret(actor: Actor) -> str:
    return enrolment_secret(portal().settings.secret_key, actor.sid_hash)


def _factor_page(door: Door, factor: Factor, form: CodeForm) -> str:
    wanted = door.wanted_page()
    if factor.enrolled:
        return door.page("second_factor", form=form, next=wanted, enrolment=None)
    secret = _secret(the_actor())
    address = enrolment_address(secret, factor.email, "AL’in")
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    enrolment = {"secret": secret, "groups": groups, "picture": _picture(address)}
    return door.page("second_factor", form=form, next=wanted, enrolment=enrolment)


def _picture(address: str) -> Markup:
    """A QR code as inline SVG; its title says what it is to who does not see it."""
    out = io.BytesIO()
    segno.make(address, micro=False).save(
        out, kind="svg", scale=4, border=4, xmldecl=False, svgns=False, light="#ffffff",
        title=_("Code QR à lire avec l’application"), svgclass="qr", lineclass=None, nl=False,
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704  (segno escapes; the text is ours)
