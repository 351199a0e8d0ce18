"""Offers and their ranked candidatures in labelled texts. Nobody is named here."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from admin.candidatures.shown import StateView, view_state
from app.candidatures.ranked import Ranking
from app.candidatures.ranking import Mark
from app.candidatures.words import COMPONENTS, tenths
from app.offers.search import OpenOffer
from app.offers.staff_list import OfferLine
from app.offers.words import FINANCING
from app.privacy.readers.advisers_queue import QueuedCandidature
from app.privacy.shown.values import surface
from app.reference.communes import commune_label
from app.web.formats import PARIS, euros, long_date


@dataclass(frozen=True, slots=True)
class OfferLineView:
    title: str
    href: str
    landlord: str
    rent: str
    financing: str
    closes: str
    is_open: bool
    reserved: bool


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One candidature of the list: `marks` are (component, what was given, the most)."""

    rank: str
    href: str
    submitted: str
    state: StateView
    total: str
    marks: tuple[tuple[str, str], ...]
    entitled: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Those that wait, ranked; those that are past; how many of the first can be sent."""

    waiting: tuple[PlaceView, ...]
    others: tuple[PlaceView, ...]
    ready: int
    sent: bool


def view_offer_line(one: OfferLine, today: date) -> OfferLineView:
    return OfferLineView(
        title=_title(one.dwelling_type, one.surface_m2, one.insee_code, one.residence),
        href=url_for("staff_offers.offer_page", offer_id=one.id),
        landlord=f"{one.landlord_name} · {one.reference}",
        rent=euros(one.rent_euros + one.charges_euros),
        financing=one.financing,
        closes=long_date(one.closes_on),
        is_open=one.published_on <= today <= one.closes_on,
        reserved=one.reserved_for_siren is not None,
    )


def offer_title(one: OpenOffer) -> str:
    return _title(one.dwelling_type, one.surface_m2, one.insee_code, one.residence)


def offer_facts(one: OpenOffer, reference: str) -> tuple[tuple[str, str], ...]:
    pairs = (
        (_("Bailleur"), one.landlord_name),
        (_("Référence"), reference),
        (_("Adresse"), ", ".join(p for p in (one.address, one.postcode) if p)),
        (_("Loyer charges comprises"), euros(one.rent_with_charges)),
        (_("Financement"), str(FINANCING[one.financing])),
        (_("Publiée le"), long_date(one.published_on)),
        (_("Candidatures jusqu’au"), long_date(one.closes_on)),
    )
    return tuple((label, value) for label, value in pairs if value)


def view_places(ranking: Ranking, queued: tuple[QueuedCandidature, ...]) -> Places:
    """The ranking's own order first, then what has already gone or ended."""
    known = {one.id: one for one in queued}
    waiting = tuple(
        _place(
            known[place.candidature_id], rank=str(place.rank), total=tenths(place.total_tenths),
            marks=tuple(_mark(mark) for mark in place.marks), entitled=place.entitled,
        )
        for place in ranking.places
        if place.candidature_id in known
    )  # fmt: skip
    ranked = {place.candidature_id for place in ranking.places}
    others = tuple(_place(one) for one in queued if one.id not in ranked)
    ready = sum(known[i].state == "VALIDATED" for i in ranked if i in known)
    sent = any(one.active for one in queued if one.id not in ranked)
    return Places(waiting, others, ready, sent)


def _place(
    one: QueuedCandidature, *, rank: str = "", total: str = "",
    marks: tuple[tuple[str, str], ...] = (), entitled: bool = True,
) -> PlaceView:  # fmt: skip
    return PlaceView(
        rank=rank,
        href=url_for("staff_candidatures.page", candidature_id=one.id),
        submitted=long_date(one.submitted_at.astimezone(PARIS)),
        state=view_state(one.state),
        total=total,
        marks=marks,
        entitled=entitled,
    )


def _mark(mark: Mark) -> tuple[str, str]:
    return str(COMPONENTS[mark.component.value]), f"{tenths(mark.tenths)} / {mark.most}"


def _title(kind: str, metres: float, insee_code: str, residence: str | None) -> str:
    parts = (kind, surface(float(metres)), commune_label(insee_code), residence)
    return ", ".join(part for part in parts if part)
