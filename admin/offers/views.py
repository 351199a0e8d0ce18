"""Landlords' offers: the list, one with its ranked candidatures, sending them, entering one."""

from dataclasses import dataclass, replace
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.frame import frame
from admin.offers.forms import OfferForm
from admin.offers.shown import offer_facts, offer_title, view_offer_line, view_places
from admin.offers.words import refusal_words
from app.access.permissions import Permission
from app.audit.acts import record_act
from app.candidatures.advising import transmit
from app.candidatures.ranked import rank_home
from app.candidatures.sent_list import sent_list
from app.candidatures.states import TransitionRefused
from app.companies.day import today
from app.companies.forms import tidy
from app.offers.intake import BadOffer, Stored, store_offer
from app.offers.queries import reference_of
from app.offers.search import OpenOffer, any_offer
from app.offers.staff_list import PAGE_SIZES, OfferPageOfStaff, OfferQuery, list_offers
from app.privacy.readers.advisers_queue import queued_on
from app.reference.departments import departments
from app.web.request_context import acting
from app.web.route import route

blueprint = Blueprint("staff_offers", __name__)
ROOT = "/action-logement/offres"
ONE = f"{ROOT}/<uuid:offer_id>"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Links to the pages before and after."""

    previous_href: str | None
    next_href: str | None


@route(blueprint, "GET", ROOT, Permission.MANAGE_OFFERS)
def offer_list() -> str:
    asked = _asked()
    found, day = list_offers(acting(), asked), today(acting())
    return render_template(
        "admin/offers/list.html",
        shell=frame(_("Offres"), "offers"),
        lines=tuple(view_offer_line(one, day) for one in found.lines),
        text=asked.text,
        places=tuple(
            (one.code, f"{one.code} · {one.name}", one.code == asked.department)
            for one in departments().values()
        ),
        searching=bool(asked.text or asked.department),
        action=url_for(".offer_list"),
        new_href=url_for(".new_offer"),
        neighbours=_neighbours(asked, found),
        sizes=tuple((n, _href(replace(asked, size=n)), n == asked.size) for n in PAGE_SIZES),
    )


@route(blueprint, "GET", ONE, Permission.MANAGE_OFFERS)
def offer_page(offer_id: UUID) -> str:
    one = _the_offer(offer_id)
    queued = queued_on(acting(), offer_id)
    ranking = rank_home(acting(), offer_id)
    places = view_places(ranking, queued)
    return render_template(
        "admin/offers/offer.html",
        shell=frame(offer_title(one), "offers"),
        facts=offer_facts(one, reference_of(acting(), offer_id) or ""),
        landlord=one.landlord_name,
        reserved=one.reserved_for_siren is not None,
        waiting=places.waiting,
        others=places.others,
        ready=places.ready,
        unready=len(places.waiting) - places.ready,
        weights_number=ranking.weights_number,
        transmit_href=url_for(".ask_transmit", offer_id=offer_id) if places.ready else None,
        edit_href=url_for(".edit_offer", offer_id=offer_id),
        list_csv_href=url_for(".landlord_list", offer_id=offer_id) if places.sent else None,
        list_href=url_for(".offer_list"),
    )


@route(blueprint, "GET", f"{ONE}/transmettre", Permission.DECIDE_CANDIDATURES)
def ask_transmit(offer_id: UUID) -> str | Response:
    one = _the_offer(offer_id)
    places = view_places(rank_home(acting(), offer_id), queued_on(acting(), offer_id))
    if not places.ready:
        return redirect(url_for(".offer_page", offer_id=offer_id), 303)
    return render_template(
        "admin/offers/transmit.html",
        shell=frame(_("Transmettre au bailleur"), "offers"),
        title=offer_title(one),
        landlord=one.landlord_name,
        ready=places.ready,
        unready=len(places.waiting) - places.ready,
        action=url_for(".transmit_list", offer_id=offer_id),
        offer_href=url_for(".offer_page", offer_id=offer_id),
        list_href=url_for(".offer_list"),
    )


@route(blueprint, "POST", f"{ONE}/transmettre", Permission.DECIDE_CANDIDATURES)
def transmit_list(offer_id: UUID) -> Response:
    _the_offer(offer_id)
    try:
        with acting().begin_nested():
            sent = transmit(acting(), offer_id)
    except TransitionRefused:
        flash(_("La liste a changé entre-temps : relisez-la puis recommencez."), "danger")
        return redirect(url_for(".offer_page", offer_id=offer_id), 303)
    count = len(sent.candidatures)
    said = _("Liste transmise au bailleur : %(count)s candidatures.", count=count)
    flash(said if count else _("Rien à transmettre."), "success" if count else "danger")
    return redirect(url_for(".offer_page", offer_id=offer_id), 303)


@route(blueprint, "GET", f"{ONE}/liste.csv", Permission.DECIDE_CANDIDATURES)
def landlord_list(offer_id: UUID) -> Response:
    """What goes to the landlord with the files, for a spreadsheet."""
    _the_offer(offer_id)
    sheet = sent_list(acting(), offer_id)
    if sheet is None:
        flash(_("Aucune liste en cours chez le bailleur."), "danger")
        return redirect(url_for(".offer_page", offer_id=offer_id), 303)
    answer = make_response(sheet.encode("utf-8-sig"))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="liste-bailleur.csv"'
    return answer


@route(blueprint, "GET", f"{ROOT}/nouvelle", Permission.MANAGE_OFFERS)
def new_offer() -> str:
    form = OfferForm()
    form.published_on.data = today(acting())
    return _form_page(form, _("Saisir une offre"))


@route(blueprint, "POST", f"{ROOT}/nouvelle", Permission.MANAGE_OFFERS)
def add_offer() -> str | Response:
    form = OfferForm()
    if not form.validate_on_submit():
        return _form_page(form, _("Saisir une offre"))
    try:
        made, stored = store_offer(acting(), form.offer())
    except BadOffer as bad:
        name = "commune" if bad.field == "insee_code" else bad.field
        field = form[name]
        field.errors = [*field.errors, refusal_words(bad.field)]
        return _form_page(form, _("Saisir une offre"))
    record_act(acting(), f"OFFER_{stored.name}", None, str(made))
    flash(_("Offre déjà connue, mise à jour.") if stored is Stored.UPDATED
          else _("Offre enregistrée."), "success")  # fmt: skip
    return redirect(url_for(".offer_page", offer_id=made), 303)


@route(blueprint, "GET", f"{ONE}/modifier", Permission.MANAGE_OFFERS)
def edit_offer(offer_id: UUID) -> str:
    form = OfferForm()
    form.show(_the_offer(offer_id), reference_of(acting(), offer_id) or "")
    return _form_page(form, _("Modifier l’offre"))


def _form_page(form: OfferForm, title: str) -> str:
    return render_template(
        "admin/offers/form.html", shell=frame(title, "offers"), form=form,
        action=url_for(".add_offer"), list_href=url_for(".offer_list"),
    )  # fmt: skip


def _the_offer(offer_id: UUID) -> OpenOffer:
    found = any_offer(acting(), offer_id)
    if found is None:
        raise NotFound
    return found


def _asked() -> OfferQuery:
    """What the address asks for; what it misspells is ignored."""
    values = request.args
    place = values.get("departement", "").upper()
    return OfferQuery(
        text=(tidy(values.get("q", "")) or "")[:100],
        department=place if place in departments() else None,
        size=next((n for n in PAGE_SIZES if str(n) == values.get("par")), PAGE_SIZES[0]),
        after=_uuid(values.get("apres")),
        before=_uuid(values.get("avant")),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _href(asked: OfferQuery, **more: str) -> str:
    values: dict[str, str | None] = {
        "q": asked.text or None,
        "departement": asked.department,
        "par": str(asked.size) if asked.size != PAGE_SIZES[0] else None,
        **more,
    }
    kept = {name: value for name, value in values.items() if value is not None}
    return url_for("staff_offers.offer_list", **kept)  # type: ignore[arg-type]


def _neighbours(asked: OfferQuery, found: OfferPageOfStaff) -> Neighbours:
    if not found.lines:
        return Neighbours(None, None)
    before = _href(asked, avant=str(found.lines[0].id)) if found.more_before else None
    after = _href(asked, apres=str(found.lines[-1].id)) if found.more_after else None
    return Neighbours(before, after)
