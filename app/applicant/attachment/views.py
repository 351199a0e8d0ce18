"""Attach the request to the own employer or to the co-applicant's; send the latter their link."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.attachment.shown import view_agreement, view_side
from app.applicant.frame import frame
from app.applicant.importing.words import changed_identity, no_answer
from app.applicant.registry import registry_source
from app.applicant.words import registration_site
from app.companies.recognise import NOBODY, Recognised, recognise
from app.consent.adults import ask_co_applicant
from app.consent.standing import Standing, standing_of
from app.privacy.readers.attachment import co_applicant_of
from app.registry.connector import RegistryUnavailable
from app.registry.importing import (
    CodeFirst,
    IdentityDiffers,
    NoSuchEmployer,
    NotImportable,
    attach,
)
from app.web.limits import spend
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_attachment", __name__)
ROLES = ("APPLICANT", "CO_APPLICANT")
LINKS, CHANGES, DAY, HOUR = 3, 10, 86_400, 3_600
_PATH = "/demandeur/demande/rattachement"


@route(blueprint, "GET", _PATH, Permission.OWN_REQUEST)
def show() -> str | Response:
    standing = standing_of(acting())
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    own = standing.own
    other = co_applicant_of(acting(), own.request_id, attached=own.to_co_applicant)
    return render_template(
        "applicant/attachment/show.html",
        shell=frame(_("À quel employeur rattacher ma demande"), "request"),
        sides=_sides(standing) if other is not None else (),
        agreement=view_agreement(other) if other is not None and own.to_co_applicant else None,
        action=url_for("applicant_attachment.save"),
        link_action=url_for("applicant_attachment.send_link"),
        choice_href=url_for("applicant_choice.ask"),
        back_href=url_for("applicant_employer.show"),
        registration_site=registration_site(own),
    )


@route(blueprint, "POST", _PATH, Permission.OWN_REQUEST)
def save() -> Response:
    standing, to = standing_of(acting()), request.form.get("to", "")
    if to not in ROLES:
        raise BadRequest
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    if standing.own.attached_to != to:
        _attach(standing, to)
    return redirect(url_for("applicant_attachment.show"), 303)


@route(blueprint, "POST", f"{_PATH}/lien", Permission.OWN_REQUEST)
def send_link() -> Response:
    back = redirect(url_for("applicant_attachment.show"), 303)
    if not spend("attachment-link", str(the_actor().account_id), most=LINKS, seconds=DAY):
        flash(_("Le lien est déjà parti plusieurs fois aujourd’hui. Réessayez demain."), "danger")
    elif ask_co_applicant(acting(), str(get_locale())):
        flash(_("Le lien est parti à l’adresse connue du site d’enregistrement."), "success")
    return back


def _attach(standing: Standing, to: str) -> None:
    if not spend("attach", str(the_actor().account_id), most=CHANGES, seconds=HOUR):
        flash(_("Vous avez changé plusieurs fois d’employeur. Attendez une heure."), "danger")
        return
    try:
        attach(acting(), the_actor(), registry_source(), standing.own, to)
    except RegistryUnavailable:
        flash(no_answer(), "danger")
    except NoSuchEmployer:
        flash(_("Le site d’enregistrement ne donne pas le SIRET de cet employeur."), "danger")
    except CodeFirst:
        flash(_("Confirmez d’abord votre demande par un code."), "danger")
    except NotImportable:
        flash(_("Le site d’enregistrement ne donne plus cette demande."), "danger")
    except IdentityDiffers as error:
        for sentence in changed_identity(error.what):
            flash(sentence, "danger")
    else:
        flash(_("Votre demande est rattachée. Cet employeur ne voit rien tant que vous ne l’avez "
                "pas choisi."), "success")  # fmt: skip


def _sides(standing: Standing) -> tuple[object, ...]:
    own = standing.own
    there = recognise(acting(), own.other_siret) if own.other_siret else NOBODY
    here: tuple[str | None, Recognised] = (own.siret, standing.employer.company)
    mine, theirs = (here, (own.other_siret, there))
    if own.to_co_applicant:
        mine, theirs = theirs, mine
    return (
        view_side(_("Mon employeur"), ROLES[0], *mine, attached=not own.to_co_applicant),
        view_side(_("L’employeur de mon codemandeur"), ROLES[1], *theirs,
                  attached=own.to_co_applicant),
    )  # fmt: skip
