"""The applicant's journal: each reading of the own file."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.readings.shown import view_reading
from app.privacy.readers.own import readings_of_me
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_readings", __name__)


@route(blueprint, "GET", "/demandeur/consultations", Permission.OWN_REQUEST)
def show() -> str:
    return render_template(
        "applicant/readings/show.html",
        shell=frame(_("Qui a vu mon dossier"), "readings"),
        readings=tuple(view_reading(one) for one in readings_of_me(acting())),
        choice_href=url_for("applicant_choice.ask"),
    )
