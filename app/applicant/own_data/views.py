"""The page "Mes données", the two copies, the preference, and asking for erasure."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from app.access.permissions import Permission
from app.accounts.screens.account import present_password_is_right
from app.accounts.screens.forms import PresentPasswordForm
from app.applicant.account.views import pages as account_pages
from app.applicant.frame import frame
from app.applicant.own_data.ending import add_ending
from app.applicant.words import registration_site
from app.audit.alerts import is_told_of_readings, tell_of_readings
from app.companies.day import moment
from app.db.transaction import transaction
from app.offers.saved import own_search
from app.own_data.erasing import ask_for_erasure
from app.own_data.export import export_json, export_pdf
from app.own_data.gathering import gather
from app.own_data.keeping import kept_rows
from app.privacy.candidatures import own_candidatures
from app.privacy.readers.own import own_request
from app.reports.pdf.job import RenderError
from app.web.limits import limit
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_own_data", __name__)
add_ending(blueprint)
ROOT = "/demandeur/mes-donnees"
COPIES, ERASURES, HOUR = 10, 5, 3_600


@route(blueprint, "GET", ROOT, Permission.OWN_REQUEST)
def show() -> str:
    return render_template(
        "applicant/own_data/show.html",
        shell=frame(_("Mes données"), "account"),
        json_href=url_for("applicant_own_data.as_json"),
        pdf_href=url_for("applicant_own_data.as_pdf"),
        corrections=_corrections(),
        registration_site=registration_site(own_request(acting())),
        told=is_told_of_readings(acting()),
        alerts_action=url_for("applicant_own_data.set_alerts"),
        search_kept=own_search(acting()) is not None,
        offers_href=url_for("applicant_offers.offer_list"),
        erase_href=url_for("applicant_own_data.ask_erasure"),
        contact_href=url_for("applicant_help.ask_contact"),
        back_href=url_for("applicant_account.show"),
    )


@route(blueprint, "GET", f"{ROOT}/copie.json", Permission.OWN_REQUEST)
def as_json() -> Response:
    limit("own-data", str(the_actor().account_id), most=COPIES, seconds=HOUR)
    return _download(export_json(gather(acting(), moment(acting()))), "json")


@route(blueprint, "GET", f"{ROOT}/copie.pdf", Permission.OWN_REQUEST)
def as_pdf() -> BaseResponse:
    limit("own-data", str(the_actor().account_id), most=COPIES, seconds=HOUR)
    try:
        made = export_pdf(gather(acting(), moment(acting())), str(get_locale()))
    except RenderError:
        flash(_("Le PDF n’a pas pu être fait cette fois. Réessayez, ou prenez le JSON."), "danger")
        return redirect(url_for("applicant_own_data.show"), 303)
    return _download(made, "pdf")


@route(blueprint, "POST", f"{ROOT}/alertes", Permission.OWN_REQUEST)
def set_alerts() -> BaseResponse:
    wanted = {"oui": True, "non": False}.get(request.form.get("wanted", ""))
    if wanted is None:
        raise BadRequest
    tell_of_readings(acting(), wanted=wanted)
    flash(_("C’est noté."), "success")
    return redirect(url_for("applicant_own_data.show"), 303)


@route(blueprint, "GET", f"{ROOT}/effacer", Permission.OWN_REQUEST)
def ask_erasure() -> str:
    return _erasure_page(PresentPasswordForm())


@route(blueprint, "POST", f"{ROOT}/effacer", Permission.OWN_REQUEST)
def send_erasure() -> str | BaseResponse:
    form, account_id = PresentPasswordForm(), the_actor().account_id
    if not form.validate_on_submit() or not present_password_is_right(account_pages, form):
        return _erasure_page(form)
    limit("erase-account", str(account_id), most=ERASURES, seconds=HOUR)
    with transaction(portal().database, "signin") as tx:
        ask_for_erasure(tx, account_id)
    flash(
        _("Un lien est parti à votre adresse. Rien n’est effacé avant que vous l’ouvriez et "
          "confirmiez, dans les 24 heures."),
        "success",
    )  # fmt: skip
    return redirect(url_for("applicant_own_data.show"), 303)


def _corrections() -> tuple[tuple[str, str, str], ...]:
    """What is AL'in's own: (what, how, where)."""
    imported = own_request(acting()) is not None
    found = [
        (_("Adresse e-mail"), _("Confirmée aux deux adresses"),
         url_for("applicant_account.ask_address")),
        (_("Identité du compte"),
         _("Figée par l’import : elle suit la demande") if imported else _("Libre avant l’import"),
         url_for("applicant_account.ask_identity")),
    ]  # fmt: skip
    if imported:
        found += [
            (_("Employeur et Code Entreprise"), _("Le nom que vous donnez à votre employeur"),
             url_for("applicant_employer.show")),
            (_("Ce que mon employeur peut voir"), _("À tout moment, sans raison à donner"),
             url_for("applicant_choice.ask")),
        ]  # fmt: skip
    return tuple(found)


def _erasure_page(form: PresentPasswordForm) -> str:
    return render_template(
        "applicant/own_data/erase.html",
        shell=frame(_("Effacer mon compte"), "account"),
        form=form,
        kept=kept_rows(),
        running=any(one.active for one in own_candidatures(acting())),
        action=url_for("applicant_own_data.send_erasure"),
        pdf_href=url_for("applicant_own_data.as_pdf"),
        back_href=url_for("applicant_own_data.show"),
    )


def _download(content: bytes, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = f"application/{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="mes-donnees.{ending}"'
    return answer
