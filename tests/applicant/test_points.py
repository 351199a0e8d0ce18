"""The applicant's own points: read, contested, gone with the choice."""

import pytest
from flask import Flask

from app.db.engines import Database
from tests.client import Client
from tests.factories.accounts import Somebody, a_staff, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.points import a_scale, an_award

OWN = "/demandeur/points"


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database, a_company(database), choice=2)


@pytest.fixture
def owner(database: Database, person: ImportedApplicant) -> Somebody:
    owner = an_owner(database, person.company.id, name="Odile Ferrandeau")
    a_scale(database, owner)
    return owner


@pytest.fixture
def browser(app: Flask, person: ImportedApplicant) -> Client:
    return Client(app).enter_as("applicant", person.account_id)


def test_own_points_show_criterion_and_role_and_the_scale_is_published(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    assert "Aucun point pour l’instant" in browser.get(OWN).text
    an_award(database, owner, person.public_id)
    page = browser.get(OWN)
    assert "Mobilité professionnelle" in page.text
    assert "Titulaire des ressources humaines" in page.text
    assert "Ferrandeau" not in page.text
    assert "Distance" in page.text


def test_a_line_is_contested_by_its_page(
    app: Flask, browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    colleague = an_owner(database, person.company.id)
    an_award(database, owner, person.public_id)
    link = browser.get(OWN).dom.select_one("main a[href*=contester]")
    assert link is not None
    refused = browser.submit(str(link["href"]), {"words": ""})
    assert "Dites en quelques mots" in refused.text
    page = browser.submit(refused, {"words": "Je travaille à Lyon depuis mai."})
    assert "une autre personne de votre entreprise va répondre" in page.text
    hr = Client(app).enter_as(
        "employer", colleague.account_id, membership_id=colleague.membership_id
    )
    assert "1 ligne de points contestée" in hr.get("/employeur").text
    waiting = hr.get("/employeur/points/contestations")
    shown = hr.get(str(waiting.dom.select_one("main li a")["href"]))
    assert "Je travaille à Lyon depuis mai." in shown.text
    done = hr.submit(shown, {"verdict": "KEPT", "words": "Le contrat dit juin."})
    assert "Aucune contestation n’attend votre réponse" in done.text
    assert "Le contrat dit juin." in browser.get(OWN).text


def test_at_choice_one_no_point_is_left_to_see(
    browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    an_award(database, owner, person.public_id)
    browser.submit("/demandeur/choix/retirer")
    assert "Aucun point pour l’instant" in browser.get(OWN).text


def test_where_the_company_has_nobody_else_staff_settle_by_their_page(
    app: Flask, browser: Client, database: Database, owner: Somebody, person: ImportedApplicant
) -> None:

    an_award(database, owner, person.public_id)
    link = browser.get(OWN).dom.select_one("main a[href*=contester]")
    assert link is not None
    page = browser.submit(str(link["href"]), {"words": "Le critère est faux."})
    assert "Numéro de suivi" in page.text
    staff = Client(app).enter_as("staff", a_staff(database, "ADVISER").account_id)
    waiting = staff.get("/action-logement/points-contestes")
    shown = staff.get(str(waiting.dom.select_one("main li a")["href"]))
    assert "Le critère est faux." in shown.text
    assert "MIRANDEUIL" not in shown.text.upper()
    done = staff.submit(shown, {"verdict": "REVERSED", "words": "Critère non rempli."})
    assert "Aucune contestation n’attend" in done.text
    assert "Action Logement, points repris" in browser.get(OWN).text
