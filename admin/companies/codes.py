"""A company's codes: made, changed, replaced, stopped as its owners do, each with its reason."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.companies.blueprint import ONE, Failed, attempt, blueprint, done, the_company
from admin.companies.forms import CodeChangeForm, CodeReplacementForm, DecisionForm, NewCodeForm
from admin.frame import frame
from app.access.permissions import Permission
from app.companies.codes import display_code
from app.companies.codes_by_staff import change_for, issue_for, rotate_for, suspend_for
from app.companies.day import today
from app.companies.forms import text_of
from app.companies.own_codes import usual_last_day
from app.companies.queries import CodeLine, CompanyView
from app.reference.siret import format_siret
from app.web.request_context import acting
from app.web.route import route

Page = str | tuple[str, int] | Response
CODE = f"{ONE}/codes/<uuid:code_id>"


@route(blueprint, "GET", f"{ONE}/codes/nouveau", Permission.MANAGE_COMPANIES)
def new_code(company_id: UUID) -> str:
    view = the_company(company_id)
    return _new_page(view, NewCodeForm(_sites(view), data={"valid_from": today(acting())}))


@route(blueprint, "POST", f"{ONE}/codes/nouveau", Permission.MANAGE_COMPANIES)
def add_code(company_id: UUID) -> Page:
    view = the_company(company_id)
    form = NewCodeForm(_sites(view))
    if not form.validate_on_submit():
        return _new_page(view, form)
    try:
        with attempt(form, {"validity": "valid_until", "siret": "siret"}):
            code = issue_for(
                acting(), company_id, text_of(form.label), text_of(form.reason),
                siret=form.siret.data or None, valid_from=form.valid_from.data,
                valid_until=form.valid_until.data,
            )  # fmt: skip
    except Failed as failed:
        return _new_page(view, form), failed.code
    return done(company_id, _("Code créé : %(code)s", code=display_code(code)))


@route(blueprint, "GET", f"{CODE}/modifier", Permission.MANAGE_COMPANIES)
def ask_code_change(company_id: UUID, code_id: UUID) -> str:
    view = the_company(company_id)
    line = _code(view, code_id)
    form = CodeChangeForm(data={"label": line.label, "valid_until": line.valid_until})
    form.note(line)
    return _change_page(view, line, form)


@route(blueprint, "POST", f"{CODE}/modifier", Permission.MANAGE_COMPANIES)
def save_code(company_id: UUID, code_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _code(view, code_id), CodeChangeForm()
    if not form.validate_on_submit():
        return _change_page(view, line, form)
    where = {"validity": "valid_until", "replaced_needs_end": "valid_until"}
    try:
        with attempt(form, where):
            change_for(
                acting(), company_id, code_id, form.facts(), text_of(form.reason),
                seen=form.seen(),
            )  # fmt: skip
    except Failed as failed:
        # What was typed stays; what stands now is said beside it, and is what is seen from here.
        line = _code(the_company(company_id), code_id)
        form.note(line)
        return _change_page(view, line, form), failed.code
    return done(company_id, _("Code modifié."))


@route(blueprint, "GET", f"{CODE}/remplacer", Permission.MANAGE_COMPANIES)
def ask_replacement(company_id: UUID, code_id: UUID) -> str:
    view = the_company(company_id)
    line = _code(view, code_id)
    last = usual_last_day(line, today(acting()))
    return _replacement_page(view, line, CodeReplacementForm(data={"last_day": last}))


@route(blueprint, "POST", f"{CODE}/remplacer", Permission.MANAGE_COMPANIES)
def replace(company_id: UUID, code_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _code(view, code_id), CodeReplacementForm()
    if not form.validate_on_submit() or form.last_day.data is None:
        return _replacement_page(view, line, form)
    try:
        with attempt(form, {"validity": "last_day", "overlap_too_long": "last_day"}):
            code = rotate_for(
                acting(), company_id, code_id, form.last_day.data, text_of(form.reason)
            )
    except Failed as failed:
        return _replacement_page(view, line, form), failed.code
    return done(company_id, _("Nouveau code\u00a0: %(code)s", code=display_code(code)))


@route(blueprint, "GET", f"{CODE}/suspendre", Permission.MANAGE_COMPANIES)
def ask_code_end(company_id: UUID, code_id: UUID) -> str:
    view = the_company(company_id)
    return _end_page(view, _code(view, code_id), DecisionForm())


@route(blueprint, "POST", f"{CODE}/suspendre", Permission.MANAGE_COMPANIES)
def end_code(company_id: UUID, code_id: UUID) -> Page:
    view = the_company(company_id)
    line, form = _code(view, code_id), DecisionForm()
    if not form.validate_on_submit():
        return _end_page(view, line, form)
    try:
        with attempt(form):
            suspend_for(acting(), company_id, code_id, text_of(form.reason))
    except Failed as failed:
        return _end_page(view, line, form), failed.code
    return done(company_id, _("Code suspendu."))


def _sites(view: CompanyView) -> list[tuple[str, str]]:
    return [(s.siret, f"{s.label} · {format_siret(s.siret)}") for s in view.sites]


def _code(view: CompanyView, code_id: UUID) -> CodeLine:
    for code in view.codes:
        if code.id == code_id:
            return code
    raise NotFound


def _page(
    template: str, title: str, view: CompanyView, form: DecisionForm, action: str, **values: object
) -> str:
    return render_template(
        f"admin/companies/{template}.html",
        shell=frame(title, "companies"),
        form=form,
        company_name=view.name,
        action=action,
        company_href=url_for("staff_companies.company_page", company_id=view.id),
        **values,
    )


def _at(endpoint: str, view: CompanyView, line: CodeLine) -> str:
    return url_for(f"staff_companies.{endpoint}", company_id=view.id, code_id=line.id)


def _new_page(view: CompanyView, form: NewCodeForm) -> str:
    action = url_for("staff_companies.add_code", company_id=view.id)
    return _page("code", _("Créer un code"), view, form, action)


def _change_page(view: CompanyView, line: CodeLine, form: CodeChangeForm) -> str:
    return _page(
        "change_code", _("Modifier le code %(code)s", code=display_code(line.code)), view, form,
        _at("save_code", view, line), standing_label=line.label, standing_until=line.valid_until,
    )  # fmt: skip


def _replacement_page(view: CompanyView, line: CodeLine, form: CodeReplacementForm) -> str:
    title = _("Remplacer le code %(code)s", code=display_code(line.code))
    return _page("replace_code", title, view, form, _at("replace", view, line))


def _end_page(view: CompanyView, line: CodeLine, form: DecisionForm) -> str:
    return _page(
        "confirm", _("Suspendre le code %(code)s ?", code=display_code(line.code)), view, form,
        _at("end_code", view, line), verb=_("Suspendre le code"), danger=True,
        cancel_label=_("Garder ce code"),
        consequence=_(
            "Il ne servira plus à aucun nouveau choix. Les choix déjà faits restent comme ils sont."
        ),
    )  # fmt: skip
