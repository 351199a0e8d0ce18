"""Which company the request is attached to, its name, and its Company Code."""

import structlog
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.employer.forms import EmployerForm
from app.applicant.employer.words import eligibility_words, ranked_after
from app.applicant.frame import frame
from app.applicant.words import employer_obstacle, registration_site
from app.consent.employer import give_code
from app.consent.standing import Standing, standing_of
from app.privacy.intake import name_employer
from app.web.formats import siret
from app.web.limits import client_address, spend
from app.web.request_context import acting, the_actor
from app.web.route import route

log = structlog.get_logger("portail.web")
blueprint = Blueprint("applicant_employer", __name__)
# Both hang on who tries, never on the code: a limit on a code would let anybody close it.
TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS, WINDOW = 10, 50, 3600
Page = str | Response | tuple[str, int]


@route(blueprint, "GET", "/demandeur/demande/employeur", Permission.OWN_REQUEST)
def show() -> Page:
    standing = standing_of(acting())
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    form = EmployerForm(asks_code=standing.employer.code_missing)
    form.name.data = standing.own.employer_name
    if form.code is not None:
        # The poster's QR code leads here with the code in it.
        form.code.data = request.args.get("code", "")[:60]
    return _page(form, standing)


@route(blueprint, "POST", "/demandeur/demande/employeur", Permission.OWN_REQUEST)
def save() -> Page:
    standing = standing_of(acting())
    if standing is None:
        return redirect(url_for("applicant_importing.number"), 303)
    form = EmployerForm(asks_code=standing.employer.code_missing)
    if not form.validate_on_submit():
        return _page(form, standing)
    if standing.employer.code_missing and form.code.data:
        if not _may_try():
            form.code.errors = [_("Trop d’essais. Attendez une heure avant de recommencer.")]
            return _page(form, standing), 429
        if not _code_is_right(standing, form.code.data):
            form.code.errors = [
                _(
                    "Ce code n’est pas reconnu pour votre entreprise. Vérifiez-le auprès d’elle, "
                    "ou continuez sans code en vidant ce champ."
                )
            ]
            return _page(form, standing)
    name_employer(acting(), standing.own.request_id, form.name.data or "")
    flash(_("Votre employeur est enregistré."), "success")
    return redirect(url_for("applicant_choice.ask"), 303)


def _may_try() -> bool:
    account = str(the_actor().account_id)
    allowed = spend("company-code", account, most=TRIES_PER_ACCOUNT, seconds=WINDOW) and spend(
        "company-code", client_address(), most=TRIES_PER_ADDRESS, seconds=WINDOW
    )
    if not allowed:
        # Told to those who run the portal, never to a company: neither who nor for which code.
        log.warning("company codes tried too often")
    return allowed


def _code_is_right(standing: Standing, typed: str) -> bool:
    company_id = standing.employer.company.company_id
    return company_id is not None and give_code(
        acting(), standing.own.request_id, company_id, typed
    )


def _page(form: EmployerForm, standing: Standing) -> str:
    company = standing.employer.company
    return render_template(
        "applicant/employer/show.html",
        shell=frame(_("Mon employeur"), "request"),
        form=form,
        action=url_for("applicant_employer.save"),
        back_href=url_for("applicant_request.show"),
        obstacle=employer_obstacle(standing),
        company_name=company.company_name if company.validated else None,
        establishment=company.establishment_label,
        siret_text=siret(standing.own.siret) if standing.own.siret else None,
        code_accepted=standing.employer.code_right,
        access_rules=standing.employer.policy.access_rules if standing.employer.policy else "",
        eligible=eligibility_words(company) if standing.own.siret else None,
        without=ranked_after(),
        co_applicants=standing.own.to_co_applicant,
        attachment_href=url_for("applicant_attachment.show"),
        registration_site=registration_site(standing.own),
    )
