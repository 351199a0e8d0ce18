"""Company Codes and policy versions."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.codes import display_code
from app.companies.day import today
from app.companies.forms import CodeForm, PolicyForm, text_of
from app.companies.queries import CodeLine, CompanyView
from app.companies.rules import NewPolicy, issue_code, set_policy, suspend_code
from app.reference.siret import format_siret
from app.web.request_context import acting
from app.web.route import route

Page = str | tuple[str, int] | Response


@route(blueprint, "GET", f"{ONE}/codes/nouveau", Permission.MANAGE_COMPANIES)
def new_code(company_id: UUID) -> str:
    view = the_company(company_id)
    return _code_page(view, CodeForm(_sites(view), data={"valid_from": today(acting())}))


@route(blueprint, "POST", f"{ONE}/codes/nouveau", Permission.MANAGE_COMPANIES)
def add_code(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = CodeForm(_sites(view))
    if not form.validate_on_submit():
        return _code_page(view, form)
    try:
        with attempt(form, {"validity": "valid_until", "siret": "siret"}):
            code = issue_code(
                acting(), company_id, text_of(form.label), siret=form.siret.data or None,
                valid_from=form.valid_from.data, valid_until=form.valid_until.data,
            )  # fmt: skip
    except Failed as failed:
        return _code_page(view, form), failed.code
    return done(company_id, _("Code créé : %(code)s", code=display_code(code)))


def _sites(view: CompanyView) -> list[tuple[str, str]]:
    return [(s.siret, f"{s.label} · {format_siret(s.siret)}") for s in view.sites]


def _code_page(view: CompanyView, form: CodeForm) -> str:
    return render_template(
        "admin/companies/code.html",
        shell=frame(_("Créer un code"), "companies"),
        form=form,
        company_name=view.name,
        action=url_for("staff_companies.add_code", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )


@route(blueprint, "GET", f"{ONE}/codes/<uuid:code_id>/suspendre", Permission.MANAGE_COMPANIES)
def ask_code_end(company_id: UUID, code_id: UUID) -> str:
    view = the_company(company_id)
    return _end_page(view, _code(view, code_id), FlaskForm())


@route(blueprint, "POST", f"{ONE}/codes/<uuid:code_id>/suspendre", Permission.MANAGE_COMPANIES)
def end_code(company_id: UUID, code_id: UUID) -> Page:
    view = the_company(company_id)
    code = _code(view, code_id)
    form = FlaskForm()
    try:
        with attempt(form):
            suspend_code(acting(), company_id, code_id)
    except Failed as failed:
        return _end_page(view, code, form), failed.code
    return done(company_id, _("Code suspendu."))


def _code(view: CompanyView, code_id: UUID) -> CodeLine:
    for code in view.codes:
        if code.id == code_id:
            return code
    raise NotFound


def _end_page(view: CompanyView, code: CodeLine, form: FlaskForm) -> str:
    return render_template(
        "admin/companies/confirm.html",
        shell=frame(_("Suspendre le code %(code)s ?", code=display_code(code.code)), "companies"),
        form=form,
        company_name=view.name,
        consequence=_(
            "Il ne servira plus à aucun nouveau choix. Les choix déjà faits restent comme ils sont."
        ),
        verb=_("Suspendre le code"),
        danger=True,
        cancel_label=_("Garder ce code"),
        action=url_for("staff_companies.end_code", company_id=view.id, code_id=code.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )


@route(blueprint, "GET", f"{ONE}/politiques/nouvelle", Permission.MANAGE_COMPANIES)
def new_policy(company_id: UUID) -> str:
    view = the_company(company_id)
    latest = max(view.policies, key=lambda policy: policy.number)
    form = PolicyForm(
        data={
            "effective_on": today(acting()),
            "choices": [choice for choice in latest.choices if choice > 1],
            "code_required": latest.code_required,
            "points_on_summary": latest.points_on_summary,
            "access_rules": latest.access_rules,
            "seen": str(view.newest_policy),
        }
    )
    return _policy_page(view, form)


@route(blueprint, "POST", f"{ONE}/politiques/nouvelle", Permission.MANAGE_COMPANIES)
def add_policy(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = PolicyForm()
    if not form.validate_on_submit():
        return _policy_page(view, form)
    new = NewPolicy(
        effective_on=form.day(),
        choices=form.choices.data or [],
        code_required=form.code_required.data,
        access_rules=form.access_rules.data or "",
        points_on_summary=form.points_on_summary.data,
    )
    try:
        with attempt(form, {"effective_in_the_past": "effective_on"}):
            number = set_policy(acting(), company_id, new, seen=form.seen_number())
    except Failed as failed:
        return _policy_page(view, form), failed.code
    return done(company_id, _("Version %(number)s enregistrée.", number=number))


def _policy_page(view: CompanyView, form: PolicyForm) -> str:
    return render_template(
        "admin/companies/policy.html",
        shell=frame(_("Nouvelle version de la politique"), "companies"),
        form=form,
        company_name=view.name,
        action=url_for("staff_companies.add_policy", company_id=view.id),
        company_href=url_for("staff_companies.company_page", company_id=view.id),
    )
