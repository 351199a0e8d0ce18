"""The frame around every page of the applicants' door: menu, person, language, help."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.sessions import idle_seconds
from app.web.languages import LANGUAGES
from app.web.next_page import safe_next
from app.web.notices import demo_notice
from app.web.portal import DOOR_PREFIXES
from app.web.request_context import the_actor
from app.web.shell import NavItem, Shell

AUDIENCE = "applicant"


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry."""

    key: str
    label: LazyString
    icon: str
    endpoint: str


MENU: tuple[Entry, ...] = (
    Entry("home", _l("Accueil"), "house", "applicant_home.home"),
    Entry("request", _l("Ma demande"), "file-text", "applicant_request.show"),
    Entry("offers", _l("Offres"), "building", "applicant_offers.offer_list"),
    Entry("candidatures", _l("Candidatures"), "send", "applicant_candidatures.own_list"),
    Entry("points", _l("Points"), "award", "applicant_points.show"),
    Entry("choice", _l("Mon choix"), "eye", "applicant_choice.ask"),
    Entry("readings", _l("Consultations"), "history", "applicant_readings.show"),
)


def frame(title: str, current: str) -> Shell:
    """The shell of one page; `current` is the key of the menu entry the page belongs to."""
    actor = the_actor()
    return Shell(
        title=title,
        door="applicant",
        nav=tuple(
            NavItem(str(e.label), url_for(e.endpoint), e.icon, e.key == current) for e in MENU
        ),
        user_name=actor.name,
        user_role=_("Demandeur"),
        company_name=None,
        company_detail=None,
        language_switch_href=_other_language(),
        sign_out_action=url_for("applicant_session.sign_out"),
        demo_notice=demo_notice(),
        home_href=DOOR_PREFIXES[AUDIENCE],
        account_href=url_for("applicant_account.show"),
        help_href=url_for("applicant_help.centre"),
        session_seconds=idle_seconds(AUDIENCE),
        session_renew_href=url_for("applicant_session.renew"),
    )


def _other_language() -> str:
    other = LANGUAGES[1] if str(get_locale()) == LANGUAGES[0] else LANGUAGES[0]
    here = request.full_path if request.method == "GET" else None
    return url_for("applicant_session.language", code=other, next=safe_next(AUDIENCE, here))
