"""Inviting a company's users and ending memberships."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import InviteForm
from admin.frame import frame
from app.access.permissions import Permission
from app.accounts.addresses import normal_email
from app.companies.forms import text_of
from app.companies.queries import CompanyView, MemberLine
from app.companies.rules import end_membership, invite_member
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

Page = str | tuple[str, int] | Response
INVITATIONS_AN_HOUR = 60


@route(blueprint, "GET", f"{ONE}/utilisateurs/inviter", Permission.MANAGE_COMPANIES)
def new_member(company_id: UUID) -> str:
    view = the_company(company_id)
    return _invite_page(view, InviteForm(data={"role": "OWNER" if view.owners == 0 else None}))


@route(blueprint, "POST", f"{ONE}/utilisateurs/inviter", Permission.MANAGE_COMPANIES)
def invite(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = InviteForm()
    if not form.validate_on_submit():
        return _invite_page(view, form)
    limit("staff-invites", str(the_actor().account_id), most=INVITATIONS_AN_HOUR, seconds=3600)
    try:
        with attempt(form):
            invite_member(acting(), company_id, normal_email(text_of(form.email)), form.role.data)
    except Failed as failed:
        return _invite_page(view, form), failed.code
    return done(company_id, _("Invitation envoyée."))


def _invite_page(view: CompanyView, form: InviteForm) -> str:
    return render_template(
        "admin/companies/invite.html",
        shell=frame(_("Inviter une personne"), "companies"),
        form=form,
        hints={
            "OWNER": _("Codes, politique, équipe, et tout ce qui suit"),
            "MANAGER": _("Résumés, dossiers, points, soutiens, rapports"),
            "READER": _("Résumés seulement"),
            "COMMISSION": _("Barème et agrégats, aucune personne"),
        },
        company_name=view.name,
        action=url_for("staff_companies.invite", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )


@route(blueprint, "GET", f"{ONE}/utilisateurs/<uuid:member_id>/fin", Permission.MANAGE_COMPANIES)
def ask_member_end(company_id: UUID, member_id: UUID) -> str:
    view = the_company(company_id)
    return _end_page(view, _member(view, member_id), FlaskForm())


@route(blueprint, "POST", f"{ONE}/utilisateurs/<uuid:member_id>/fin", Permission.MANAGE_COMPANIES)
def end_member(company_id: UUID, member_id: UUID) -> Page:
    view = the_company(company_id)
    member = _member(view, member_id)
    form = FlaskForm()
    try:
        with attempt(form):
            end_membership(acting(), company_id, member_id)
    except Failed as failed:
        return _end_page(view, member, form), failed.code
    return done(company_id, _("Accès retiré."))


def _member(view: CompanyView, member_id: UUID) -> MemberLine:
    for member in view.members:
        if member.id == member_id:
            return member
    raise NotFound


def _end_page(view: CompanyView, member: MemberLine, form: FlaskForm) -> str:
    return render_template(
        "admin/companies/confirm.html",
        shell=frame(_("Retirer l’accès de %(name)s ?", name=member.name), "companies"),
        form=form,
        company_name=view.name,
        consequence=_(
            "Cette personne n’agira plus pour l’entreprise dès sa prochaine page. "
            "Ce qu’elle a fait reste au journal."
        ),
        verb=_("Retirer l’accès"),
        danger=True,
        cancel_label=_("Garder l’accès"),
        action=url_for("staff_companies.end_member", company_id=view.id, member_id=member.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
