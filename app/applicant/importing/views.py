"""The number, then the code sent to the registry's address, then the request."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.importing.forms import CodeForm, NumberForm
from app.applicant.importing.words import identity_advice, no_answer
from app.applicant.registry import registry_source
from app.applicant.words import PHONE, registration_site
from app.privacy.intake import AnotherRequest
from app.privacy.readers.own import own_request
from app.registry.asking import ask_code
from app.registry.connector import RegistryUnavailable
from app.registry.import_codes import WaitingCode, waiting_code
from app.registry.importing import IdentityDiffers, NotImportable, WrongCode, import_with_code
from app.web.formats import unique_number
from app.web.limits import client_address, spend
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_importing", __name__)
ASKED_PER_ACCOUNT, ASKED_PER_ADDRESS, TRIED_PER_ADDRESS, HOUR = 5, 30, 100, 3600
Page = str | Response | tuple[str, int]


@route(blueprint, "GET", "/demandeur/demande/numero", Permission.OWN_REQUEST)
def number() -> Page:
    return _number_page(NumberForm())


@route(blueprint, "POST", "/demandeur/demande/numero", Permission.OWN_REQUEST)
def ask() -> Page:
    form = NumberForm()
    if not form.validate_on_submit():
        return _number_page(form)
    held = own_request(acting())
    if held is not None and held.unique_number != form.unique_number:
        form.number.errors = [_another_request()]
        return _number_page(form)
    if not (
        spend("import-code", str(the_actor().account_id), most=ASKED_PER_ACCOUNT, seconds=HOUR)
        and spend("import-code", client_address(), most=ASKED_PER_ADDRESS, seconds=HOUR)
    ):
        form.form_errors.append(
            _("Vous avez demandé plusieurs codes. Attendez une heure avant d’en demander un autre.")
        )
        return _number_page(form), 429
    try:
        ask_code(acting(), the_actor(), registry_source(), form.unique_number)
    except RegistryUnavailable:
        form.form_errors.append(no_answer())
        return _number_page(form), 503
    return redirect(url_for("applicant_importing.code"), 303)


@route(blueprint, "GET", "/demandeur/demande/code", Permission.OWN_REQUEST)
def code() -> Page:
    waiting = waiting_code(acting(), the_actor().account_id)
    if waiting is None:
        return redirect(url_for("applicant_importing.number"), 303)
    return _code_page(CodeForm(), waiting)


@route(blueprint, "POST", "/demandeur/demande/code", Permission.OWN_REQUEST)
def use_code() -> Page:
    form = CodeForm()
    waiting = waiting_code(acting(), the_actor().account_id)
    if waiting is None:
        return _ask_again()
    if not form.validate_on_submit():
        return _code_page(form, waiting)
    if not spend("import-try", client_address(), most=TRIED_PER_ADDRESS, seconds=HOUR):
        form.form_errors.append(_("Trop d’essais. Attendez une heure avant de recommencer."))
        return _code_page(form, waiting), 429
    try:
        import_with_code(acting(), the_actor(), registry_source(), form.code.data or "")
    except WrongCode:
        return _wrong_code(form)
    except IdentityDiffers as error:
        form.form_errors.extend(identity_advice(error.what))
        return _code_page(form, waiting)
    except RegistryUnavailable:
        form.form_errors.append(no_answer())
        return _code_page(form, waiting), 503
    except NotImportable:
        form.form_errors.append(_("Le site d’enregistrement ne donne plus cette demande."))
        return _code_page(form, waiting)
    except AnotherRequest:
        form.form_errors.append(_another_request())
        return _code_page(form, waiting)
    flash(_("Votre demande est importée. Elle n’est visible par aucun employeur."), "success")
    return redirect(url_for("applicant_employer.show"), 303)


def _wrong_code(form: CodeForm) -> Page:
    waiting = waiting_code(acting(), the_actor().account_id)
    if waiting is None:
        return _ask_again()
    left = ngettext("Il reste %(num)s essai.", "Il reste %(num)s essais.", waiting.tries_left)
    form.code.errors = [
        _("Ce code n’est pas le bon. Recopiez celui du dernier e-mail.") + " " + left
    ]
    return _code_page(form, waiting)


def _ask_again() -> Response:
    flash(_("Ce code ne peut plus être essayé. Demandez-en un nouveau."), "danger")
    return redirect(url_for("applicant_importing.number"), 303)


def _another_request() -> str:
    return _(
        "Votre compte contient déjà une autre demande. Supprimez-la dans « Ma demande », "
        "puis importez celle-ci."
    )


def _number_page(form: NumberForm) -> str:
    held = own_request(acting())
    return render_template(
        "applicant/importing/number.html",
        shell=frame(_("Importer ma demande"), "request"),
        form=form,
        held_number=unique_number(held.unique_number) if held else None,
        action=url_for("applicant_importing.ask"),
        back_href=url_for("applicant_home.home"),
        registration_href=url_for("applicant_registration.choose"),
        phone=PHONE,
    )


def _code_page(form: CodeForm, waiting: WaitingCode) -> str:
    return render_template(
        "applicant/importing/code.html",
        shell=frame(_("Saisir le code"), "request"),
        form=form,
        asked_number=unique_number(waiting.unique_number),
        raw_number=waiting.unique_number,
        action=url_for("applicant_importing.use_code"),
        ask_action=url_for("applicant_importing.ask"),
        number_href=url_for("applicant_importing.number"),
        registration_site=registration_site(own_request(acting())),
        phone=PHONE,
    )
