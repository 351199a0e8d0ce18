"""Choose a department, get its registration site."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.companies.day import today
from app.reference.departments import Department, department, departments
from app.registration_sites.queries import site_of
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_registration", __name__)


@route(blueprint, "GET", "/demandeur/demande/enregistrement", Permission.OWN_REQUEST)
def choose() -> str:
    """What is no department asks again."""
    typed = request.args.get("departement", "")[:3]
    chosen = department(typed)
    return render_template(
        "applicant/registration/choose.html",
        shell=frame(_("Enregistrer une demande"), "request"),
        departments=tuple((one.code, _label(one), one == chosen) for one in departments().values()),
        chosen=_label(chosen) if chosen else None,
        site=site_of(acting(), chosen.code, today(acting())) if chosen else None,
        unknown=bool(typed) and chosen is None,
        here=url_for(".choose"),
        back_href=url_for("applicant_importing.number"),
    )


def _label(one: Department) -> str:
    return f"{one.code} · {one.name}"
