"""The frame around every page of the employers' door: menu, company, person, language."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString, get_locale, ngettext
from flask_babel import lazy_gettext as _l

from app.access.permissions import Permission
from app.accounts.sessions import idle_seconds
from app.companies.onboarding import count_establishments
from app.notifications.notices import count_fresh
from app.privacy.words.readings import EMPLOYER_ROLES
from app.web.addresses import page_address
from app.web.languages import LANGUAGES
from app.web.next_page import safe_next
from app.web.notices import demo_notice
from app.web.portal import DOOR_PREFIXES
from app.web.request_context import acting, the_actor
from app.web.shell import NavItem, Shell

AUDIENCE = "employer"


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry: shown when its page exists and the role may open it."""

    key: str
    label: LazyString
    icon: str
    endpoint: str
    permission: Permission


MENU: tuple[Entry, ...] = (
    Entry("home", _l("Accueil"), "house", "employer_home.home", Permission.SEE_OWN_COMPANY),
    Entry(
        "applicants", _l("Salariés"), "users", "employer_applicants.applicant_list",
        Permission.LIST_APPLICANTS,
    ),
    Entry(
        "candidatures", _l("Candidatures"), "send", "employer_candidatures.board",
        Permission.SUPPORT,
    ),
    Entry(
        "points", _l("Points"), "award", "employer_points.overview", Permission.SEE_SCALE,
    ),
    Entry(
        "reports", _l("Rapports"), "chart-column", "employer_reports.index",
        Permission.SEE_REPORTS,
    ),
    Entry(
        "company", _l("Entreprise"), "building", "employer_company.overview",
        Permission.SEE_COMPANY_PAGES,
    ),
    Entry("help", _l("Aide"), "life-buoy", "employer_help.help_page", Permission.SEE_OWN_COMPANY),
)  # fmt: skip


def frame(title: str, current: str) -> Shell:
    """The shell of one page; `current` is the key of the menu entry the page belongs to."""
    actor = the_actor()
    return Shell(
        title=title,
        door="employer",
        nav=_menu(current),
        user_name=actor.name,
        user_role=str(EMPLOYER_ROLES[actor.role]),
        company_name=actor.company_name,
        company_detail=_establishments(),
        language_switch_href=other_language(),
        sign_out_action=page_address("employer_session.sign_out"),
        demo_notice=demo_notice(),
        home_href=DOOR_PREFIXES[AUDIENCE],
        account_href=page_address("employer_account.show"),
        company_switch_href=_page("employer_session.choose_company"),
        notifications_href=page_address("employer_company.notifications") if _told() else None,
        unread_notifications=(
            count_fresh(acting(), actor.membership_id) if _told() and actor.membership_id else 0
        ),
        session_seconds=idle_seconds(AUDIENCE),
        session_renew_href=page_address("employer_session.renew"),
    )


def other_language() -> str:
    """The link to this page in the other language."""
    other = LANGUAGES[1] if str(get_locale()) == LANGUAGES[0] else LANGUAGES[0]
    here = request.full_path if request.method == "GET" else None
    return url_for("employer_session.language", code=other, next=safe_next(AUDIENCE, here))


def _menu(current: str) -> tuple[NavItem, ...]:
    actor = the_actor()
    return tuple(
        NavItem(str(entry.label), page_address(entry.endpoint), entry.icon, entry.key == current)
        for entry in MENU
        if entry.endpoint in current_app.view_functions and actor.may(entry.permission)
    )


def _told() -> bool:
    """Whether there is a centre of notifications for this role."""
    return the_actor().may(Permission.SEE_COMPANY_PAGES)


def _page(endpoint: str) -> str | None:
    return page_address(endpoint) if endpoint in current_app.view_functions else None


def _establishments() -> str | None:
    """As "4 établissements": those one acts for."""
    actor = the_actor()
    if actor.role == "SUSPENDED":
        return None
    count = len(actor.sites) if actor.sites is not None else count_establishments(acting())
    return (
        str(ngettext("%(num)s établissement", "%(num)s établissements", count)) if count else None
    )
