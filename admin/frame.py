"""The frame around every page of the staff's door: menu, person, language."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access.permissions import Permission
from app.accounts.sessions import idle_seconds
from app.web.languages import LANGUAGES
from app.web.next_page import safe_next
from app.web.notices import demo_notice
from app.web.portal import DOOR_PREFIXES
from app.web.request_context import the_actor
from app.web.shell import NavItem, Shell

AUDIENCE = "staff"


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry: shown when its page exists and the role may open it."""

    key: str
    label: LazyString
    icon: str
    endpoint: str
    permission: Permission


MENU: tuple[Entry, ...] = (
    Entry("home", _l("Accueil"), "house", "staff_home.home", Permission.SEE_STAFF_HOME),
    Entry(
        "companies", _l("Entreprises"), "building-2", "staff_companies.company_list",
        Permission.SEE_COMPANIES,
    ),
    Entry(
        "joining", _l("Demandes d’inscription"), "badge-check", "staff_joining.queue",
        Permission.HANDLE_JOINING,
    ),
    Entry("inbox", _l("Messages"), "mail", "staff_inbox.case_list", Permission.HANDLE_CASES),
    Entry(
        "candidatures", _l("Candidatures"), "send", "staff_candidatures.queue",
        Permission.SEE_QUEUE,
    ),
    Entry(
        "offers", _l("Offres"), "bed-double", "staff_offers.offer_list", Permission.MANAGE_OFFERS
    ),
    Entry(
        "landlords", _l("Clés des bailleurs"), "key-round", "staff_landlords.key_list",
        Permission.MANAGE_LANDLORD_KEYS,
    ),
    Entry("tables", _l("Tables datées"), "table-2", "staff_tables.index", Permission.SEE_TABLES),
    Entry("ranking", _l("Classement"), "scale", "staff_ranking.versions", Permission.SEE_WEIGHTS),
    Entry(
        "priority", _l("Publics prioritaires"), "flag", "staff_priority.share",
        Permission.SEE_PRIORITY_SHARE,
    ),
    Entry(
        "statistics", _l("Statistiques"), "columns-3", "staff_statistics.show",
        Permission.SEE_STATISTICS,
    ),
    Entry(
        "reports", _l("Rapports"), "chart-column", "staff_reports.index",
        Permission.PRINT_STATISTICS,
    ),
    Entry(
        "journals", _l("Journaux"), "history", "staff_journals.search", Permission.READ_JOURNALS
    ),
    Entry("team", _l("Équipe"), "users", "staff_team.index", Permission.MANAGE_STAFF),
    Entry(
        "operations", _l("État du service"), "settings", "staff_operations.show",
        Permission.SEE_OPERATIONS,
    ),
)  # fmt: skip


def frame(title: str, current: str) -> Shell:
    """The shell of one page; `current` is the key of the menu entry the page belongs to."""
    actor = the_actor()
    return Shell(
        title=title,
        door="staff",
        nav=_menu(current),
        user_name=actor.name,
        user_role=role_name(actor.role),
        company_name=None,
        company_detail=None,
        language_switch_href=_other_language(),
        sign_out_action=url_for("staff_session.sign_out"),
        demo_notice=demo_notice(),
        home_href=DOOR_PREFIXES[AUDIENCE],
        account_href=url_for("staff_account.show"),
        session_seconds=idle_seconds(AUDIENCE),
        session_renew_href=url_for("staff_session.renew"),
    )


def role_name(role: str) -> str:
    """A staff role in words."""
    return {
        "COMPANY_MANAGER": _("Entreprises"),
        "ADVISER": _("Conseil"),
        "AUDITOR": _("Contrôle"),
        "ADMINISTRATOR": _("Administration"),
    }[role]


def _menu(current: str) -> tuple[NavItem, ...]:
    actor = the_actor()
    return tuple(
        NavItem(str(entry.label), url_for(entry.endpoint), entry.icon, entry.key == current)
        for entry in MENU
        if entry.endpoint in current_app.view_functions and actor.may(entry.permission)
    )


def _other_language() -> str:
    other = LANGUAGES[1] if str(get_locale()) == LANGUAGES[0] else LANGUAGES[0]
    here = request.full_path if request.method == "GET" else None
    return url_for("staff_session.language", code=other, next=safe_next(AUDIENCE, here))
