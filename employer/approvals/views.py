"""Acts over the company's limits: seen, answered by a colleague, done by whoever asked; and the
limits themselves."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.accounts.screens.confirming import confirmed_recently
from app.approvals.queries import Approval, approvals, one_approval
from app.approvals.services import (
    Kind,
    NotAnswered,
    answer_approval,
    read_limits,
    set_limits,
    use_approval,
)
from app.companies.policy import Stale
from app.companies.words import changed_meanwhile
from app.exports.asking import ask_export
from app.points.policy import PointsRefused
from app.points.services import Award, award_points
from app.privacy.rule import NotShared
from app.reports.asking import Period, ask_periodic
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.approvals.forms import AnswerForm, ButtonForm, LimitsForm, filled
from employer.approvals.shown import facts_of, included_in, query_of, row_of, title_of
from employer.company.blueprint import tabs_of
from employer.frame import frame
from employer.points.awards import flash_undo
from employer.points.words import refusal_words

blueprint = Blueprint("employer_approvals", __name__)
ROOT = "/employeur/accords"
_ONE = f"{ROOT}/<uuid:approval_id>"
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", ROOT, Permission.SEE_APPROVALS)
def index() -> str:
    return _index(LimitsForm(data=filled(read_limits(acting()))))


@route(blueprint, "POST", ROOT, Permission.SET_POLICY)
@confirmed_recently()
def save_limits() -> Page:
    form = LimitsForm()
    if not form.validate_on_submit():
        return _index(form)
    try:
        set_limits(acting(), form.limits())
    except Stale:
        # What was typed stays; the other owner's limits are named and now seen.
        standing = read_limits(acting())
        form.seen.data = str(standing.number)
        form.form_errors = [changed_meanwhile(), _in_force(standing.exports, standing.awards)]
        return _index(form), 409
    flash(_("Les limites sont enregistrées."), "success")
    return redirect(url_for(".index"), 303)


@route(blueprint, "GET", _ONE, Permission.SEE_APPROVALS)
def show(approval_id: UUID) -> str:
    return _page(_found(approval_id), AnswerForm())


@route(blueprint, "POST", _ONE, Permission.ANSWER_APPROVALS)
@confirmed_recently()
def answer(approval_id: UUID) -> Page:
    one, form = _found(approval_id), AnswerForm()
    if not form.validate_on_submit():
        return _page(one, form)
    try:
        answer_approval(
            acting(), one.id, approved=form.verdict.data == "yes", words=form.words.data or ""
        )
    except NotAnswered as refused:
        if refused.reason != "GONE":
            raise Forbidden from None
        form.form_errors = [_("Quelqu’un a déjà répondu. Rien n’a été enregistré de plus.")]
        return _page(_found(approval_id), form), 409
    flash(_("Votre réponse est enregistrée."), "success")
    return redirect(url_for(".index"), 303)


@route(blueprint, "POST", f"{_ONE}/faire", Permission.SEE_APPROVALS)
@confirmed_recently()
def do_it(approval_id: UUID) -> Page:
    """One's own, once it is agreed to, with the rights and the people of this instant."""
    if not ButtonForm().validate():
        abort(400)
    one = _found(approval_id)
    if not one.mine:
        raise NotShared
    return _award(one) if one.kind is Kind.AWARD else _export(one)


def _export(one: Approval) -> Page:
    needed = Permission.PRINT_COMPANY if "period" in one.wanted else Permission.EXPORT_LIST
    actor, locale = the_actor(), str(get_locale() or "fr")[:2]
    if not actor.may(needed):
        raise Forbidden
    if not use_approval(acting(), one.id):
        return _page(one, AnswerForm(), _("Cet accord n’est pas donné, ou il a déjà servi.")), 409
    if "period" in one.wanted:
        period = Period(*(date.fromisoformat(day) for day in one.wanted["period"]))
        made = ask_periodic(acting(), actor, period, locale, one.id)
    else:
        assert one.purpose is not None
        made = ask_export(
            acting(), actor, query_of(one), one.wanted["form"], one.purpose, locale, one.id
        )
    return redirect(url_for("employer_reports.show", report_id=made), 303)


def _award(one: Approval) -> Page:
    people = [who for who, _name in included_in(one).people]
    try:
        if not people:
            raise NotShared
        asked = Award(one.wanted["version"], one.wanted["ordinal"], one.id)
        award_points(acting(), people, asked)
    except PointsRefused as refused:
        return _page(one, AnswerForm(), refusal_words(refused.reason)), 409
    except NotShared:
        return _page(one, AnswerForm(), _("Il n’y a personne à qui les attribuer.")), 409
    flash_undo(_("Les points sont attribués."), one.id)
    return redirect(url_for("employer_points.overview"), 303)


def _found(approval_id: UUID) -> Approval:
    return one_approval(acting(), the_actor(), approval_id)


def _index(form: LimitsForm) -> str:
    actor = the_actor()
    limits = read_limits(acting())
    return render_template(
        "employer/approvals/index.html",
        shell=frame(_("Deuxième personne"), "company"),
        rows=[row_of(one) for one in approvals(acting(), actor)],
        form=form if actor.may(Permission.SET_POLICY) else None,
        action=url_for(".save_limits"),
        in_force=_in_force(limits.exports, limits.awards),
        tabs=tabs_of("approvals"),
        overview_href=url_for("employer_company.overview"),
    )


def _in_force(exports: int | None, awards: int | None) -> str:
    parts = []
    if exports:
        parts.append(
            ngettext(
                "exporter plus de %(num)s personne", "exporter plus de %(num)s personnes", exports
            )
        )
    if awards:
        parts.append(
            ngettext(
                "attribuer des points à plus de %(num)s personne à la fois",
                "attribuer des points à plus de %(num)s personnes à la fois",
                awards,
            )
        )
    if not parts:
        return _("Aucune limite : chacun exporte et attribue seul.")
    acts = f" {_('et pour')} ".join(parts)
    return _("Une deuxième personne donne son accord pour %(acts)s.", acts=acts)


def _page(one: Approval, form: AnswerForm, problem: str | None = None) -> str:
    actor = the_actor()
    answers = not one.mine and one.state == "WAITING" and actor.may(Permission.ANSWER_APPROVALS)
    return render_template(
        "employer/approvals/show.html",
        shell=frame(title_of(one), "company"),
        state=one.state,
        mine=one.mine,
        facts=facts_of(one),
        included=included_in(one) if one.kind is Kind.AWARD and one.state != "DONE" else None,
        form=form,
        answers=answers,
        action=url_for(".answer", approval_id=one.id),
        do_action=url_for(".do_it", approval_id=one.id),
        is_award=one.kind is Kind.AWARD,
        problem=problem,
        index_href=url_for(".index"),
        tabs=tabs_of("approvals"),
        overview_href=url_for("employer_company.overview"),
    )
