"""The board of candidatures, support and suggestions, through both doors."""

import pytest
from flask import Flask

from app.candidatures.services import submit
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from tests.client import Client
from tests.employer.conftest import Enter
from tests.employer.reading import link_of
from tests.factories.accounts import Somebody, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer
from tests.factories.points import a_note
from tests.privacy.detectors import Work

BOARD = "/employeur/candidatures"
DONE = f"{BOARD}?onglet=soutenues"
NOTE = "Prend un poste d’équipe en janvier."


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id, name="Odile Ferrandeau")


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    person = an_imported_applicant(database, company, choice=3)
    home = an_offer(database, residence="Les Tilleuls")
    with transaction(database, "applicant", person.actor) as tx:
        submit(tx, person.actor, home)
    return person


@pytest.fixture
def browser(app: Flask, owner: Somebody) -> Client:
    return Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)


def test_a_candidature_is_supported_declined_and_told(
    app: Flask, browser: Client, person: ImportedApplicant
) -> None:
    page = browser.get(BOARD)
    assert "Les Tilleuls" in page.text
    link = link_of(page, "Soutenir")
    assert link is not None
    refused = browser.submit(link, {"note": ""})
    assert "Écrivez votre note" in refused.text
    page = browser.submit(refused, {"note": NOTE})
    assert NOTE in page.text
    assert "Sans réponse" in page.text
    applicant = Client(app).enter_as("applicant", person.account_id)
    page = applicant.get("/demandeur/candidatures")
    assert NOTE in page.text
    assert "Ferrandeau" not in page.text
    page = applicant.submit(page, form="/refuser")
    assert "La note ne partira pas" in page.text
    assert "Refusée" in browser.get(DONE).text


def test_a_note_is_taken_back(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_note(database, owner, person, NOTE)
    link = link_of(browser.get(BOARD), "Retirer la note")
    assert link is not None
    page = browser.submit(link)
    assert "Note retirée" in page.text
    assert "Aucune candidature soutenue" in browser.get(DONE).text


def test_whoever_left_reads_as_closed_without_the_note(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_note(database, owner, person, NOTE)
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    page = browser.get(DONE)
    assert "Demande clôturée" in page.text
    assert NOTE not in page.text
    assert "Les Tilleuls" not in page.text
    assert "Aucune candidature à soutenir" in browser.get(BOARD).text


def test_a_dwelling_is_suggested_and_followed(
    app: Flask, browser: Client, database: Database, person: ImportedApplicant
) -> None:
    an_offer(database, residence="Parc Neuf")
    page = browser.get(f"/employeur/salaries/{person.public_id}/proposer")
    assert "Parc Neuf" in page.text
    offer = next(
        str(i["value"])
        for i in page.dom.select("input[name=offer]")
        if "Parc Neuf" in page.dom.find("label", attrs={"for": i["id"]}).get_text()
    )
    done = browser.submit(page, {"offer": offer, "note": "Près de l’atelier"})
    assert "Logement proposé" in done.text
    again = browser.submit(done, {"offer": offer, "note": "Encore"})
    assert again.status == 409
    assert "Quelqu’un de votre entreprise l’a déjà fait." in again.text
    applicant = Client(app).enter_as("applicant", person.account_id)
    page = applicant.get("/demandeur/candidatures")
    assert "Près de l’atelier" in page.text
    seen = applicant.submit(page, form="/accepter")
    assert "Parc Neuf" in seen.text
    assert "Acceptée" in browser.get(f"/employeur/salaries/{person.public_id}/proposer").text


@pytest.mark.parametrize("choice", [1, 2])
def test_without_an_open_file_nothing_is_there(
    browser: Client, database: Database, company: MadeCompany, choice: int
) -> None:
    hidden = an_imported_applicant(database, company, choice=choice)
    which = hidden.public_id or hidden.request_id
    assert browser.get(f"/employeur/salaries/{which}/proposer").status == 404
    assert browser.get(f"{BOARD}/{which}/soutenir").status == 404
    assert "Aucune candidature à soutenir" in browser.get(BOARD).text


@pytest.mark.parametrize("role", ["READER", "COMMISSION"])
def test_other_roles_have_no_board(enter: Enter, company: MadeCompany, role: str) -> None:
    assert enter(company, role=role).get(BOARD).status == 403


def test_the_full_file_offers_support(browser: Client, person: ImportedApplicant) -> None:
    page = browser.submit(
        f"/employeur/salaries/{person.public_id}", {"purpose": "SUPPORT"},
        form=f"/salaries/{person.public_id}",
    )  # fmt: skip
    assert link_of(page, "Soutenir cette candidature") is not None
    assert link_of(page, "Proposer un logement") is not None


def test_the_board_costs_the_same_queries_for_one_row_and_for_many(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    work = Work(database)
    a_note(database, owner, person, NOTE)
    counted = []
    for _more in range(2):
        for page in (BOARD, DONE):
            with work.counted() as statements:
                browser.get(page)
            counted.append(len(statements))
        for _one in range(4):
            other = an_imported_applicant(database, person.company, choice=3)
            home = an_offer(database)
            with transaction(database, "applicant", other.actor) as tx:
                submit(tx, other.actor, home)
            a_note(database, owner, other, NOTE)
    assert counted[:2] == counted[2:]
