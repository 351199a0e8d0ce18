"""Companies to verify, companies nobody can act for yet, and how many stand in each state."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from admin.companies.words import status_plural
from admin.frame import frame
from app.access.permissions import Permission
from app.audit.checks import last_check
from app.companies.policy import Status
from app.companies.search import (
    CompanyLine,
    active_without_owner,
    count_by_status,
    waiting_for_verification,
)
from app.inbox.queries import count_by_state
from app.joining.queries import count_requests
from app.reference.siret import format_siren
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_home", __name__)
MOST = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what there is to do. `action` is None for who may only read."""

    title: str
    second: str
    href: str
    icon: str
    action: str | None
    action_href: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many companies stand in one state, and the list of them."""

    label: str
    number: int
    href: str


@route(blueprint, "GET", "/action-logement", Permission.SEE_STAFF_HOME)
def home() -> str:
    counts = count_by_status(acting())
    return render_template(
        "admin/home/home.html",
        shell=frame(_("Accueil"), "home"),
        to_verify=tuple(_to_verify(c) for c in waiting_for_verification(acting(), MOST)),
        to_verify_href=_list(Status.PENDING),
        more_to_verify=counts[Status.PENDING.value] > MOST,
        to_invite=tuple(_to_invite(c) for c in active_without_owner(acting(), MOST)),
        counts=tuple(Count(status_plural(s.value), counts[s.value], _list(s)) for s in Status),
        messages=_messages(),
        joining=_joining(),
        chain=_chain(),
        can_manage=the_actor().may(Permission.MANAGE_COMPANIES),
        search_action=url_for("staff_companies.company_list"),
        create_href=url_for("staff_companies.search_sirene"),
    )


def _messages() -> Task | None:
    """How many messages wait, for who answers them."""
    if not the_actor().may(Permission.HANDLE_CASES):
        return None
    waiting = count_by_state(acting()).get("OPEN", 0)
    if not waiting:
        return None
    href = url_for("staff_inbox.case_list")
    title = ngettext("%(num)s message attend une réponse", "%(num)s messages attendent une réponse",
                     waiting)  # fmt: skip
    second = _("Questions, contestations, employeurs à confirmer")
    return Task(title, second, href, "mail", _("Ouvrir"), href)


def _joining() -> Task | None:
    """How many requests to join wait, for who decides them."""
    if not the_actor().may(Permission.HANDLE_JOINING):
        return None
    waiting = count_requests(acting())["WAITING"]
    if not waiting:
        return None
    href = url_for("staff_joining.queue")
    title = ngettext("%(num)s demande d’inscription attend une décision",
                     "%(num)s demandes d’inscription attendent une décision", waiting)  # fmt: skip
    second = _("Mandat, éligibilité et contact officiel à vérifier")
    return Task(title, second, href, "badge-check", _("Ouvrir"), href)


def _chain() -> Task | None:
    """That the journal's chain did not hold at the last verification, for who controls it."""
    if not the_actor().may(Permission.CHECK_JOURNALS):
        return None
    last = last_check(acting())
    if last is None or not last.fault_count:
        return None
    href = url_for("staff_journals.check")
    return Task(_("La chaîne du journal est rompue"), _("Constaté le %(day)s",
                day=long_date(last.ended_at or last.asked_at)), href, "circle-alert",
                _("Voir"), href)  # fmt: skip


def _to_verify(line: CompanyLine) -> Task:
    act = url_for("staff_companies.ask_state", company_id=line.id, act="verifier")
    return _task(line, _("Demande reçue le %(day)s", day=long_date(line.since)), "badge-check",
                 _("Vérifier"), act)  # fmt: skip


def _to_invite(line: CompanyLine) -> Task:
    act = url_for("staff_companies.new_member", company_id=line.id)
    return _task(line, _("Active, sans personne titulaire"), "user-plus", _("Inviter"), act)


def _task(line: CompanyLine, what: str, icon: str, action: str, action_href: str) -> Task:
    may_act = the_actor().may(Permission.MANAGE_COMPANIES)
    place = f" · {line.place}" if line.place else ""
    return Task(
        title=line.name,
        second=f"{what} · SIREN {format_siren(line.siren)}{place}",
        href=url_for("staff_companies.company_page", company_id=line.id),
        icon=icon,
        action=action if may_act else None,
        action_href=action_href if may_act else None,
    )


def _list(status: Status) -> str:
    return url_for("staff_companies.company_list", etat=status.value.lower())
