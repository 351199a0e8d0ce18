"""Who asks to act for the company: an owner invites, or sets the request aside."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.attempt import Failed, attempt
from app.companies.team_words import role_hints
from app.joining.turned import Turned, invite_asker, set_aside, turned_requests
from app.reference.siret import format_siret
from app.web.formats import long_date
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import Page, blueprint, done, my_company, page
from employer.company.forms import RoleForm
from employer.company.team import INVITATIONS_AN_HOUR, TEAM

ONE = f"{TEAM}/demandes/<uuid:join_id>"


@route(blueprint, "GET", ONE, Permission.MANAGE_TEAM)
def asked(join_id: UUID) -> str:
    return _page(_the_request(join_id), RoleForm(data={"role": None}))


@route(blueprint, "POST", f"{ONE}/invitation", Permission.MANAGE_TEAM)
@confirmed_recently()
def invite_who_asked(join_id: UUID) -> Page:
    one, form = _the_request(join_id), RoleForm()
    if not form.validate_on_submit():
        return _page(one, form)
    limit("team-invites", str(the_actor().account_id), most=INVITATIONS_AN_HOUR, seconds=3600)
    try:
        with attempt(form):
            invite_asker(acting(), my_company(), join_id, form.role.data)
    except Failed as failed:
        return _page(one, form), failed.code
    return done("team", _("Invitation envoyée."))


@route(blueprint, "POST", f"{ONE}/fin", Permission.MANAGE_TEAM)
def set_asker_aside(join_id: UUID) -> Page:
    one, form = _the_request(join_id), RoleForm(formdata=None)
    try:
        with attempt(form):
            set_aside(acting(), my_company(), join_id)
    except Failed as failed:
        return _page(one, form), failed.code
    return done("team", _("Demande écartée. La personne n’apprend rien de plus."))


def _the_request(join_id: UUID) -> Turned:
    for one in turned_requests(acting()):
        if one.id == join_id:
            return one
    raise NotFound


def _page(one: Turned, form: FlaskForm) -> str:
    return page(
        "asked", _("Demande de %(name)s", name=one.asker_name), "team",
        form=form, hints=role_hints(),
        facts=(
            (_("Fonction"), one.asker_function),
            (_("Adresse e-mail"), one.email),
            (_("Établissement"), format_siret(one.siret)),
            (_("Transmise le"), long_date(one.turned_at)),
        ),
        action=url_for(".invite_who_asked", join_id=one.id),
        aside_action=url_for(".set_asker_aside", join_id=one.id),
        back_href=url_for(".team"), back_label=_("Équipe"),
    )  # fmt: skip
