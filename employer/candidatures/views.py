"""The board, supporting a candidature, taking a note back, suggesting a dwelling."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.privacy.readers.employer_candidatures import (
    ShownCandidature,
    candidatures_of,
    supportable,
)
from app.privacy.rule import NotShared
from app.support.policy import SupportRefused
from app.support.queries import Support, support_of, supported, supports_page
from app.support.services import support_candidature, withdraw_support
from app.support.shown import BoardRow
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.candidatures import suggesting  # noqa: F401 - its routes
from employer.candidatures.blueprint import ROOT, blueprint
from employer.candidatures.forms import NoteForm
from employer.candidatures.shown import supportable_row, supported_row
from employer.candidatures.words import refusal_words
from employer.frame import frame

SIZE = 25
Page = str | tuple[str, int] | Response
Rows = tuple[tuple[BoardRow, ...], UUID | None]


@route(blueprint, "GET", ROOT, Permission.SUPPORT)
def board() -> str:
    done = request.args.get("onglet") == "soutenues"
    rows, after = _supported() if done else _supportable()
    here = {"onglet": "soutenues"} if done else {}
    return render_template(
        "employer/candidatures/board.html",
        shell=frame(_("Candidatures"), "candidatures"),
        rows=rows,
        done=done,
        tabs=(
            (_("À soutenir"), url_for(".board"), not done, None),
            (_("Soutenues"), url_for(".board", onglet="soutenues"), done, None),
        ),
        next_href=url_for(".board", apres=after, **here) if after else None,  # type: ignore[arg-type]
        first_href=url_for(".board", **here) if request.args.get("apres") else None,  # type: ignore[arg-type]
        list_href=url_for("employer_applicants.applicant_list"),
    )


@route(blueprint, "GET", f"{ROOT}/<uuid:candidature_id>/soutenir", Permission.SUPPORT)
def ask_support(candidature_id: UUID) -> str:
    return _note_page(_shown(candidature_id), NoteForm())


@route(blueprint, "POST", f"{ROOT}/<uuid:candidature_id>/soutenir", Permission.SUPPORT)
def support(candidature_id: UUID) -> Page:
    form = NoteForm()
    if not form.validate_on_submit():
        return _note_page(_shown(candidature_id), form)
    try:
        support_candidature(acting(), candidature_id, form.note.data or "")
    except SupportRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        return _note_page(_shown(candidature_id), form), 409
    flash(_("Votre note partira avec le dossier, sauf refus de la personne."), "success")
    return redirect(url_for(".board", onglet="soutenues"), 303)


@route(blueprint, "GET", f"{ROOT}/soutiens/<uuid:support_id>/retirer", Permission.SUPPORT)
def ask_withdraw(support_id: UUID) -> str:
    return _withdraw_page(support_id, FlaskForm())


@route(blueprint, "POST", f"{ROOT}/soutiens/<uuid:support_id>/retirer", Permission.SUPPORT)
def withdraw(support_id: UUID) -> Page:
    form = FlaskForm()
    try:
        withdraw_support(acting(), support_id)
    except SupportRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        return _withdraw_page(support_id, form), 409
    flash(_("Note retirée : elle ne partira pas."), "success")
    return redirect(url_for(".board"), 303)


def company() -> UUID:
    """The company acted for."""
    found = the_actor().company_id
    if found is None:
        raise NotShared
    return found


def _supportable() -> Rows:
    found, after = supportable(acting(), the_actor(), SIZE, after=_key())
    notes = supported(acting(), company(), [one.id for one in found])
    return tuple(supportable_row(one, notes.get(one.id)) for one in found), after


def _supported() -> Rows:
    notes, after = supports_page(acting(), company(), SIZE, _key())
    shown = candidatures_of(acting(), the_actor(), tuple(one.candidature_id for one in notes))
    return tuple(supported_row(one, shown.get(one.candidature_id)) for one in notes), after


def _key() -> UUID | None:
    asked = request.args.get("apres", "")
    try:
        return UUID(asked) if len(asked) == 36 else None
    except ValueError:
        return None


def _shown(candidature_id: UUID) -> ShownCandidature:
    """One open candidature; NotShared for any other."""
    found = candidatures_of(acting(), the_actor(), (candidature_id,))
    if candidature_id not in found:
        raise NotShared
    return found[candidature_id]


def _note_page(one: ShownCandidature, form: NoteForm) -> str:
    return render_template(
        "employer/candidatures/note.html",
        shell=frame(_("Soutenir une candidature"), "candidatures"),
        row=supportable_row(one, None),
        form=form,
        action=url_for(".support", candidature_id=one.id),
        board_href=url_for(".board"),
    )


def _withdraw_page(support_id: UUID, form: FlaskForm) -> str:
    standing: Support | None = support_of(acting(), company(), support_id)
    if standing is None:
        raise NotShared
    return render_template(
        "employer/candidatures/withdraw.html",
        shell=frame(_("Retirer une note de soutien"), "candidatures"),
        row=supported_row(standing, _shown(standing.candidature_id)),
        form=form,
        action=url_for(".withdraw", support_id=support_id),
        board_href=url_for(".board"),
    )
