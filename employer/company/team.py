"""The team: who acts for the company, invitations, and the end of an access."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.attempt import Failed, attempt
from app.companies.queries import (
    InvitationLine,
    MemberLine,
    SiteLine,
    invitation_lines,
    member_lines,
)
from app.companies.team import (
    OpenSession,
    cancel_invitation,
    end_colleague,
    invite_colleague,
    sign_colleague_out,
    team_sessions,
)
from app.companies.team_forms import InviteForm
from app.companies.team_words import rights_words, role_hints
from app.companies.words import role_label
from app.joining.turned import turned_requests
from app.web.formats import long_date, long_moment
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route
from app.web.shell import initials
from employer.company.blueprint import ROOT, Page, blueprint, done, my_company, my_sites, page

TEAM = f"{ROOT}/equipe"
ONE = f"{TEAM}/<uuid:member_id>"
INVITATIONS_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague; the address is None for oneself: another owner changes one's own rights."""

    name: str
    email: str
    initials: str
    rights: str
    sessions: str | None
    href: str | None


@route(blueprint, "GET", TEAM, Permission.MANAGE_TEAM)
def team() -> str:
    members, company_id = member_lines(acting(), my_company()), my_company()
    sites, sessions = my_sites(), team_sessions(acting())
    return page(
        "team",
        _("Équipe"),
        "team",
        members=tuple(_shown(line, sites, sessions) for line in members),
        invitations=tuple(_invited(i) for i in invitation_lines(acting(), company_id)),
        asked=_asked(),
        single_owner=sum(line.role == "OWNER" for line in members) == 1,
        invite_href=url_for(".ask_invitation"),
    )


@route(blueprint, "GET", f"{TEAM}/inviter", Permission.MANAGE_TEAM)
def ask_invitation() -> str:
    return _invite_page(InviteForm(my_sites(), data={"role": None}))


@route(blueprint, "POST", f"{TEAM}/inviter", Permission.MANAGE_TEAM)
@confirmed_recently()
def invite() -> Page:
    form = InviteForm(my_sites())
    if not form.validate_on_submit():
        return _invite_page(form)
    limit("team-invites", str(the_actor().account_id), most=INVITATIONS_AN_HOUR, seconds=3600)
    try:
        with attempt(form, {"owner_is_whole": "sites", "siret": "sites", "flags": "role"}):
            invite_colleague(
                acting(), my_company(), form.email.data, form.rights(), str(get_locale())
            )
    except Failed as failed:
        return _invite_page(form), failed.code
    return done("team", _("Invitation envoyée."))


@route(blueprint, "POST", f"{TEAM}/invitations/<uuid:invitation_id>/annuler",
       Permission.MANAGE_TEAM)  # fmt: skip
def cancel(invitation_id: UUID) -> Page:
    form = FlaskForm()
    try:
        with attempt(form):
            cancel_invitation(acting(), my_company(), invitation_id)
    except Failed:
        return done("team", _("Cette invitation ne fonctionnait plus."))
    return done("team", _("Invitation annulée\u00a0: son lien ne fonctionne plus."))


@route(blueprint, "GET", f"{ONE}/fin", Permission.MANAGE_TEAM)
def ask_member_end(member_id: UUID) -> str:
    return _end_page(the_member(member_id), FlaskForm())


@route(blueprint, "POST", f"{ONE}/fin", Permission.MANAGE_TEAM)
@confirmed_recently()
def end_member(member_id: UUID) -> Page:
    member, form = the_member(member_id), FlaskForm()
    try:
        with attempt(form):
            end_colleague(acting(), my_company(), member_id)
    except Failed as failed:
        return _end_page(member, form), failed.code
    return done("team", _("Accès retiré."))


@route(blueprint, "POST", f"{ONE}/deconnecter", Permission.MANAGE_TEAM)
def sign_member_out(member_id: UUID) -> Page:
    the_member(member_id)
    form = FlaskForm()
    try:
        with attempt(form):
            sign_colleague_out(acting(), my_company(), member_id)
    except Failed as failed:
        return _end_page(the_member(member_id), form), failed.code
    return done("team", _("Sessions fermées."))


def the_member(member_id: UUID) -> MemberLine:
    """The colleague of the address, if one of the company's own."""
    for line in member_lines(acting(), my_company()):
        if line.id == member_id:
            return line
    raise NotFound


def sessions_words(member_id: UUID, sessions: Sequence[OpenSession]) -> str | None:
    """As "2 sessions ouvertes, vue le…"; None without any."""
    mine = [one for one in sessions if one.membership_id == member_id]
    if not mine:
        return None
    return ngettext(
        "%(num)s session ouverte, vue le %(moment)s",
        "%(num)s sessions ouvertes, la dernière vue le %(moment)s",
        len(mine), moment=long_moment(mine[0].seen),
    )  # fmt: skip


def _asked() -> tuple[tuple[str, str, str], ...]:
    """(name, function and day, address of the page) of those that wait for an owner."""
    return tuple(
        (
            one.asker_name,
            _("%(function)s · depuis le %(day)s",
              function=one.asker_function, day=long_date(one.turned_at)),
            url_for("employer_company.asked", join_id=one.id),
        )
        for one in turned_requests(acting())
    )  # fmt: skip


def _shown(line: MemberLine, sites: Sequence[SiteLine], sessions: Sequence[OpenSession]) -> Member:
    own = line.id == the_actor().membership_id
    return Member(
        line.name, line.email, initials(line.name), rights_words(line, sites),
        None if own else sessions_words(line.id, sessions),
        None if own else url_for(".member", member_id=line.id),
    )  # fmt: skip


def _invited(line: InvitationLine) -> tuple[str, str, str]:
    second = _(
        "%(role)s, jusqu’au %(day)s", role=role_label(line.role), day=long_date(line.expires_at)
    )
    return line.email, second, url_for(".cancel", invitation_id=line.id)


def _invite_page(form: InviteForm) -> str:
    return page(
        "invite", _("Inviter une personne"), "team",
        form=form, action=url_for(".invite"), back_href=url_for(".team"),
        back_label=_("Équipe"), hints=role_hints(),
    )  # fmt: skip


def _end_page(line: MemberLine, form: FlaskForm) -> str:
    return page(
        "confirm", _("Retirer l’accès de %(name)s\u202f?", name=line.name), "team",
        form=form, action=url_for(".end_member", member_id=line.id),
        back_href=url_for(".team"), back_label=_("Équipe"), verb=_("Retirer l’accès"),
        cancel_label=_("Garder l’accès"),
        consequence=_(
            "Cette personne n’agira plus pour l’entreprise dès sa prochaine page, "
            "dans toutes ses sessions. Ce qu’elle a fait reste au journal."
        ),
    )  # fmt: skip
