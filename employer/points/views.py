"""The overview (budget, scale, figures) and the ledger. Limited memberships read neither."""

from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.day import today
from app.points.contests import contests_to_answer
from app.points.queries import figures, ledger_page
from app.points.scale import in_force, scale_versions
from app.points.shown import budget_of, scale_view
from app.privacy.readers.employer import still_visible
from app.privacy.rule import NotShared
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame
from employer.points import awards, contests, many, reversals, scale_views  # noqa: F401 - their routes
from employer.points.blueprint import ROOT, blueprint
from employer.points.shown import ledger_rows

PAGE = 25


def company() -> UUID:
    """The company acted for."""
    found = the_actor().company_id
    if found is None:
        raise NotShared
    return found


@route(blueprint, "GET", ROOT, Permission.SEE_SCALE)
def overview() -> str:
    actor = the_actor()
    versions = scale_versions(acting(), company())
    day = today(acting())
    present = in_force(versions, day)
    told = figures(acting()) if actor.may(Permission.SEE_POINTS_FIGURES) else ()
    awards_here = actor.may(Permission.AWARD_POINTS)
    return render_template(
        "employer/points/overview.html",
        shell=frame(_("Points"), "points"),
        scale=scale_view(present) if present else None,
        coming=tuple(scale_view(s) for s in versions if s.effective_on > day),
        budget=budget_of(present, told, day.year)
        if actor.may(Permission.SEE_POINTS_FIGURES)
        else None,
        contests=len(contests_to_answer(acting())) if awards_here else 0,
        contests_href=url_for(".contest_list"),
        list_href=url_for("employer_applicants.applicant_list") if awards_here else None,
        ledger_href=url_for(".ledger") if actor.may(Permission.SEE_LEDGER) else None,
        many_href=url_for(".choose_people") if awards_here and present else None,
        set_href=url_for(".new_scale") if actor.may(Permission.SET_SCALE) else None,
    )


@route(blueprint, "GET", f"{ROOT}/registre", Permission.SEE_LEDGER)
def ledger() -> str:
    page = ledger_page(acting(), company(), PAGE, after=_line_id("apres"), before=_line_id("avant"))
    people = tuple({line.public_id for line in page.lines})
    names = still_visible(acting(), the_actor(), people)
    return render_template(
        "employer/points/ledger.html",
        shell=frame(_("Registre des points"), "points"),
        rows=ledger_rows(page.lines, names),
        next_href=url_for(".ledger", apres=page.next_after) if page.next_after else None,
        previous_href=url_for(".ledger", avant=page.previous_before)
        if page.previous_before
        else None,
        points_href=url_for(".overview"),
        list_href=url_for("employer_applicants.applicant_list"),
    )


def _line_id(name: str) -> UUID | None:
    asked = request.args.get(name, "")
    try:
        return UUID(asked) if len(asked) == 36 else None
    except ValueError:
        return None
