"""A company's users: invited, given other rights, ended as its owners do, each with its reason."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import DecisionForm, UserForm, UserInviteForm
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.forms import text_of
from app.companies.queries import CompanyView, InvitationLine, MemberLine
from app.companies.team import Rights, spelled
from app.companies.team_by_staff import end_for, invite_for, set_rights_for, take_back
from app.companies.team_words import rights_words, role_hints
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

Page = str | tuple[str, int] | Response
USER = f"{ONE}/utilisateurs/<uuid:member_id>"
INVITATION = f"{ONE}/utilisateurs/invitations/<uuid:invitation_id>/annuler"
INVITATIONS_AN_HOUR = 60
# Which field a refusal belongs to.
_WHERE = {
    "owner_is_whole": "sites", "siret": "sites", "flags": "role", "last_owner": "role",
    "own_address": "email", "proof_missing": "proven",
}  # fmt: skip


@route(blueprint, "GET", f"{ONE}/utilisateurs/inviter", Permission.MANAGE_COMPANIES)
def new_member(company_id: UUID) -> str:
    view = the_company(company_id)
    role = "OWNER" if view.owners == 0 else None
    return _invite_page(view, UserInviteForm(view.sites, data={"role": role}))


@route(blueprint, "POST", f"{ONE}/utilisateurs/inviter", Permission.MANAGE_COMPANIES)
def invite(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = UserInviteForm(view.sites)
    if not form.validate_on_submit():
        return _invite_page(view, form)
    limit("staff-invites", str(the_actor().account_id), most=INVITATIONS_AN_HOUR, seconds=3600)
    try:
        with attempt(form, _WHERE):
            invite_for(
                acting(), company_id, text_of(form.email), form.rights(), text_of(form.reason),
                proven=bool(form.proven.data),
            )  # fmt: skip
    except Failed as failed:
        return _invite_page(view, form), failed.code
    return done(company_id, _("Invitation envoyée."))


@route(blueprint, "GET", INVITATION, Permission.MANAGE_COMPANIES)
def ask_invitation_end(company_id: UUID, invitation_id: UUID) -> str:
    view = the_company(company_id)
    return _take_back_page(view, _invitation(view, invitation_id), DecisionForm())


@route(blueprint, "POST", INVITATION, Permission.MANAGE_COMPANIES)
def end_invitation(company_id: UUID, invitation_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _invitation(view, invitation_id), DecisionForm()
    if not form.validate_on_submit():
        return _take_back_page(view, line, form)
    try:
        with attempt(form):
            take_back(acting(), company_id, invitation_id, text_of(form.reason))
    except Failed as failed:
        return _take_back_page(view, line, form), failed.code
    return done(company_id, _("Invitation annulée\u00a0: son lien ne fonctionne plus."))


@route(blueprint, "GET", USER, Permission.MANAGE_COMPANIES)
def ask_rights(company_id: UUID, member_id: UUID) -> str:
    view = the_company(company_id)
    line = _member(view, member_id)
    form = UserForm(
        view.sites,
        data={
            "role": line.role,
            "may_open_files": line.may_open_files,
            "may_export": line.may_export,
            "sites": list(line.sites or ()),
            "seen": _spelled(line),
        },
    )
    return _rights_page(view, line, form)


@route(blueprint, "POST", USER, Permission.MANAGE_COMPANIES)
def save_rights(company_id: UUID, member_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _member(view, member_id), UserForm(view.sites)
    if not form.validate_on_submit():
        return _rights_page(view, line, form)
    try:
        with attempt(form, _WHERE):
            set_rights_for(
                acting(), company_id, member_id, form.rights(), text_of(form.reason),
                seen=form.seen.data or "", proven=bool(form.proven.data),
            )  # fmt: skip
    except Failed as failed:
        # What was typed stays; what stands now is said beside it, and is what is seen from here.
        now = _member(the_company(company_id), member_id)
        form.seen.data = _spelled(now)
        return _rights_page(view, now, form, conflict=failed.code == 409), failed.code
    return done(company_id, _("Droits enregistrés."))


@route(blueprint, "GET", f"{USER}/fin", Permission.MANAGE_COMPANIES)
def ask_member_end(company_id: UUID, member_id: UUID) -> str:
    view = the_company(company_id)
    return _end_page(view, _member(view, member_id), DecisionForm())


@route(blueprint, "POST", f"{USER}/fin", Permission.MANAGE_COMPANIES)
def end_member(company_id: UUID, member_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _member(view, member_id), DecisionForm()
    if not form.validate_on_submit():
        return _end_page(view, line, form)
    try:
        with attempt(form):
            end_for(acting(), company_id, member_id, text_of(form.reason))
    except Failed as failed:
        return _end_page(view, line, form), failed.code
    return done(company_id, _("Accès retiré."))


def _member(view: CompanyView, member_id: UUID) -> MemberLine:
    for member in view.members:
        if member.id == member_id:
            return member
    raise NotFound


def _invitation(view: CompanyView, invitation_id: UUID) -> InvitationLine:
    for line in view.invitations:
        if line.id == invitation_id:
            return line
    raise NotFound


def _spelled(line: MemberLine) -> str:
    return spelled(Rights(line.role, line.may_open_files, line.may_export, line.sites))


def _page(
    template: str, title: str, view: CompanyView, form: DecisionForm, action: str, **values: object
) -> str:
    return render_template(
        f"admin/companies/{template}.html",
        shell=frame(title, "companies"),
        form=form,
        company_name=view.name,
        action=action,
        company_href=url_for(
            "staff_companies.company_section", company_id=view.id, section="utilisateurs"
        ),
        **values,
    )


def _invite_page(view: CompanyView, form: UserInviteForm) -> str:
    action = url_for("staff_companies.invite", company_id=view.id)
    title = _("Inviter une personne")
    return _page("invite", title, view, form, action, hints=role_hints(), owner=False)


def _rights_page(
    view: CompanyView, line: MemberLine, form: UserForm, *, conflict: bool = False
) -> str:
    action = url_for("staff_companies.save_rights", company_id=view.id, member_id=line.id)
    return _page(
        "member", line.name, view, form, action,
        hints=role_hints(), email=line.email, owner=line.role == "OWNER",
        standing=rights_words(line, view.sites) if conflict else None,
        end_href=url_for("staff_companies.ask_member_end", company_id=view.id, member_id=line.id),
    )  # fmt: skip


def _take_back_page(view: CompanyView, line: InvitationLine, form: DecisionForm) -> str:
    return _page(
        "confirm", _("Annuler l’invitation de %(email)s\u202f?", email=line.email), view, form,
        url_for("staff_companies.end_invitation", company_id=view.id, invitation_id=line.id),
        verb=_("Annuler l’invitation"), danger=True, cancel_label=_("Garder l’invitation"),
        consequence=_("Son lien ne fonctionnera plus."),
    )  # fmt: skip


def _end_page(view: CompanyView, line: MemberLine, form: DecisionForm) -> str:
    return _page(
        "confirm", _("Retirer l’accès de %(name)s\u202f?", name=line.name), view, form,
        url_for("staff_companies.end_member", company_id=view.id, member_id=line.id),
        verb=_("Retirer l’accès"), danger=True, cancel_label=_("Garder l’accès"),
        consequence=_(
            "Cette personne n’agira plus pour l’entreprise dès sa prochaine page. "
            "Ce qu’elle a fait reste au journal."
        ),
    )  # fmt: skip
