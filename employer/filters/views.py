"""The page on which the list's filters are set; its form leads to the list itself."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.onboarding import own_sites
from app.privacy.readers.employer_options import place_options
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.applicants.asking import kept_by_filters, list_address, read_query
from employer.applicants.narrowing import groups_of
from employer.frame import frame

blueprint = Blueprint("employer_filters", __name__)


@route(blueprint, "GET", "/employeur/salaries/filtres", Permission.LIST_APPLICANTS)
def ask() -> str:
    query, actor = read_query(request.args), the_actor()
    return render_template(
        "employer/filters/ask.html",
        shell=frame(_("Filtrer les salariés"), "applicants"),
        groups=groups_of(
            query.filters,
            own_sites(acting(), actor.sites),
            place_options(acting(), actor),
            sees_files=actor.may(Permission.OPEN_FILE),
            sees_points=actor.may(Permission.AWARD_POINTS),
        ),
        kept=kept_by_filters(query),
        list_href=url_for("employer_applicants.applicant_list"),
        back_href=list_address(query),
    )
