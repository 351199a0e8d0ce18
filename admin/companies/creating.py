"""Creating a company, correcting it, adding an establishment."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, ROOT, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import FactsForm, NewCompanyForm, SiteForm
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.queries import CompanyView
from app.companies.search import company_of_siren
from app.companies.services import add_establishment, correct_company, create_company
from app.reference.siret import siren_of
from app.web.request_context import acting
from app.web.route import route

_WHERE = {
    "siren_taken": "siret",
    "siret_taken": "siret",
    "siret_of_another_siren": "siret",
}
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", f"{ROOT}/nouvelle", Permission.MANAGE_COMPANIES)
def new_company() -> str:
    return _creation(NewCompanyForm(data={"label": _("Siège"), "sector": "NON_AGRICULTURAL"}))


@route(blueprint, "POST", f"{ROOT}/nouvelle", Permission.MANAGE_COMPANIES)
def add_company() -> Page:
    form = NewCompanyForm()
    if not form.validate_on_submit():
        return _creation(form)
    office = form.site()
    siren = siren_of(office.siret)
    try:
        with attempt(form, _WHERE):
            company_id = create_company(acting(), siren, form.facts(), office)
    except Failed as failed:
        return _creation(form, siren), failed.code
    return done(company_id, _("Entreprise créée, à vérifier."))


def _creation(form: NewCompanyForm, siren: str | None = None) -> str:
    existing = company_of_siren(acting(), siren) if siren else None
    return render_template(
        "admin/companies/new.html",
        shell=frame(_("Nouvelle entreprise"), "companies"),
        form=form,
        action=url_for("staff_companies.add_company"),
        cancel_href=url_for("staff_companies.company_list"),
        existing_name=existing.name if existing else None,
        existing_href=(
            url_for("staff_companies.company_page", company_id=existing.id) if existing else None
        ),
    )


@route(blueprint, "GET", f"{ONE}/modifier", Permission.MANAGE_COMPANIES)
def edit_company(company_id: UUID) -> str:
    view = the_company(company_id)
    shown = {"name": view.name, "sector": view.sector, "headcount_band": view.headcount_band or ""}
    seen = {
        "seen_name": view.name,
        "seen_sector": view.sector,
        "seen_band": view.headcount_band or "",
    }
    return _correction(view, FactsForm(data=shown | seen))


@route(blueprint, "POST", f"{ONE}/modifier", Permission.MANAGE_COMPANIES)
def save_company(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = FactsForm()
    if not form.validate_on_submit():
        return _correction(view, form)
    try:
        with attempt(form):
            correct_company(acting(), company_id, form.facts(), seen=form.seen())
    except Failed as failed:
        return _correction(view, form), failed.code
    return done(company_id, _("Fiche corrigée."))


def _correction(view: CompanyView, form: FactsForm) -> str:
    return render_template(
        "admin/companies/edit.html",
        shell=frame(_("Modifier l’entreprise"), "companies"),
        form=form,
        company_name=view.name,
        action=url_for("staff_companies.save_company", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )


@route(blueprint, "GET", f"{ONE}/etablissements/nouveau", Permission.MANAGE_COMPANIES)
def new_site(company_id: UUID) -> str:
    return _addition(the_company(company_id), SiteForm())


@route(blueprint, "POST", f"{ONE}/etablissements/nouveau", Permission.MANAGE_COMPANIES)
def add_site(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = SiteForm()
    if not form.validate_on_submit():
        return _addition(view, form)
    try:
        with attempt(form, _WHERE):
            add_establishment(acting(), company_id, form.site())
    except Failed as failed:
        return _addition(view, form), failed.code
    return done(company_id, _("Établissement ajouté."))


def _addition(view: CompanyView, form: SiteForm) -> str:
    return render_template(
        "admin/companies/site.html",
        shell=frame(_("Ajouter un établissement"), "companies"),
        form=form,
        company_name=view.name,
        siren=view.siren,
        action=url_for("staff_companies.add_site", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
