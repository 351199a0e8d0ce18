"""The list, one person's page, the full file. Each reading writes its line in the journal;
whoever is not visible answers like whoever does not exist."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.companies.onboarding import own_sites
from app.db.transaction import transaction
from app.privacy.purpose_form import PurposeForm
from app.privacy.purposes import Purpose, end_purpose, state_purpose, stated_purpose
from app.privacy.readers.employer import list_applicants, neighbours, open_file, read_summary
from app.privacy.rule import Choice
from app.privacy.view import view_file, view_summary
from app.privacy.words.readings import PURPOSE_HINTS, PURPOSES
from app.web.addresses import page_address
from app.web.formats import long_date
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.applicants.acts import acts_panel
from employer.applicants.asking import (
    export_address,
    is_within_reach,
    list_address,
    list_tail,
    read_query,
    unknown_places,
)
from employer.applicants.list_page import list_page
from employer.candidatures.panel import support_panel
from employer.frame import frame
from employer.points.panel import points_on_page, points_panel

blueprint = Blueprint("employer_applicants", __name__)
_LIST = "/employeur/salaries"
_PERSON = f"{_LIST}/<uuid:public_id>"
_FILE = f"{_PERSON}/dossier"


@dataclass(frozen=True, slots=True)
class PrintButton:
    """Where to ask for a PDF, and of which kind: "summary" or "file"."""

    action: str
    kind: str


@route(blueprint, "GET", _LIST, Permission.LIST_APPLICANTS)
def applicant_list() -> str:
    query, actor = read_query(request.args), the_actor()
    if not is_within_reach(query, actor):
        raise Forbidden
    page = list_applicants(acting(), actor, query)
    sites = own_sites(acting(), actor.sites) if query.filters.sites else ()
    return render_template(
        "employer/applicants/list.html",
        shell=frame(_("Salariés"), "applicants"),
        list_href=url_for(".applicant_list"),
        housed_href=url_for("employer_housed.show"),
        page=list_page(page, query, sites, points_on_page(page.rows), sees_files=_sees_files()),
        award_href=_award_address(),
        export_href=export_address(query) if actor.may(Permission.EXPORT_LIST) else None,
        unknown_places=unknown_places(request.args),
        seen_href=url_for("employer_help.what_is_seen"),
    )


@route(blueprint, "GET", _PERSON, Permission.READ_SUMMARY)
def person(public_id: UUID) -> str:
    return _person_page(public_id, PurposeForm())


@route(blueprint, "POST", _PERSON, Permission.OPEN_FILE)
def say_why(public_id: UUID) -> str | Response:
    """Any id may be named: the file's own page says what it says for nobody."""
    form = PurposeForm()
    if not form.validate_on_submit():
        return _person_page(public_id, form)
    with transaction(portal().database, "signin") as tx:
        state_purpose(tx, the_actor().sid_hash, public_id, Purpose(form.purpose.data))
    return redirect(_along("full_file", public_id), 303)


@route(blueprint, "GET", _FILE, Permission.OPEN_FILE)
def full_file(public_id: UUID) -> str | Response:
    actor = the_actor()
    with transaction(portal().database, "signin") as tx:
        purpose = stated_purpose(tx, actor.sid_hash, public_id)
    if purpose is None:
        return redirect(_along("person", public_id), 303)
    shown = open_file(acting(), actor, public_id, purpose)
    view = view_file(shown.file)
    return render_template(
        "employer/applicants/file.html",
        shell=frame(view.summary.name, "applicants"),
        view=view,
        purpose_text=PURPOSES[purpose.value],
        since_text=long_date(shown.visible_since),
        public_id=public_id,
        person_href=_along("person", public_id),
        list_href=list_address(read_query(request.args)),
        end_action=url_for(".stop_reading", public_id=public_id),
        print_button=_print_button("file"),
        points=points_panel(public_id),
        support=support_panel(public_id),
        acts=acts_panel(public_id),
    )


@route(blueprint, "POST", _FILE, Permission.OPEN_FILE)
def stop_reading(public_id: UUID) -> Response:
    """End the visit: the next opening asks for a purpose again."""
    with transaction(portal().database, "signin") as tx:
        end_purpose(tx, the_actor().sid_hash, public_id)
    return redirect(url_for(".applicant_list"), 303)


def _person_page(public_id: UUID, form: PurposeForm) -> str:
    shown = read_summary(acting(), the_actor(), public_id)
    view = view_summary(shown.summary)
    full = shown.level is Choice.FULL_FILE
    return render_template(
        "employer/applicants/person.html",
        shell=frame(view.name, "applicants"),
        view=view,
        level=int(shown.level),
        since_text=long_date(shown.visible_since),
        public_id=public_id,
        form=form if full and _sees_files() else None,
        hints=PURPOSE_HINTS,
        purpose_action=_along("say_why", public_id),
        file_href=_along("full_file", public_id) if full and _said_why(public_id) else None,
        list_href=list_address(read_query(request.args)),
        beside=_beside(public_id),
        leaving_href=url_for("employer_leaving.ask", public_id=public_id),
        print_button=_print_button("summary"),
        points=points_panel(public_id),
        acts=acts_panel(public_id),
    )


def _along(page: str, public_id: UUID) -> str:
    """The address of a person's page, carrying the list the reader comes from."""
    return url_for(f".{page}", public_id=public_id) + list_tail(read_query(request.args))


def _beside(public_id: UUID) -> tuple[str | None, str | None]:
    """Where the one before and the one after in the reader's list are; none along a list that
    this role does not reach."""
    query = read_query(request.args)
    if not is_within_reach(query, the_actor()):
        return None, None
    before, after = neighbours(acting(), the_actor(), query, public_id)
    return _along("person", before) if before else None, _along("person", after) if after else None


def _award_address() -> str | None:
    """Where ticked people get points, for roles that may award them."""
    may = the_actor().may(Permission.AWARD_POINTS)
    return page_address("employer_points.choose_criterion") if may else None


def _sees_files() -> bool:
    return the_actor().may(Permission.OPEN_FILE)


def _said_why(public_id: UUID) -> bool:
    """Whether this session has already said why, for this person."""
    if not _sees_files():
        return False
    with transaction(portal().database, "signin") as tx:
        return stated_purpose(tx, the_actor().sid_hash, public_id) is not None


def _print_button(kind: str) -> PrintButton | None:
    """None while the reports' pages are not mounted, or not this role's."""
    needed = Permission.PRINT_FILE if kind == "file" else Permission.PRINT_SUMMARY
    if "employer_reports.ask" not in current_app.view_functions or not the_actor().may(needed):
        return None
    return PrintButton(url_for("employer_reports.ask"), kind)
