"""The page "Ma demande": registered data, own fields, documents; update and delete."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.importing.words import changed_identity, code_first, no_answer
from app.applicant.registry import registry_source
from app.applicant.request.shown import view_request
from app.applicant.words import PHONE, registration_site, request_obstacle
from app.consent.standing import standing_of
from app.documents.standing import documents_standing
from app.privacy.intake import delete_request
from app.privacy.readers.own import own_file, own_request
from app.privacy.rule import Choice
from app.registry.connector import RegistryUnavailable
from app.registry.importing import CodeFirst, IdentityDiffers, NotImportable, refresh
from app.web.formats import unique_number
from app.web.limits import spend
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_request", __name__)
REFRESHED_PER_ACCOUNT, HOUR = 20, 3600


@route(blueprint, "GET", "/demandeur/demande", Permission.OWN_REQUEST)
def show() -> str | Response:
    standing = standing_of(acting())
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    whole = own_file(acting(), standing.own.request_id)
    documents = documents_standing(acting(), standing.own, whole)
    return render_template(
        "applicant/request/show.html",
        shell=frame(_("Ma demande"), "request"),
        view=view_request(standing, whole, documents),
        documents_href=url_for("applicant_documents.show"),
        obstacle=request_obstacle(standing),
        form=FlaskForm(),
        refresh_action=url_for("applicant_request.refresh_request"),
        delete_href=url_for("applicant_request.ask_delete"),
        employer_href=url_for("applicant_employer.show"),
        reimport_href=url_for("applicant_importing.number"),
        registration_site=registration_site(standing.own),
        phone=PHONE,
    )


@route(blueprint, "POST", "/demandeur/demande/actualiser", Permission.OWN_REQUEST)
def refresh_request() -> Response:
    before = standing_of(acting())
    if before is None:
        return redirect(url_for("applicant_importing.number"), 303)
    back = redirect(url_for("applicant_request.show"), 303)
    if not spend("refresh", str(the_actor().account_id), most=REFRESHED_PER_ACCOUNT, seconds=HOUR):
        flash(_("Votre demande vient d’être lue plusieurs fois. Attendez une heure."), "danger")
        return back
    try:
        refresh(acting(), the_actor(), registry_source(), before.own)
    except NotImportable:
        flash(_("Le site d’enregistrement ne donne plus cette demande."), "danger")
        return back
    except RegistryUnavailable:
        flash(no_answer(), "danger")
        return back
    except CodeFirst:
        flash(code_first(), "warning")
        return redirect(url_for("applicant_importing.number"), 303)
    except IdentityDiffers as error:
        for sentence in changed_identity(error.what):
            flash(sentence, "danger")
        return back
    flash(_("Votre demande est à jour : elle vient d’être relue."), "success")
    after = standing_of(acting())
    ended = after is not None and after.running.choice is Choice.ANONYMOUS
    if before.running.choice is not Choice.ANONYMOUS and ended:
        flash(_("Votre situation a changé : votre employeur ne voit plus rien."), "warning")
    return back


@route(blueprint, "GET", "/demandeur/demande/supprimer", Permission.OWN_REQUEST)
def ask_delete() -> str | Response:
    own = own_request(acting())
    if own is None:
        return redirect(url_for("applicant_home.home"), 303)
    return render_template(
        "applicant/request/delete.html",
        shell=frame(_("Supprimer ma demande de ce site"), "request"),
        number=unique_number(own.unique_number),
        action=url_for("applicant_request.delete"),
        back_href=url_for("applicant_request.show"),
    )


@route(blueprint, "POST", "/demandeur/demande/supprimer", Permission.OWN_REQUEST)
def delete() -> Response:
    own = own_request(acting())
    if own is not None:
        delete_request(acting(), own.request_id)
        flash(_("Votre demande est supprimée de ce site. Elle reste enregistrée."), "success")
    return redirect(url_for("applicant_home.home"), 303)
