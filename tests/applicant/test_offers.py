"""Offers and candidatures through the applicant's door."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app.candidatures.services import Event, end_unanswered, record
from app.candidatures.states import By, State
from app.db.engines import Database
from app.db.transaction import transaction
from tests.applicant.conftest import Applicant
from tests.client import Page
from tests.clock import Clock
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.offers import an_offer

OFFERS, OWN = "/demandeur/offres", "/demandeur/candidatures"
AUTHORS = {
    State.VALIDATED: By.ADVISER,
    State.TRANSMITTED: By.ADVISER,
    State.INVALIDATED: By.ADVISER,
}


@pytest.fixture
def who(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database)


@pytest.fixture
def browser(app: Flask, who: ImportedApplicant) -> Applicant:
    return Applicant(app, who.account_id)


def tab_counts(page: Page) -> list[int]:
    return [int(one.get_text()) for one in page.dom.select(".tabs .muted")]


def titles(page: Page) -> list[str]:
    return [one.get_text() for one in page.dom.select("tbody th a")]


def say(database: Database, *states: State, **more: Any) -> None:
    """What others do with the only candidature there is, a second apart."""
    with database.owner.connect() as owner:
        which = owner.scalar(text("SELECT id FROM candidature ORDER BY submitted_at DESC LIMIT 1"))
        now = owner.scalar(text("SELECT app.clock()"))
    for state in states:
        author = AUTHORS.get(state, By.LANDLORD)
        with transaction(database, "worker") as tx:
            record(tx, which, Event(state, now, author, **more))


def apply(browser: Applicant, offer: UUID) -> Page:
    return browser.submit(f"{OFFERS}/{offer}/candidater", form="candidater")


def test_each_tab_counts_its_offers_and_filters_stand_in_the_address(
    browser: Applicant, database: Database
) -> None:
    an_offer(database, residence="Voulue", insee_code="69266")
    an_offer(database, residence="District", insee_code="69383", dwelling_type="T2")
    an_offer(database, residence="Voisine", insee_code="69029", postcode="69500")
    an_offer(database, residence="Ailleurs", insee_code="69264", postcode="69400")
    an_offer(database, residence="Loin", insee_code="13055", postcode="13001")
    an_offer(database, residence="Close", closes_on=date(2025, 2, 1))
    page = browser.get(OFFERS)
    assert tab_counts(page) == [2, 1, 1]
    assert {t.rsplit(", ")[-1] for t in titles(page)} == {"Voulue", "District"}
    assert "Voisine" in browser.get(f"{OFFERS}?onglet=voisines").text
    assert "Ailleurs" in browser.get(f"{OFFERS}?onglet=departement").text
    filtered = browser.get(f"{OFFERS}?type=T2&loyer=700&financement=PLUS")
    assert tab_counts(filtered) == [1, 0, 0]
    assert tab_counts(browser.get(f"{OFFERS}?loyer=600")) == [0, 0, 0]
    assert tab_counts(browser.get(f"{OFFERS}?type=x&loyer=%D9%A3&page=x&onglet=x")) == [2, 1, 1]
    for link in filtered.dom.select(".tabs a"):
        assert "type=T2" in str(link["href"])


def test_when_none_suits_the_advice_is_to_widen_the_area(browser: Applicant) -> None:
    page = browser.get(OFFERS)
    assert "Élargissez votre recherche sur le site d’enregistrement" in page.text


def test_a_reserved_offer_is_shown_to_the_company_s_people_alone(
    browser: Applicant, database: Database, who: ImportedApplicant
) -> None:
    other = a_company(database)
    an_offer(database, residence="Nôtre", reserved_for_siren=who.company.siren)
    theirs = an_offer(database, residence="Leur", reserved_for_siren=other.siren)
    page = browser.get(OFFERS)
    assert tab_counts(page) == [1, 0, 0]
    assert "Réservée à votre entreprise" in page.text
    for path in (f"{OFFERS}/{theirs}", f"{OFFERS}/{theirs}/candidater"):
        assert browser.get(path).status == 404


def test_an_offer_names_its_indicators_and_their_formulas(
    browser: Applicant, database: Database, who: ImportedApplicant
) -> None:
    own = an_offer(database, landlord_siren=who.company.siren, financing="LLI")
    page = browser.get(f"{OFFERS}/{own}")
    for words in ("Le bailleur de ce logement est votre employeur", "Plafond inconnu",
                  "Revenu fiscal de référence", "(Loyer + charges) ÷ ressources", "15 % de vos",
                  "Types habituels"):  # fmt: skip
        assert words in page.text.replace("\u00a0", " "), words
    plus = browser.get(f"{OFFERS}/{an_offer(database)}").text
    assert "40 813" in plus.replace("\u202f", " ")


def test_applying_asks_first_and_only_one_runs_at_a_time(
    browser: Applicant, database: Database
) -> None:
    first, second = an_offer(database), an_offer(database)
    assert "déposée" in apply(browser, first).text
    refused = browser.get(f"{OFFERS}/{second}")
    assert "Vous avez déjà une candidature en cours" in refused.text
    assert not refused.dom.select(f'a[href$="{second}/candidater"]')
    assert browser.get(f"{OFFERS}/{second}/candidater").location.endswith(f"{OFFERS}/{second}")
    assert len(browser.get(OWN).dom.select("ol.steps")) == 1


def test_it_is_cancelled_after_a_confirmation_until_it_is_transmitted(
    browser: Applicant, database: Database
) -> None:
    apply(browser, an_offer(database))
    link = browser.get(OWN).dom.select_one('a[href$="/annuler"]')
    assert link is not None
    say(database, State.VALIDATED)
    gone = browser.submit(str(link["href"]), form="annuler")
    assert "Votre candidature est annulée" in gone.text
    assert "Candidatures terminées" in gone.text
    apply(browser, an_offer(database))
    say(database, State.VALIDATED, State.TRANSMITTED)
    shown = browser.get(OWN)
    assert not shown.dom.select('a[href$="/annuler"]')
    assert "Avant de donner congé" in shown.text


def test_the_reasons_of_an_end_are_told_to_the_applicant(
    browser: Applicant, database: Database
) -> None:
    apply(browser, an_offer(database))
    say(database, State.INVALIDATED, for_applicant="Avis d’imposition manquant.")
    page = browser.get(OWN)
    assert "Avis d’imposition manquant." in page.text
    assert "Vous pouvez candidater ailleurs" in page.text


@pytest.mark.parametrize(
    ("word", "state", "active"), [("accepter", "ACCEPTED", True), ("refuser", "DECLINED", False)]
)
def test_an_offer_is_answered_after_a_confirmation(
    browser: Applicant, database: Database, word: str, state: str, active: bool
) -> None:
    apply(browser, an_offer(database))
    say(database, State.VALIDATED, State.TRANSMITTED, State.OFFER_NOTIFIED)
    page = browser.get(OWN)
    assert "Répondez au plus tard le" in page.text
    link = page.dom.select_one(f'a[href$="/repondre/{word}"]')
    assert link is not None
    browser.submit(str(link["href"]), form=word)
    with database.owner.connect() as owner:
        found = owner.execute(text("SELECT state, active FROM candidature")).one()
    assert tuple(found) == (state, active)
    assert browser.get(str(link["href"])).location.endswith(OWN)


def test_after_the_last_day_silence_is_a_refusal(
    app: Flask, who: ImportedApplicant, database: Database, clock: Clock
) -> None:
    clock.freeze(datetime(2027, 2, 2, 9, tzinfo=UTC))
    browser = Applicant(app, who.account_id)
    apply(browser, an_offer(database))
    say(database, State.VALIDATED, State.TRANSMITTED, State.OFFER_NOTIFIED)
    link = browser.get(OWN).dom.select_one('a[href$="/repondre/accepter"]')
    assert link is not None
    # The last minute of the last day, in Paris.
    clock.freeze(datetime(2027, 2, 12, 22, 59, tzinfo=UTC))
    browser = Applicant(app, who.account_id)
    asked = browser.get(str(link["href"]))
    with transaction(database, "worker") as tx:
        assert end_unanswered(tx) == 0
    clock.freeze(datetime(2027, 2, 12, 23, 1, tzinfo=UTC))
    assert "trop tard" in browser.submit(asked, form="accepter").text
    with transaction(database, "worker") as tx:
        assert end_unanswered(tx) == 1
    assert "Le délai est passé sans réponse" in browser.get(OWN).text


def test_nobody_reads_or_moves_another_s_candidature(
    app: Flask, browser: Applicant, database: Database
) -> None:
    apply(browser, an_offer(database))
    link = browser.get(OWN).dom.select_one('a[href$="/annuler"]')
    assert link is not None
    stranger = Applicant(app, an_imported_applicant(database).account_id)
    path = str(link["href"]).removesuffix("/annuler")
    assert stranger.get(f"{path}/annuler").status == 404
    assert stranger.get(f"{path}/repondre/accepter").status == 404
    assert "Aucune candidature en cours" in stranger.get(OWN).text
    assert browser.get(f"{path}/repondre/autre").status == 404


@pytest.mark.parametrize("path", [OFFERS, OWN])
def test_the_pages_ask_to_sign_in_and_to_import(app: Flask, client: Any, path: str) -> None:
    assert "/demandeur/connexion" in client.get(path).location
