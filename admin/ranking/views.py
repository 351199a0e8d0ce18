"""The ranking's weights: every version, and a new one with its day and reason."""

from dataclasses import dataclass, fields

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.ranking.forms import WeightsForm, refusal_words
from app.access.permissions import Permission
from app.audit.acts import record_act
from app.candidatures.ranking import Weights
from app.candidatures.weights import (
    WeightsRefused,
    WeightsVersion,
    add_weights,
    check_new,
    weight_versions,
    weights_on,
)
from app.candidatures.words import COMPONENTS
from app.companies.day import today
from app.web.formats import long_date
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("staff_ranking", __name__)
ROOT = "/action-logement/classement"


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: `parts` are (component, most points)."""

    number: int
    since: str
    governs: bool
    reason: str
    parts: tuple[tuple[str, int], ...]
    full: str


@route(blueprint, "GET", ROOT, Permission.SEE_WEIGHTS)
def versions() -> str:
    governing = weights_on(acting(), today(acting())).number
    return render_template(
        "admin/ranking/versions.html",
        shell=frame(_("Classement"), "ranking"),
        versions=tuple(_view(one, governing) for one in weight_versions(acting())),
        names=tuple(str(label) for label in COMPONENTS.values()),
        new_href=url_for(".new_version") if the_actor().may(Permission.SET_WEIGHTS) else None,
    )


@route(blueprint, "GET", f"{ROOT}/nouvelle-version", Permission.SET_WEIGHTS)
def new_version() -> str:
    newest = weight_versions(acting())[0]
    form = WeightsForm()
    form.show(newest.weights, newest.number)
    form.effective_on.data = today(acting())
    return _form_page(form)


@route(blueprint, "POST", f"{ROOT}/nouvelle-version", Permission.SET_WEIGHTS)
def add_version() -> str | Response | tuple[str, int]:
    """Looked at first, beside what it replaces; kept once that page is confirmed."""
    form = WeightsForm()
    if not form.validate_on_submit() or form.corrects():
        return _form_page(form)
    try:
        check_new(acting(), form.weights(), form.day(), form.seen_number())
        if not form.confirms():
            return _preview_page(form)
        number = add_weights(
            acting(), the_actor(), form.weights(), form.day(), form.reason.data or "",
            form.seen_number(),
        )  # fmt: skip
    except WeightsRefused as refused:
        form.form_errors.append(refusal_words(refused.reason))
        return _form_page(form), 409 if refused.reason == "STALE" else 200
    record_act(acting(), "RANKING_WEIGHTS_ADDED", None, str(number))
    flash(_("Version enregistrée. Elle vaut à partir du %(day)s.", day=long_date(form.day())),
          "success")  # fmt: skip
    return redirect(url_for(".versions"), 303)


def _form_page(form: WeightsForm) -> str:
    return render_template(
        "admin/ranking/new.html", shell=frame(_("Nouvelle version"), "ranking"), form=form,
        action=url_for(".add_version"), list_href=url_for(".versions"),
    )  # fmt: skip


def _preview_page(form: WeightsForm) -> str:
    before, after = weights_on(acting(), form.day()).weights, form.weights()
    return render_template(
        "admin/ranking/preview.html",
        shell=frame(_("Aperçu avant d’enregistrer"), "ranking"),
        form=form,
        day=long_date(form.day()),
        lines=tuple(
            (form[one.name].label.text, getattr(before, one.name), getattr(after, one.name))
            for one in fields(Weights)
        ),
        action=url_for(".add_version"),
        list_href=url_for(".versions"),
    )


def _view(one: WeightsVersion, governing: int) -> VersionView:
    kept = one.weights
    return VersionView(
        number=one.number,
        since=long_date(one.effective_on) if one.effective_on else _("Depuis l’ouverture"),
        governs=one.number == governing,
        reason=one.reason or _("Première version du portail"),
        parts=tuple((str(label), getattr(kept, name)) for name, label in COMPONENTS.items()),
        full=_(
            "Tout est donné à %(months)s mois d’ancienneté et à %(points)s points entreprise.",
            months=kept.full_months, points=kept.full_points,
        ),
    )  # fmt: skip
