"""The help centre, and the contact form with its follow-up number."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.help.forms import ContactForm
from app.applicant.help.guides import GUIDES
from app.applicant.words import PHONE, registration_site
from app.inbox.services import Kind, Topic, open_case
from app.inbox.words import spaced
from app.privacy.readers.own import own_request
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_help", __name__)
CONTACTS, DAY = 10, 86_400


@route(blueprint, "GET", "/demandeur/aide", Permission.OWN_REQUEST)
def centre() -> str:
    return render_template(
        "applicant/help/centre.html",
        shell=frame(_("Aide"), "help"),
        phone=PHONE,
        registration_site=registration_site(own_request(acting())),
        choice_href=url_for("applicant_choice.ask"),
        readings_href=url_for("applicant_readings.show"),
        import_href=url_for("applicant_importing.number"),
        contact_href=url_for("applicant_help.ask_contact"),
        tutorial_href=url_for("applicant_tutorial.show"),
        cases_href=url_for("applicant_inbox.own_list"),
        guides=tuple(
            (str(g.title), str(g.lead), g.icon, url_for("applicant_help.guide", slug=slug))
            for slug, g in GUIDES.items()
        ),
    )


@route(blueprint, "GET", "/demandeur/aide/guides/<slug>", Permission.OWN_REQUEST)
def guide(slug: str) -> str:
    found = GUIDES.get(slug)
    if found is None:
        raise NotFound
    return render_template(
        "applicant/help/guide.html",
        shell=frame(str(found.title), "help"),
        lead=str(found.lead),
        steps=tuple((str(s.title), str(s.words), s.picture) for s in found.steps),
        verb=str(found.verb),
        href=url_for(found.endpoint),
        back_href=url_for("applicant_help.centre"),
    )


@route(blueprint, "GET", "/demandeur/aide/contact", Permission.OWN_REQUEST)
def ask_contact() -> str:
    return _page(ContactForm())


@route(blueprint, "POST", "/demandeur/aide/contact", Permission.OWN_REQUEST)
def send_contact() -> str | Response:
    form = ContactForm()
    if not form.validate_on_submit():
        return _page(form)
    limit("contact", str(the_actor().account_id), most=CONTACTS, seconds=DAY)
    topic = Topic(form.topic.data)
    number = open_case(acting(), Kind.CONTACT, form.words.data, topic=topic)
    flash(
        _("Votre question est envoyée. Numéro de suivi : %(number)s.", number=spaced(number)),
        "success",
    )
    return redirect(url_for("applicant_inbox.own_list"), 303)


def _page(form: ContactForm) -> str:
    return render_template(
        "applicant/help/contact.html",
        shell=frame(_("Poser une question"), "help"),
        form=form,
        phone=PHONE,
        action=url_for("applicant_help.send_contact"),
        back_href=url_for("applicant_help.centre"),
    )
