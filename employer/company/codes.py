"""Company Codes: the page of all, a new one, its text and picture, its name and last day, its end.

No page here knows whether, when or how often a code was used.
"""

from uuid import UUID

from flask import Response as Answer
from flask import url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from app.access.permissions import Permission
from app.companies.attempt import Failed, attempt
from app.companies.codes import display_code
from app.companies.day import today
from app.companies.forms import CodeForm, text_of
from app.companies.qr import KINDS, code_address, qr_file, qr_inline
from app.companies.queries import CodeLine, code_lines
from app.companies.rules import issue_code, suspend_code
from app.reference.siret import format_siret
from app.web.portal import portal
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.company.blueprint import ROOT, Page, blueprint, done, my_company, my_sites, page
from employer.company.shown_codes import main_code, overlaps, shown_code

ONE = f"{ROOT}/codes/<uuid:code_id>"
POSTER = "employer_reports.ask_code_poster"


@route(blueprint, "GET", f"{ROOT}/codes", Permission.SEE_COMPANY_PAGES)
def codes() -> str:
    lines, sites = _lines(), my_sites()
    may_act = the_actor().may(Permission.MANAGE_CODES)
    main = main_code(lines)
    return page(
        "codes",
        _("Codes Entreprise"),
        "codes",
        main=shown_code(main, sites, may_act=may_act) if main else None,
        picture=_picture(main) if main else None,
        overlaps=overlaps(lines, may_act=may_act),
        codes=tuple(shown_code(line, sites, may_act=may_act) for line in lines),
        company_name=the_actor().company_name,
        new_href=url_for(".new_code") if may_act else None,
        poster_action=url_for(POSTER) if the_actor().may(Permission.PRINT_POSTER) else None,
    )


@route(blueprint, "GET", f"{ROOT}/codes/nouveau", Permission.MANAGE_CODES)
def new_code() -> str:
    return _new_page(CodeForm(_site_choices(), data={"valid_from": today(acting())}))


@route(blueprint, "POST", f"{ROOT}/codes/nouveau", Permission.MANAGE_CODES)
def add_code() -> Page:
    form = CodeForm(_site_choices())
    if not form.validate_on_submit():
        return _new_page(form)
    try:
        with attempt(form, {"validity": "valid_until", "siret": "siret"}):
            code = issue_code(
                acting(), my_company(), text_of(form.label), siret=form.siret.data or None,
                valid_from=form.valid_from.data, valid_until=form.valid_until.data,
            )  # fmt: skip
    except Failed as failed:
        return _new_page(form), failed.code
    return done("codes", _("Code créé\u00a0: %(code)s", code=display_code(code)))


@route(blueprint, "GET", f"{ONE}/texte", Permission.SEE_COMPANY_PAGES)
def code_text(code_id: UUID) -> str:
    line = the_code(code_id)
    return page(
        "code_text",
        _("Annoncer le code"),
        "codes",
        codes_href=url_for(".codes"),
        label=line.label,
        subject=_("Un logement avec Action Logement\u202f: notre Code Entreprise"),
        text=_announcement(line),
        picture=_picture(line),
        files=tuple(
            (kind.upper(), url_for(".code_picture", code_id=line.id, kind=kind)) for kind in KINDS
        ),
    )


@route(blueprint, "GET", f"{ONE}/qr.<kind>", Permission.SEE_COMPANY_PAGES)
def code_picture(code_id: UUID, kind: str) -> Answer:
    line = the_code(code_id)
    if kind not in KINDS:
        raise NotFound
    name = f"code-entreprise-{display_code(line.code)}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(qr_file(_address(line), kind), mimetype=KINDS[kind], headers=headers)


@route(blueprint, "GET", f"{ONE}/suspendre", Permission.MANAGE_CODES)
def ask_suspension(code_id: UUID) -> str:
    return _suspension_page(the_code(code_id), FlaskForm())


@route(blueprint, "POST", f"{ONE}/suspendre", Permission.MANAGE_CODES)
def suspend(code_id: UUID) -> Page:
    line, form = the_code(code_id), FlaskForm()
    try:
        with attempt(form):
            suspend_code(acting(), my_company(), code_id)
    except Failed as failed:
        return _suspension_page(line, form), failed.code
    return done("codes", _("Code suspendu."))


def the_code(code_id: UUID) -> CodeLine:
    """The code of the address, if it is the company's own."""
    for line in _lines():
        if line.id == code_id:
            return line
    raise NotFound


def _lines() -> tuple[CodeLine, ...]:
    return code_lines(acting(), my_company(), today(acting()))


def _site_choices() -> list[tuple[str, str]]:
    return [(s.siret, f"{s.label} · {format_siret(s.siret)}") for s in my_sites()]


def _address(line: CodeLine) -> str:
    return code_address(portal().settings.public_url, line.code)


def _picture(line: CodeLine) -> object:
    return qr_inline(_address(line), _("Code QR de la page de rattachement"))


def _announcement(line: CodeLine) -> str:
    """Made to be published: nobody has to ask for the code, so nobody is seen asking."""
    return _(
        "Bonjour,\n\nAction Logement propose des logements aux salariés du secteur privé. "
        "Si vous cherchez un logement, vous pouvez rattacher votre demande à "
        "l’entreprise avec ce Code Entreprise\u00a0:\n\n%(code)s\n\n%(address)s\n\n"
        "Vous seul décidez de ce que l’entreprise voit\u00a0: rien, un résumé, ou votre dossier. "
        "Rester anonyme ne vous prive d’aucune offre, et personne dans l’entreprise ne sait qui "
        "utilise ce code.",
        code=display_code(line.code),
        address=f"{portal().settings.public_url}/demandeur",
    )


def _new_page(form: CodeForm) -> str:
    return page(
        "new_code", _("Créer un code"), "codes",
        form=form, action=url_for(".add_code"), back_href=url_for(".codes"),
        back_label=_("Codes Entreprise"),
    )  # fmt: skip


def _suspension_page(line: CodeLine, form: FlaskForm) -> str:
    return page(
        "confirm", _("Suspendre le code %(code)s\u202f?", code=display_code(line.code)), "codes",
        form=form, action=url_for(".suspend", code_id=line.id), back_href=url_for(".codes"),
        back_label=_("Codes Entreprise"), verb=_("Suspendre le code"),
        cancel_label=_("Garder ce code"),
        consequence=_(
            "Il ne servira plus à aucun nouveau choix. Les choix déjà faits restent comme ils sont."
        ),
    )  # fmt: skip
