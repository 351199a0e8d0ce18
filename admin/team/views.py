"""Staff accounts: who may sign in, invite, another role, the end, a lost second factor."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame, role_name
from admin.team.forms import EndForm, InviteForm, RoleForm
from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.staffing.queries import Member, staff_member, staff_members
from app.staffing.services import (
    StaffRefused,
    change_role,
    end_sessions,
    end_staff,
    forget_factor,
    invite_staff,
)
from app.web.formats import long_moment
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_team", __name__)
ROOT = "/action-logement/equipe"
ONE = f"{ROOT}/<uuid:staff_id>"
ACTS = {"sessions": end_sessions, "second-facteur": forget_factor}
INVITATIONS_AN_HOUR = 30
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", ROOT, Permission.MANAGE_STAFF)
def index() -> str:
    me = the_actor().account_id
    return render_template(
        "admin/team/index.html",
        shell=frame(_("Équipe"), "team"),
        rows=[(one, _second(one), _href(one) if one.id != me else None)
              for one in staff_members(acting())],
        invite_href=url_for(".ask_invitation"),
        role_name=role_name,
    )  # fmt: skip


@route(blueprint, "GET", f"{ROOT}/inviter", Permission.MANAGE_STAFF)
def ask_invitation() -> str:
    return _invite_page(InviteForm())


@route(blueprint, "POST", f"{ROOT}/inviter", Permission.MANAGE_STAFF)
@confirmed_recently()
def invite() -> Page:
    form = InviteForm()
    if not form.validate_on_submit():
        return _invite_page(form)
    who = str(the_actor().account_id)
    limit("staff-invites", who, most=INVITATIONS_AN_HOUR, seconds=3600)
    try:
        invite_staff(acting(), form.email.data, form.name.data, form.role.data, str(get_locale()))
    except StaffRefused as refused:
        form.email.errors = [_words(refused)]
        return _invite_page(form)
    flash(_("Invitation envoyée."), "success")
    return redirect(url_for(".index"), 303)


@route(blueprint, "GET", ONE, Permission.MANAGE_STAFF)
def member(staff_id: UUID) -> str:
    one = _found(staff_id)
    return _page(one, RoleForm(data={"role": one.role, "seen": one.role}))


@route(blueprint, "POST", ONE, Permission.MANAGE_STAFF)
@confirmed_recently()
def save_role(staff_id: UUID) -> Page:
    one, form = _found(staff_id), RoleForm()
    if not form.validate_on_submit():
        return _page(one, form)
    try:
        change_role(acting(), one.id, form.role.data, seen=form.seen.data or "")
    except StaffRefused as refused:
        form.form_errors = [_words(refused)]
        form.seen.data = one.role
        return _page(one, form), 409
    return _done(_("Le rôle est changé, dès la prochaine page de cette personne."))


@route(blueprint, "GET", f"{ONE}/fin", Permission.MANAGE_STAFF)
def ask_end(staff_id: UUID) -> str:
    one = _found(staff_id)
    return render_template(
        "admin/team/end.html",
        shell=frame(_("Fermer le compte de %(name)s ?", name=one.name), "team"),
        form=EndForm(data={"seen": one.role}),
        action=url_for(".end", staff_id=one.id),
        back_href=_href(one),
    )


@route(blueprint, "POST", f"{ONE}/fin", Permission.MANAGE_STAFF)
@confirmed_recently()
def end(staff_id: UUID) -> Page:
    one, form = _found(staff_id), EndForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        end_staff(acting(), one.id, seen=form.seen.data or "")
    except StaffRefused as refused:
        role = RoleForm(data={"role": one.role, "seen": one.role}, formdata=None)
        role.form_errors = [_words(refused)]
        return _page(one, role), 409
    return _done(_("Le compte est fermé, dans toutes ses sessions."))


@route(blueprint, "POST", f"{ONE}/<any('sessions', 'second-facteur'):act>",
       Permission.MANAGE_STAFF)  # fmt: skip
@confirmed_recently()
def take_away(staff_id: UUID, act: str) -> Page:
    """Somebody's open sessions, or a lost second factor with them."""
    one = _found(staff_id)
    if not EndForm().validate_on_submit():
        abort(400)
    try:
        ACTS[act](acting(), one.id)
    except StaffRefused:
        raise NotFound from None
    if act == "sessions":
        return _done(_("Les sessions sont fermées."))
    return _done(_("La prochaine connexion mettra en place un nouveau second facteur."))


def _found(staff_id: UUID) -> Member:
    """Anybody active but oneself: one's own account has its own page, and no role to give."""
    one = staff_member(acting(), staff_id)
    if one is None or not one.active or one.id == the_actor().account_id:
        raise NotFound
    return one


def _done(words: str) -> Response:
    flash(words, "success")
    return redirect(url_for(".index"), 303)


def _href(one: Member) -> str | None:
    return url_for(".member", staff_id=one.id) if one.active else None


def _second(one: Member) -> str:
    if not one.active:
        return f"{one.reference} · {_('Compte fermé')}"
    factor = (
        _("second facteur en place") if one.protected else _("second facteur à mettre en place")
    )
    parts = [one.email, one.reference, factor]
    if one.sessions and one.seen:
        parts.append(
            ngettext(
                "%(num)s session ouverte, vue le %(moment)s",
                "%(num)s sessions ouvertes, la dernière vue le %(moment)s",
                one.sessions, moment=long_moment(one.seen),
            )
        )  # fmt: skip
    return " · ".join(parts)


def _words(refused: StaffRefused) -> str:
    return {
        "KNOWN": _("Cette adresse a déjà un compte."),
        "STALE": _("Ce compte a changé entre-temps. Voyez où il en est, puis recommencez."),
    }.get(refused.reason, _("Votre rôle ne le permet plus."))


def _invite_page(form: InviteForm) -> str:
    return render_template(
        "admin/team/invite.html",
        shell=frame(_("Inviter une personne"), "team"),
        form=form,
        action=url_for(".invite"),
        hints=_hints(),
        back_href=url_for(".index"),
    )


def _page(one: Member, form: RoleForm) -> str:
    return render_template(
        "admin/team/member.html",
        shell=frame(one.name, "team"),
        one=one,
        second=_second(one),
        form=form,
        hints=_hints(),
        action=url_for(".save_role", staff_id=one.id),
        sessions_action=url_for(".take_away", staff_id=one.id, act="sessions"),
        factor_action=url_for(".take_away", staff_id=one.id, act="second-facteur"),
        end_href=url_for(".ask_end", staff_id=one.id),
        back_href=url_for(".index"),
    )


def _hints() -> dict[str, str]:
    return {
        "COMPANY_MANAGER": _("Entreprises, codes, politiques, utilisateurs ; aucune personne"),
        "ADVISER": _("Candidatures, offres, résultats, points contestés"),
        "AUDITOR": _("Contrôle et statistiques, rien à écrire"),
        "ADMINISTRATOR": _("Comptes du personnel, réglages, état du service"),
    }
