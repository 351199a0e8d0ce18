"""Offers in labelled texts: a line of the list, the page of one, its three indicators."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.applicant.offers.addresses import address, in_words
from app.applicant.offers.words import (
    TABS,
    effort_words,
    income_words,
    type_words,
)
from app.consent.standing import Standing
from app.offers.area import Area
from app.offers.eligibility import (
    Household,
    Verdict,
    judge_effort,
    judge_income,
    suits,
)
from app.offers.saved import SavedSearch
from app.offers.search import OpenOffer
from app.offers.tables import OfferTables
from app.offers.words import BUILDING, FINANCING, VERDICT_TONES
from app.privacy.shown.values import surface, yes_no
from app.reference.communes import commune_label
from app.web.formats import euros, long_date


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks, and when: the household, the area, the employer's SIREN, the tables of the day."""

    standing: Standing
    household: Household
    area: Area
    siren: str | None
    today: date
    tables: OfferTables


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator; the mark repeats in colour and form what the words say."""

    label: str
    said: str
    formula: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One row of the list."""

    href: str
    title: str
    place: str
    rent: str
    financing: str
    closes: str
    reserved: bool
    own_landlord: bool
    within: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class OfferView:
    """The page of one offer; `facts` are (label, value) pairs."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]
    reserved: bool
    own_landlord: bool


@dataclass(frozen=True, slots=True)
class SavedView:
    """The search an alert runs, in words, and where it is."""

    words: str
    href: str
    since: str


def view_saved(one: SavedSearch | None) -> SavedView | None:
    if one is None:
        return None
    words = f"{TABS[one.tab]} · {in_words(one.filters)}"
    return SavedView(words, address(one.tab, one.filters), long_date(one.saved_at))


def view_line(one: OpenOffer, who: Seeker) -> OfferLine:
    return OfferLine(
        href=offer_href(one.id),
        title=title_of(one),
        place=f"{commune_label(one.insee_code)} ({one.postcode})",
        rent=euros(one.rent_with_charges),
        financing=one.financing,
        closes=long_date(one.closes_on),
        reserved=one.reserved_for_siren is not None,
        own_landlord=one.landlord_siren == who.siren,
        within=indicators_of(one, who),
    )


def view_offer(one: OpenOffer, who: Seeker) -> OfferView:
    return OfferView(
        title=f"{title_of(one)}, {commune_label(one.insee_code)}",
        subtitle=_(
            "%(rent)s par mois charges comprises · bailleur %(landlord)s",
            rent=euros(one.rent_with_charges),
            landlord=one.landlord_name,
        ),
        facts=_facts(one),
        indicators=indicators_of(one, who),
        reserved=one.reserved_for_siren is not None,
        own_landlord=one.landlord_siren == who.siren,
    )


def offer_href(offer_id: UUID) -> str:
    return url_for("applicant_offers.show_offer", offer_id=offer_id)


def title_of(one: OpenOffer) -> str:
    """As "T3, 64 m², Gratte-Ciel"."""
    parts = (one.dwelling_type, surface(float(one.surface_m2)), one.residence)
    return ", ".join(part for part in parts if part)


def indicators_of(one: OpenOffer, who: Seeker) -> tuple[IndicatorView, ...]:
    """Income, rooms, effort: none of them refuses anybody."""
    household = who.household
    income = judge_income(household, one.financing, one.insee_code, who.today, who.tables)
    effort = judge_effort(household, one.rent_with_charges)
    fits = suits(one.dwelling_type, household.people)
    rooms = Verdict.FINE if fits else Verdict.ABOVE
    return (
        _indicator(_("Revenus"), income.verdict, income_words(income)),
        _indicator(_("Taille"), rooms, type_words(one.dwelling_type, household, fits=fits)),
        _indicator(_("Loyer"), effort.verdict, effort_words(effort)),
    )


def _indicator(label: str, verdict: Verdict, words: tuple[str, str]) -> IndicatorView:
    return IndicatorView(label, *words, *VERDICT_TONES[verdict])


def _facts(one: OpenOffer) -> tuple[tuple[str, str], ...]:
    pairs = (
        (_("Adresse"), _address(one)),
        (_("Bâtiment"), str(BUILDING[one.building]) if one.building else None),
        (_("Surface"), surface(float(one.surface_m2))),
        (_("Étage"), str(one.floor) if one.floor is not None else None),
        (_("Ascenseur"), yes_no(one.lift)),
        (_("Stationnement"), yes_no(one.parking)),
        (_("Adapté au handicap"), yes_no(one.adapted_to_disability)),
        (_("Loyer hors charges"), euros(one.rent_euros)),
        (_("Charges"), euros(one.charges_euros)),
        (_("Financement"), str(FINANCING[one.financing])),
        (_("Classe énergie"), one.energy_class),
        (_("Disponible le"), long_date(one.available_on) if one.available_on else None),
        (_("Candidatures jusqu’au"), long_date(one.closes_on)),
    )
    return tuple((label, value) for label, value in pairs if value)


def _address(one: OpenOffer) -> str:
    place = f"{one.postcode} {commune_label(one.insee_code)}"
    return ", ".join(part for part in (one.address, place) if part)
