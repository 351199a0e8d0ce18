"""Companies from INSEE's reference: found, created by choosing, brought up to date."""

from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, ROOT, Failed, attempt, blueprint, done, the_company
from admin.companies.sirene_forms import FromSireneForm, UpToDateForm
from admin.companies.sirene_shown import shown_loaded, shown_unit, site_choices, unit_facts
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.forms import text_of, tidy
from app.companies.policy import Refused
from app.companies.queries import CompanyView
from app.companies.words import refusal
from app.reference.siret import is_valid_siren
from app.sirene.queries import (
    MOST_SITES,
    SiteLine,
    UnitLine,
    last_load,
    open_sites,
    read_unit,
    search_units,
)
from app.sirene.services import bring_up_to_date, create_from_sirene
from app.web.request_context import acting
from app.web.route import route

Page = str | tuple[str, int] | Response


@route(blueprint, "GET", f"{ROOT}/sirene", Permission.MANAGE_COMPANIES)
def search_sirene() -> str:
    typed = (tidy(request.args.get("q", "")) or "")[:200]
    found = search_units(acting(), typed)
    return render_template(
        "admin/companies/sirene.html",
        shell=frame(_("Chercher dans SIRENE"), "companies"),
        action=url_for("staff_companies.search_sirene"),
        by_hand_href=url_for("staff_companies.new_company"),
        list_href=url_for("staff_companies.company_list"),
        text=typed,
        units=tuple(map(shown_unit, found.units)),
        more=found.more,
        loaded=shown_loaded(last_load(acting())),
    )


@route(blueprint, "GET", f"{ROOT}/sirene/<siren>", Permission.MANAGE_COMPANIES)
def choose_unit(siren: str) -> str:
    unit, sites = _unit(siren)
    return _choosing(unit, sites, FromSireneForm(_choices(sites), data={"name": unit.name}))


@route(blueprint, "POST", f"{ROOT}/sirene/<siren>", Permission.MANAGE_COMPANIES)
def create_from_unit(siren: str) -> Page:
    unit, sites = _unit(siren)
    form = FromSireneForm(_choices(sites))
    if not form.validate_on_submit():
        return _choosing(unit, sites, form)
    try:
        with attempt(form, {"sites": "sites"}):
            company_id = create_from_sirene(
                acting(), siren, text_of(form.name), form.sites.data, office_label=_("Siège")
            )
    except Failed as failed:
        return _choosing(unit, sites, form), failed.code
    return done(company_id, _("Entreprise créée, à vérifier."))


@route(blueprint, "GET", f"{ONE}/sirene", Permission.MANAGE_COMPANIES)
def compare_with_sirene(company_id: UUID) -> str:
    view = the_company(company_id)
    unit = read_unit(acting(), view.siren)
    sites = open_sites(acting(), view.siren) if unit else ()
    return _comparison(view, unit, UpToDateForm(_missing(sites)))


@route(blueprint, "POST", f"{ONE}/sirene", Permission.MANAGE_COMPANIES)
def take_from_sirene(company_id: UUID) -> Page:
    view = the_company(company_id)
    unit = read_unit(acting(), view.siren)
    form = UpToDateForm(_missing(open_sites(acting(), view.siren) if unit else ()))
    if not form.validate_on_submit():
        return _comparison(view, unit, form)
    try:
        with attempt(form, {"sites": "sites"}):
            bring_up_to_date(
                acting(), company_id, form.sites.data,
                take_facts=form.facts.data, office_label=_("Siège"),
            )  # fmt: skip
    except Failed as failed:
        return _comparison(view, unit, form), failed.code
    return done(company_id, _("Fiche mise à jour depuis SIRENE."))


def _unit(siren: str) -> tuple[UnitLine, tuple[SiteLine, ...]]:
    found = read_unit(acting(), siren) if is_valid_siren(siren) else None
    if found is None:
        raise NotFound
    return found, open_sites(acting(), siren)


def _choices(sites: tuple[SiteLine, ...]) -> list[tuple[str, str]]:
    """What one may tick: the head office goes without saying."""
    return site_choices(site for site in sites if not site.head_office)


def _missing(sites: tuple[SiteLine, ...]) -> list[tuple[str, str]]:
    return site_choices(site for site in sites if not site.taken)


def _choosing(unit: UnitLine, sites: tuple[SiteLine, ...], form: FromSireneForm) -> str:
    office = next((site for site in sites if site.head_office), None)
    return render_template(
        "admin/companies/from_sirene.html",
        shell=frame(_("Créer depuis SIRENE"), "companies"),
        form=form,
        unit=shown_unit(unit),
        facts=unit_facts(unit),
        office=site_choices([office])[0][1] if office else None,
        closed=None if unit.active else refusal(Refused("sirene_closed")),
        many=len(sites) == MOST_SITES,
        action=url_for("staff_companies.create_from_unit", siren=unit.siren),
        search_href=url_for("staff_companies.search_sirene"),
        list_href=url_for("staff_companies.company_list"),
    )


def _comparison(view: CompanyView, unit: UnitLine | None, form: UpToDateForm) -> str:
    return render_template(
        "admin/companies/up_to_date.html",
        shell=frame(_("Reprendre de SIRENE"), "companies"),
        form=form,
        facts=unit_facts(unit) if unit else (),
        loaded=shown_loaded(last_load(acting())),
        company_name=view.name,
        action=url_for("staff_companies.take_from_sirene", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
