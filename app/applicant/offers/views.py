"""Offers: three tabs, the page of one, and applying after a confirmation."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.access.permissions import Permission
from app.applicant.frame import frame
from app.applicant.offers.addresses import address, chips, hidden_fields
from app.applicant.offers.forms import FilterForm, asked_page, asked_tab
from app.applicant.offers.shown import (
    Seeker,
    offer_href,
    title_of,
    view_line,
    view_offer,
    view_saved,
)
from app.applicant.offers.stop import add_stop
from app.applicant.offers.words import TABS, refusal_words
from app.applicant.words import registration_site, request_obstacle
from app.candidatures.services import CandidatureRefused, submit
from app.companies.day import today
from app.consent.standing import standing_of
from app.documents.standing import documents_standing
from app.offers.area import Area, area_of
from app.offers.household import household_of
from app.offers.saved import forget_search, own_search, save_search
from app.offers.search import (
    PAGE_SIZE,
    OfferPage,
    Tab,
    communes_with_offers,
    open_offer,
    search_offers,
)
from app.offers.tables import tables_on
from app.privacy.candidatures import own_candidatures
from app.privacy.readers.own import own_file
from app.reference.communes import commune_label
from app.web.request_context import acting, the_actor
from app.web.route import route

blueprint = Blueprint("applicant_offers", __name__)
add_stop(blueprint)


def _seeker() -> Seeker | None:
    standing = standing_of(acting())
    if standing is None:
        return None
    whole = own_file(acting(), standing.own.request_id)
    day = today(acting())
    wanted = (c.insee_code for c in whole.summary.wanted_location.communes)
    siren = standing.own.siret[:9] if standing.own.siret else None
    return Seeker(
        standing, household_of(whole, day), area_of(wanted), siren, day, tables_on(acting(), day)
    )


@route(blueprint, "GET", "/demandeur/offres", Permission.OWN_REQUEST)
def offer_list() -> str | Response:
    seeker = _seeker()
    if seeker is None:
        return _to_import()
    form = filter_form(seeker.area)
    tab, number = asked_tab(request.args.get("onglet")), asked_page(request.args.get("page"))
    page = search_offers(acting(), seeker.area, form.filters, tab, number)
    return render_template(
        "applicant/offers/list.html",
        shell=frame(_("Offres"), "offers"),
        form=form,
        tab=tab.value,
        tabs=tuple((str(TABS[t]), address(t, form.filters), t is tab, page.counts[t]) for t in Tab),
        chips=chips(tab, form.filters),
        lines=tuple(view_line(one, seeker) for one in page.lines),
        none_at_all=not any(page.counts.values()),
        next_href=address(tab, form.filters, number + 1) if page.has_next else None,
        previous_href=address(tab, form.filters, number - 1) if number > 1 else None,
        numbers=_numbers(page),
        list_href=url_for("applicant_offers.offer_list"),
        clear_href=url_for("applicant_offers.offer_list", onglet=tab.value),
        saved=view_saved(own_search(acting())),
        hidden=hidden_fields(tab, form.filters),
        save_action=url_for("applicant_offers.save"),
        stop_action=url_for("applicant_offers.stop"),
        registration_site=registration_site(seeker.standing.own),
    )


def filter_form(area: Area, formdata: MultiDict[str, str] | None = None) -> FilterForm:
    """The filters of the address (or of a form), with the communes that have something open."""
    found = communes_with_offers(acting(), area)
    named = sorted((commune_label(code), code, count) for code, count in found)
    communes = [(code, f"{label} ({count})") for label, code, count in named]
    return FilterForm(communes, formdata=request.args if formdata is None else formdata)


@route(blueprint, "POST", "/demandeur/offres/alerte", Permission.OWN_REQUEST)
def save() -> Response:
    seeker = _seeker()
    if seeker is None:
        return _to_import()
    tab, filters = (
        asked_tab(request.form.get("onglet")),
        filter_form(seeker.area, request.form).filters,
    )
    save_search(acting(), the_actor().account_id, tab, filters)
    flash(_("Recherche enregistrée. Un e-mail par jour au plus, quand des offres arrivent."),
          "success")  # fmt: skip
    return redirect(address(tab, filters), 303)


@route(blueprint, "POST", "/demandeur/offres/alerte/fin", Permission.OWN_REQUEST)
def stop() -> Response:
    forget_search(acting())
    flash(_("L’alerte est arrêtée."), "success")
    return redirect(url_for("applicant_offers.offer_list"), 303)


@route(blueprint, "GET", "/demandeur/offres/<uuid:offer_id>", Permission.OWN_REQUEST)
def show_offer(offer_id: UUID) -> str | Response:
    seeker, found = _seeker(), open_offer(acting(), offer_id)
    if seeker is None:
        return _to_import()
    if found is None:
        abort(404)
    view = view_offer(found, seeker)
    obstacle = _obstacle(seeker)
    not_ready = obstacle == "FILE_NOT_READY"
    return render_template(
        "applicant/offers/offer.html",
        shell=frame(view.title, "offers"),
        view=view,
        obstacle=refusal_words(obstacle) if obstacle else None,
        documents_href=url_for("applicant_documents.show") if not_ready else None,
        apply_href=url_for("applicant_offers.ask_apply", offer_id=offer_id),
        candidatures_href=url_for("applicant_candidatures.own_list"),
        back_href=url_for("applicant_offers.offer_list"),
    )


@route(blueprint, "GET", "/demandeur/offres/<uuid:offer_id>/candidater", Permission.OWN_REQUEST)
def ask_apply(offer_id: UUID) -> str | Response:
    seeker, found = _seeker(), open_offer(acting(), offer_id)
    if seeker is None:
        return _to_import()
    if found is None:
        abort(404)
    if _obstacle(seeker) is not None:
        return redirect(offer_href(offer_id), 303)
    return render_template(
        "applicant/offers/apply.html",
        shell=frame(_("Candidater"), "offers"),
        title=title_of(found),
        own_landlord=found.landlord_siren == seeker.siren,
        action=url_for("applicant_offers.apply", offer_id=offer_id),
        back_href=offer_href(offer_id),
    )


@route(blueprint, "POST", "/demandeur/offres/<uuid:offer_id>/candidater", Permission.OWN_REQUEST)
def apply(offer_id: UUID) -> Response:
    try:
        submit(acting(), the_actor(), offer_id)
    except CandidatureRefused as refused:
        flash(refusal_words(refused.reason), "danger")
        if refused.reason == "FILE_NOT_READY":
            return redirect(url_for("applicant_documents.show"), 303)
        return redirect(url_for("applicant_offers.offer_list"), 303)
    flash(_("Votre candidature est déposée. Action Logement va l’étudier."), "success")
    return redirect(url_for("applicant_candidatures.own_list"), 303)


def _obstacle(seeker: Seeker) -> str | None:
    """Why one cannot apply now, a word of `refusal_words`; None when one can."""
    if request_obstacle(seeker.standing) is not None:
        return "REQUEST_ENDED"
    if any(one.active for one in own_candidatures(acting())):
        return "ALREADY_ACTIVE"
    if not documents_standing(acting(), seeker.standing.own).ready:
        return "FILE_NOT_READY"
    return None


def _numbers(page: OfferPage) -> tuple[int, int]:
    first = (page.number - 1) * PAGE_SIZE + 1
    return first, first + len(page.lines) - 1


def _to_import() -> Response:
    return redirect(url_for("applicant_importing.number"), 303)
