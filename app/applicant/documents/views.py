"""Tick what is deposited on the registration site, then say that the file is ready."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.documents.shown import names_of, view_documents
from app.applicant.frame import frame
from app.applicant.words import registration_site
from app.documents.standing import (
    FileNotReady,
    documents_standing,
    tick_documents,
    validate_file,
)
from app.privacy.readers.own import OwnRequest, own_request
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("applicant_documents", __name__)
_PAGE = "/demandeur/pieces"


@route(blueprint, "GET", _PAGE, Permission.OWN_REQUEST)
def show() -> str | Response:
    own = own_request(acting())
    if own is None:
        return _to_import()
    return render_template(
        "applicant/documents/show.html",
        shell=frame(_("Mes pièces"), "request"),
        view=view_documents(documents_standing(acting(), own)),
        active=own.status == "ACTIVE",
        form=FlaskForm(),
        save_action=url_for(".save"),
        ready_action=url_for(".say_ready"),
        offers_href=url_for("applicant_offers.offer_list"),
        request_href=url_for("applicant_request.show"),
        registration_site=registration_site(own),
    )


@route(blueprint, "POST", _PAGE, Permission.OWN_REQUEST)
def save() -> Response:
    """Ticks are kept as they are; nothing has to be whole."""
    own = own_request(acting())
    if own is None:
        return _to_import()
    _keep(own)
    flash(_("Vos pièces cochées sont enregistrées."), "success")
    return redirect(url_for(".show"), 303)


@route(blueprint, "POST", f"{_PAGE}/dossier-pret", Permission.OWN_REQUEST)
def say_ready() -> Response:
    """Keeps the ticks sent along, whether the file can be said to be ready or not."""
    own = own_request(acting())
    if own is None:
        return _to_import()
    _keep(own)
    try:
        validate_file(acting(), own)
    except FileNotReady as error:
        missing = names_of(error.missing)
        flash(_("Il manque encore : %(names)s. Vos pièces cochées sont gardées.", names=missing),
              "danger")  # fmt: skip
        return redirect(url_for(".show"), 303)
    flash(_("Votre dossier est prêt. Vous pouvez candidater."), "success")
    return redirect(url_for(".show"), 303)


def _keep(own: OwnRequest) -> None:
    tick_documents(acting(), own, request.form.getlist("document"))


def _to_import() -> Response:
    return redirect(url_for("applicant_importing.number"), 303)
