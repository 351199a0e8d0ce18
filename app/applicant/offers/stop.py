"""The link of each alert's mail: one button stops the alert, without signing in.

Whatever the link, the page is the same: it tells nobody whether an alert runs.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.door import Door
from app.applicant.session.views import door as session_door
from app.db.transaction import transaction
from app.offers.saved import stop_alert
from app.web.limits import client_address, limit
from app.web.notices import demo_notice
from app.web.portal import portal
from app.web.route import route

PER_ADDRESS, HOUR = 60, 3_600
PATH = "/demandeur/alerte/<uuid:alert_token>"


def add_stop(blueprint: Blueprint, door: Door = session_door) -> None:
    """GET and POST of the link."""

    @route(blueprint, "GET", PATH, Permission.PUBLIC)
    def ask_stop(alert_token: UUID) -> str:  # noqa: ARG001 - the page is the same for any
        return _page(door, done=request.args.get("fait") == "1")

    @route(blueprint, "POST", PATH, Permission.PUBLIC)
    def stop_by_link(alert_token: UUID) -> Response:
        limit("stop-alert", client_address(), most=PER_ADDRESS, seconds=HOUR)
        with transaction(portal().database, "signin") as tx:
            stop_alert(tx, alert_token)
        back = url_for("applicant_offers.ask_stop", alert_token=alert_token, fait="1")
        return redirect(back, 303)


def _page(door: Door, *, done: bool) -> str:
    return render_template(
        "applicant/offers/stop.html",
        demo_notice=demo_notice(),
        language_switch_href=door.language_href(),
        action=request.path,
        done=done,
        offers_href=url_for("applicant_offers.offer_list"),
    )
