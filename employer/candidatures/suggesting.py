"""Suggesting an open dwelling to somebody whose file is open."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.offers.open import OfferLine, open_offers_around
from app.privacy.readers.employer import read_summary
from app.privacy.rule import Choice, NotShared
from app.privacy.shown.values import surface
from app.privacy.view import view_summary
from app.reference.communes import commune_label
from app.support.policy import SupportRefused
from app.support.queries import Suggestion, suggestions_to
from app.support.services import suggest_offer
from app.web.formats import euros, long_date
from app.web.request_context import acting, the_actor
from app.web.route import route
from employer.candidatures.blueprint import blueprint
from employer.candidatures.forms import SuggestForm
from employer.candidatures.shown import answer_words, person_href
from employer.candidatures.words import refusal_words
from employer.frame import frame

_PERSON = "/employeur/salaries/<uuid:public_id>/proposer"
MOST = 40
Page = str | tuple[str, int] | Response


@route(blueprint, "GET", _PERSON, Permission.SUPPORT)
def ask_suggest(public_id: UUID) -> str:
    return _page(public_id, None)


@route(blueprint, "POST", _PERSON, Permission.SUPPORT)
def suggest(public_id: UUID) -> Page:
    chosen = _chosen()
    form = SuggestForm([(str(chosen), "")] if chosen else [])
    if not form.validate_on_submit() or chosen is None:
        return _page(public_id, form)
    try:
        suggest_offer(acting(), public_id, chosen, form.note.data or "")
    except SupportRefused as refused:
        form.form_errors = [refusal_words(refused.reason)]
        return _page(public_id, form), 409
    flash(_("Logement proposé : la personne le voit avec ses candidatures."), "success")
    return redirect(url_for(".ask_suggest", public_id=public_id), 303)


def _chosen() -> UUID | None:
    try:
        return UUID(request.form.get("offer", ""))
    except ValueError:
        return None


def _page(public_id: UUID, typed: SuggestForm | None) -> str:
    actor = the_actor()
    shown = read_summary(acting(), actor, public_id)
    if shown.level is not Choice.FULL_FILE or actor.company_id is None:
        raise NotShared
    view = view_summary(shown.summary)
    wanted = tuple(one.insee_code for one in shown.summary.wanted_location.communes)
    offers = open_offers_around(acting(), wanted, MOST)
    form = SuggestForm([(str(one.id), _title(one)) for one in offers], formdata=None)
    if typed is not None:
        form.note.data, form.offer.data = typed.note.data, typed.offer.data
        form.form_errors = [*typed.form_errors]
        form.offer.errors, form.note.errors = typed.offer.errors, typed.note.errors
    return render_template(
        "employer/candidatures/suggest.html",
        shell=frame(_("Proposer un logement"), "candidatures"),
        person=view,
        form=form,
        hints={str(one.id): _details(one) for one in offers},
        any_offer=bool(offers),
        told=tuple(_told(one) for one in suggestions_to(acting(), actor.company_id, public_id)),
        action=url_for(".suggest", public_id=public_id),
        person_href=person_href(public_id),
        board_href=url_for(".board"),
    )


def _title(one: OfferLine | Suggestion) -> str:
    place = (one.dwelling_type, surface(one.surface_m2), commune_label(one.insee_code),
             one.residence)  # fmt: skip
    return ", ".join(part for part in place if part)


def _details(one: OfferLine) -> str:
    return _(
        "%(rent)s charges comprises · bailleur %(landlord)s · jusqu’au %(day)s",
        rent=euros(one.rent_with_charges_euros),
        landlord=one.landlord_name,
        day=long_date(one.closes_on),
    )


def _told(one: Suggestion) -> tuple[str, str, tuple[str, str]]:
    """(dwelling, when, (answer, tone))."""
    return _title(one), long_date(one.made_at), answer_words(one.answer)
