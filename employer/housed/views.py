"""Who was housed: a name and a day, for three months after a lease signed under choice 3."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.privacy.readers.housed import housed_people
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.frame import frame

blueprint = Blueprint("employer_housed", __name__)


@route(blueprint, "GET", "/employeur/loges", Permission.LIST_APPLICANTS)
def show() -> str:
    return render_template(
        "employer/housed/show.html",
        shell=frame(_("Personnes logées récemment"), "applicants"),
        people=tuple(
            (one.name, long_date(one.housed_on)) for one in housed_people(acting(), the_actor())
        ),
        list_href=url_for("employer_applicants.applicant_list"),
    )
