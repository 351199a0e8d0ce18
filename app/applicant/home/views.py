"""The applicant's home."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.access.permissions import Permission
from app.accounts.preferences import tutorial_is_new
from app.applicant.choice.shown import ended_sentence
from app.applicant.frame import frame
from app.applicant.home.shown import renewal_banner, seen_panel, steps_of
from app.applicant.inbox.shown import view_case
from app.applicant.readings.shown import view_reading
from app.applicant.request.shown import view_request
from app.applicant.words import registration_site
from app.companies.day import today
from app.consent.services import ConsentLine, history
from app.consent.standing import Standing, standing_of
from app.consent.texts import wordings
from app.documents.standing import documents_standing
from app.inbox.queries import unread_cases
from app.privacy.readers.own import blocks_waiting_for_confirmation, own_file, readings_of_me
from app.registry.import_codes import waiting_code
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_home", __name__)
READINGS = 3


@route(blueprint, "GET", "/demandeur", Permission.OWN_REQUEST)
def home() -> str:
    standing = standing_of(acting())
    if standing is None:
        return _before_import()
    own, lines = standing.own, history(acting(), standing.own.request_id)
    whole = own_file(acting(), own.request_id)
    documents = documents_standing(acting(), own, whole)
    steps = steps_of(
        standing, decided=_decided(standing, lines), documents_ready=documents.ready,
        applied=bool(whole.candidatures),
    )  # fmt: skip
    return render_template(
        "applicant/home/home.html",
        shell=frame(_greeting(), "home"),
        steps=tuple(step.as_line() for step in steps),
        next_step=next((step for step in steps if not step.done), None),
        seen=seen_panel(standing),
        ended=ended_sentence(lines, standing.running, wordings(acting(), today(acting()))),
        shown=view_request(standing, whole, documents),
        readings=tuple(view_reading(one) for one in readings_of_me(acting())[:READINGS]),
        renewal=renewal_banner(own, today(acting())),
        new_sensitive=bool(blocks_waiting_for_confirmation(acting(), own.request_id)),
        unread=tuple(view_case(line) for line in unread_cases(acting())),
        form=FlaskForm(),
        choice_href=url_for("applicant_choice.ask"),
        withdraw_href=url_for("applicant_choice.ask_withdraw"),
        history_href=url_for("applicant_choice.show_history"),
        readings_href=url_for("applicant_readings.show"),
        request_href=url_for("applicant_request.show"),
        refresh_action=url_for("applicant_request.refresh_request"),
        registration_site=registration_site(own),
    )


def _decided(standing: Standing, lines: tuple[ConsentLine, ...]) -> bool:
    """Whether the last word on the choice was the applicant's own, and still holds."""
    if not lines or lines[0].cause not in ("CHOSEN", "WITHDRAWN"):
        return False
    return lines[0].choice == standing.running.choice


def _before_import() -> str:
    steps = steps_of(None, decided=False)
    waiting = waiting_code(acting(), the_actor().account_id)
    return render_template(
        "applicant/home/first_day.html",
        shell=frame(_greeting(), "home"),
        unread=tuple(view_case(line) for line in unread_cases(acting())),
        tutorial=tutorial_is_new(acting()),
        tutorial_href=url_for("applicant_tutorial.show"),
        skip_action=url_for("applicant_tutorial.end"),
        form=FlaskForm(),
        steps=tuple(
            (step.label, False, step.action, step.href if n == 0 else None)
            for n, step in enumerate(steps)
        ),
        next_label=_("Saisir le code reçu") if waiting else steps[0].label,
        next_href=url_for("applicant_importing.code") if waiting else steps[0].href,
    )


def _greeting() -> str:
    """By the first of the first names: they are parted by blanks or commas."""
    words = the_actor().name.replace(",", " ").split()
    return _("Bonjour %(name)s", name=words[0] if words else "")
