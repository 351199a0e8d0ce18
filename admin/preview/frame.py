"""The employers' frame around the preview: their menu, and the way back to the company's page."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from admin.companies.blueprint import ONE
from admin.frame import frame
from app.companies.face import Face, read_face
from app.privacy.words.readings import EMPLOYER_ROLES
from app.web.request_context import acting
from app.web.shell import NavItem, Shell

blueprint = Blueprint("staff_preview", __name__)
ROOT = f"{ONE}/apercu"
READER = "Camille Exemple"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the employers' menu; those that show no person lead to one page that says so."""

    key: str
    label: LazyString
    icon: str
    page: str


MENU: tuple[Entry, ...] = (
    Entry("home", _l("Accueil"), "house", "home"),
    Entry("applicants", _l("Salariés"), "users", "people_list"),
    Entry("candidatures", _l("Candidatures"), "send", "board"),
    Entry("points", _l("Points"), "award", "points"),
    Entry("reports", _l("Rapports"), "chart-column", "elsewhere"),
    Entry("company", _l("Entreprise"), "building", "elsewhere"),
    Entry("help", _l("Aide"), "life-buoy", "elsewhere"),
)


def the_face(company_id: UUID) -> Face:
    """The company of the address, or 404."""
    face = read_face(acting(), company_id)
    if face is None:
        raise NotFound
    return face


def at(face: Face, page: str, **values: str | UUID) -> str:
    """The address of one of the preview's own pages."""
    return url_for(f"staff_preview.{page}", company_id=face.id, **values)  # type: ignore[arg-type]


def preview_frame(face: Face, title: str, current: str) -> Shell:
    """The employers' shell: invented reader, no sign-out, the session and language of staff."""
    staff = frame(title, "companies")
    count = len(face.sites)
    return Shell(
        title=title,
        door="employer",
        nav=tuple(
            NavItem(str(one.label), at(face, one.page), one.icon, one.key == current)
            for one in MENU
        ),
        user_name=READER,
        user_role=str(EMPLOYER_ROLES["OWNER"]),
        company_name=face.name,
        company_detail=str(ngettext("%(num)s établissement", "%(num)s établissements", count)),
        language_switch_href=staff.language_switch_href,
        sign_out_action="",
        demo_notice=staff.demo_notice,
        home_href=at(face, "home"),
        session_seconds=staff.session_seconds,
        session_renew_href=staff.session_renew_href,
        preview_leave_href=url_for("staff_companies.company_page", company_id=face.id),
    )
