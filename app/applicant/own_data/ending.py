"""The page of the link that erases an account. Nobody needs to be signed in: the link is enough,
and a button pressed, because mail scanners open links too."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.door import Door
from app.applicant.session.views import door as session_door
from app.db.transaction import transaction
from app.own_data.erasing import erase_by_link, erasure_link_works
from app.own_data.keeping import kept_rows
from app.web.limits import client_address, limit
from app.web.notices import demo_notice
from app.web.portal import portal
from app.web.route import route

PATH = "/demandeur/effacement/<token>"
PER_ADDRESS, HOUR = 30, 3_600
Page = str | Response | tuple[str, int]


def add_ending(blueprint: Blueprint, door: Door = session_door) -> None:
    """GET and POST of the link, and the page that says it is done."""

    @route(blueprint, "GET", PATH, Permission.PUBLIC)
    def confirm_erasure(token: str) -> Page:
        limit("erase-link", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            works = erasure_link_works(tx, token)
        if not works:
            return _page(door, "dead_erasure"), 410
        return _page(door, "confirm", kept=kept_rows())

    @route(blueprint, "POST", PATH, Permission.PUBLIC)
    def erase(token: str) -> Page:
        limit("erase-link", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            done = erase_by_link(tx, token)
        if not done:
            return _page(door, "dead_erasure"), 410
        return redirect(url_for("applicant_own_data.erased"), 303)

    @route(blueprint, "GET", "/demandeur/efface", Permission.PUBLIC)
    def erased() -> str:
        return _page(door, "erased")


def _page(door: Door, name: str, **values: object) -> str:
    return render_template(
        f"applicant/own_data/{name}.html",
        demo_notice=demo_notice(),
        language_switch_href=door.language_href(),
        action=request.path,
        **values,
    )
