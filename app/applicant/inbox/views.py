"""Own cases: the list, one with its messages, writing again, saying where one works."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.inbox.forms import EmployedForm, ReplyForm
from app.applicant.inbox.shown import view_case, view_page
from app.consent.deciding import take_back
from app.consent.standing import standing_of
from app.inbox.queries import Case, own_case, own_cases
from app.inbox.services import CaseMoved, mark_seen, reply
from app.privacy.rule import Choice
from app.web.limits import limit
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_inbox", __name__)
ROOT = "/demandeur/echanges"
ONE = f"{ROOT}/<uuid:case_id>"
MESSAGES, DAY = 40, 86_400
Page = str | Response | tuple[str, int]


@route(blueprint, "GET", ROOT, Permission.OWN_REQUEST)
def own_list() -> str:
    return render_template(
        "applicant/inbox/list.html",
        shell=frame(_("Mes échanges"), "help"),
        cases=tuple(view_case(line) for line in own_cases(acting())),
        contact_href=url_for("applicant_help.ask_contact"),
    )


@route(blueprint, "GET", ONE, Permission.OWN_REQUEST)
def show(case_id: UUID) -> str:
    case = _own(case_id)
    mark_seen(acting(), case_id)
    return _page(case, ReplyForm(), EmployedForm())


@route(blueprint, "POST", ONE, Permission.OWN_REQUEST)
def write(case_id: UUID) -> Page:
    case, form = _own(case_id), ReplyForm()
    if not form.validate_on_submit():
        return _page(case, form, EmployedForm(formdata=None))
    limit("case-messages", str(the_actor().account_id), most=MESSAGES, seconds=DAY)
    return _reply(case, form.words.data)


@route(blueprint, "POST", f"{ONE}/employeur", Permission.OWN_REQUEST)
def say_employed(case_id: UUID) -> Page:
    case, form = _own(case_id), EmployedForm()
    if case.line.kind != "NOT_EMPLOYED":
        raise NotFound
    if not form.validate_on_submit():
        return _page(case, ReplyForm(formdata=None), form)
    if form.answer.data == "oui":
        return _reply(case, _("Je travaille dans cette entreprise."))
    _show_nothing()
    return _reply(case, _("Je ne travaille pas ou plus dans cette entreprise."))


def _show_nothing() -> None:
    """Whoever does not work there has nothing to show there."""
    standing = standing_of(acting())
    if standing is not None and standing.running.choice is not Choice.ANONYMOUS:
        take_back(acting(), the_actor(), standing.own)


def _reply(case: Case, words: str) -> Page:
    try:
        reply(acting(), case.line.id, words)
    except CaseMoved:
        form = ReplyForm(data={"words": words})
        form.form_errors.append(_("Cet échange est terminé. Écrivez-nous par le formulaire."))
        return _page(case, form, EmployedForm(formdata=None)), 409
    flash(_("Votre message est envoyé."), "success")
    return redirect(url_for("applicant_inbox.show", case_id=case.line.id), 303)


def _own(case_id: UUID) -> Case:
    case = own_case(acting(), case_id)
    if case is None:
        raise NotFound
    return case


def _page(case: Case, form: ReplyForm, employed: EmployedForm) -> str:
    return render_template(
        "applicant/inbox/show.html",
        shell=frame(view_case(case.line).title, "help"),
        view=view_page(case),
        form=form,
        employed=employed,
        action=url_for("applicant_inbox.write", case_id=case.line.id),
        employed_action=url_for("applicant_inbox.say_employed", case_id=case.line.id),
        back_href=url_for("applicant_inbox.own_list"),
    )
