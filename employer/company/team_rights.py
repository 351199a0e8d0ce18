"""One colleague's page: role, flags, establishments, sessions."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.companies.attempt import Failed, attempt
from app.companies.queries import MemberLine
from app.companies.team import Rights, change_rights, spelled, team_sessions
from app.companies.team_forms import RightsForm
from app.companies.team_words import rights_words, role_hints
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import Page, blueprint, done, my_company, my_sites, page
from employer.company.team import ONE, sessions_words, the_member


@route(blueprint, "GET", ONE, Permission.MANAGE_TEAM)
def member(member_id: UUID) -> str:
    line = the_member(member_id)
    form = RightsForm(
        my_sites(),
        data={
            "role": line.role,
            "may_open_files": line.may_open_files,
            "may_export": line.may_export,
            "sites": list(line.sites or ()),
            "seen": spelled(_rights(line)),
        },
    )
    return _page(line, form)


@route(blueprint, "POST", ONE, Permission.MANAGE_TEAM)
@confirmed_recently()
def save_member(member_id: UUID) -> Page:
    line, form = the_member(member_id), RightsForm(my_sites())
    if not form.validate_on_submit():
        return _page(line, form)
    where = {"owner_is_whole": "sites", "siret": "sites", "flags": "role", "last_owner": "role"}
    try:
        with attempt(form, where):
            change_rights(
                acting(), my_company(), member_id, form.rights(), seen=form.seen.data or ""
            )
    except Failed as failed:
        # What was typed stays; what stands now is said beside it, and is what is seen from here.
        now = the_member(member_id)
        form.seen.data = spelled(_rights(now))
        return _page(now, form, conflict=failed.code == 409), failed.code
    return done("team", _("Droits enregistrés."))


def _rights(line: MemberLine) -> Rights:
    return Rights(line.role, line.may_open_files, line.may_export, line.sites)


def _page(line: MemberLine, form: RightsForm, *, conflict: bool = False) -> str:
    own = line.id == the_actor().membership_id
    return page(
        "member", line.name, "team",
        form=form, action=url_for(".save_member", member_id=line.id), email=line.email,
        back_href=url_for(".team"), back_label=_("Équipe"), hints=role_hints(),
        standing=rights_words(line, my_sites()) if conflict else None, own=own,
        sessions=sessions_words(line.id, team_sessions(acting())),
        sign_out_action=url_for(".sign_member_out", member_id=line.id),
        end_href=url_for(".ask_member_end", member_id=line.id),
    )  # fmt: skip
