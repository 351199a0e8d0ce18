"""The adults of the request who agreed or not, and the public page of their own link."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.adults.shown import link_view, view_adults
from app.applicant.frame import frame
from app.applicant.session.views import door
from app.consent.adults import answer_link, ask_adult, link_page, own_adults
from app.consent.standing import standing_of
from app.db.transaction import transaction
from app.web.limits import client_address, limit, spend
from app.web.notices import demo_notice
from app.web.portal import portal
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_adults", __name__)
LINKS_PER_ADULT, DAY = 3, 86_400
PAGES_PER_ADDRESS, HOUR = 60, 3_600
_LINK = "/demandeur/accord/<token>"
ANSWERS = {"oui": True, "non": False}


@route(blueprint, "GET", "/demandeur/adultes", Permission.OWN_REQUEST)
def show() -> str | Response:
    standing = standing_of(acting())
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    return render_template(
        "applicant/adults/show.html",
        shell=frame(_("Les autres adultes de ma demande"), "choice"),
        adults=view_adults(own_adults(acting(), standing.own.request_id)),
        back_href=url_for("applicant_choice.ask"),
    )


@route(blueprint, "POST", "/demandeur/adultes/<uuid:adult_id>/lien", Permission.OWN_REQUEST)
def send_link(adult_id: UUID) -> Response:
    back = redirect(url_for("applicant_adults.show"), 303)
    if not spend("adult-link", str(adult_id), most=LINKS_PER_ADULT, seconds=DAY):
        flash(_("Le lien est déjà parti plusieurs fois aujourd’hui. Réessayez demain."), "danger")
        return back
    if not ask_adult(acting(), adult_id, str(get_locale())):
        raise NotFound
    flash(_("Le lien est parti à l’adresse connue du site d’enregistrement."), "success")
    return back


@route(blueprint, "GET", _LINK, Permission.PUBLIC)
def agreement(token: str) -> str | tuple[str, int]:
    limit("adult-page", client_address(), most=PAGES_PER_ADDRESS, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        found = link_page(tx, token)
    if found is None:
        return _signed_out("dead_link"), 410
    return _signed_out("agreement", page=link_view(found))


@route(blueprint, "POST", _LINK, Permission.PUBLIC)
def answer(token: str) -> Response | tuple[str, int]:
    """Links are opened by mail scanners too: only a button pressed counts."""
    limit("adult-page", client_address(), most=PAGES_PER_ADDRESS, seconds=HOUR)
    given = ANSWERS.get(request.form.get("answer", ""))
    if given is None:
        raise BadRequest
    with transaction(portal().database, "signin") as tx:
        taken = answer_link(tx, token, agrees=given)
    if not taken:
        return _signed_out("dead_link"), 410
    return redirect(url_for("applicant_adults.agreement", token=token), 303)


def _signed_out(name: str, **values: object) -> str:
    return render_template(
        f"applicant/adults/{name}.html",
        demo_notice=demo_notice(),
        language_switch_href=door.language_href(),
        action=request.path,
        **values,
    )
