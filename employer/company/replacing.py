"""A code's name and last day, and its replacement by another one, both working for a while."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.access.permissions import Permission
from app.companies.attempt import Failed, attempt
from app.companies.code_forms import ChangeCodeForm, ReplaceCodeForm
from app.companies.codes import display_code
from app.companies.day import today
from app.companies.own_codes import change_code, rotate_code, usual_last_day
from app.companies.queries import CodeLine
from app.web.request_context import acting
from app.web.route import route
from employer.company.blueprint import ROOT, Page, blueprint, done, my_company, page
from employer.company.codes import the_code

ONE = f"{ROOT}/codes/<uuid:code_id>"


@route(blueprint, "GET", f"{ONE}/modifier", Permission.MANAGE_CODES)
def ask_code_change(code_id: UUID) -> str:
    line = the_code(code_id)
    form = ChangeCodeForm(data={"label": line.label, "valid_until": line.valid_until})
    form.note(line)
    return _change_page(line, form)


@route(blueprint, "POST", f"{ONE}/modifier", Permission.MANAGE_CODES)
def save_code(code_id: UUID) -> Page:
    line, form = the_code(code_id), ChangeCodeForm()
    if not form.validate_on_submit():
        return _change_page(line, form)
    where = {"validity": "valid_until", "replaced_needs_end": "valid_until"}
    try:
        with attempt(form, where):
            change_code(acting(), my_company(), code_id, form.facts(), seen=form.seen())
    except Failed as failed:
        # What was typed stays; what stands now is said beside it, and is what is seen from here.
        form.note(the_code(code_id))
        return _change_page(the_code(code_id), form), failed.code
    return done("codes", _("Code modifié."))


@route(blueprint, "GET", f"{ONE}/remplacer", Permission.MANAGE_CODES)
def ask_replacement(code_id: UUID) -> str:
    line = the_code(code_id)
    last = usual_last_day(line, today(acting()))
    return _replacement_page(line, ReplaceCodeForm(data={"last_day": last}))


@route(blueprint, "POST", f"{ONE}/remplacer", Permission.MANAGE_CODES)
def replace(code_id: UUID) -> Page:
    line, form = the_code(code_id), ReplaceCodeForm()
    if not form.validate_on_submit() or form.last_day.data is None:
        return _replacement_page(line, form)
    try:
        with attempt(form, {"validity": "last_day", "overlap_too_long": "last_day"}):
            code = rotate_code(acting(), my_company(), code_id, form.last_day.data)
    except Failed as failed:
        return _replacement_page(line, form), failed.code
    return done("codes", _("Nouveau code\u00a0: %(code)s", code=display_code(code)))


def _change_page(line: CodeLine, form: ChangeCodeForm) -> str:
    return page(
        "change_code", _("Modifier le code %(code)s", code=display_code(line.code)), "codes",
        form=form, action=url_for(".save_code", code_id=line.id), back_href=url_for(".codes"),
        back_label=_("Codes Entreprise"), standing_label=line.label,
        standing_until=line.valid_until,
    )  # fmt: skip


def _replacement_page(line: CodeLine, form: ReplaceCodeForm) -> str:
    return page(
        "replace_code", _("Remplacer le code %(code)s", code=display_code(line.code)), "codes",
        form=form, action=url_for(".replace", code_id=line.id), back_href=url_for(".codes"),
        back_label=_("Codes Entreprise"),
    )  # fmt: skip
