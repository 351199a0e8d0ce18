"""The page of the two links that confirm a change of e-mail address. Nobody needs to be signed in:
the old and the new address are often read on two devices."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.new_address import Step, address_link_works, confirm_address
from app.accounts.screens.door import Door
from app.db.transaction import transaction
from app.web.limits import client_address, limit
from app.web.portal import portal
from app.web.route import route

PER_ADDRESS, HOUR = 30, 3_600
Page = str | Response | tuple[str, int]


def add_new_address(door: Door) -> None:
    """GET and POST of /adresse/<token>."""
    path = door.path("adresse/<token>")

    @route(door.blueprint, "GET", path, Permission.PUBLIC)
    def new_address(token: str) -> Page:
        limit("new-address-link", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            works = address_link_works(tx, token)
        return door.page("new_address") if works else _dead_link(door)

    @route(door.blueprint, "POST", path, Permission.PUBLIC)
    def confirm_new_address(token: str) -> Page:
        limit("new-address-link", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            step = confirm_address(tx, token)
        if step is Step.WAITS:
            return door.page("new_address_waits")
        if step is Step.DEAD:
            return _dead_link(door)
        flash(_("L’adresse de votre compte est changée. Connectez-vous avec la nouvelle."),
              "success")  # fmt: skip
        return door.go(door.url("sign_in"))


def _dead_link(door: Door) -> tuple[str, int]:
    return door.page("dead_address"), 410
