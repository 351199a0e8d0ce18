"""Advisers' inbox through the door: list, one case, answer, note, assignment, end, detachment."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction
from app.inbox.services import report_not_employed
from app.privacy.readers.employer import ApplicantQuery, list_applicants
from tests.applicant.conftest import Applicant
from tests.applicant.test_request_and_readings import an_employer
from tests.client import Client
from tests.factories.accounts import a_staff
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.cases import a_contact

ROOT = "/action-logement/messages"


def staff(app: Flask, database: Database, role: str = "ADVISER") -> Client:
    return Client(app).enter_as("staff", a_staff(database, role).account_id)


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database, choice=2)


def test_a_question_goes_from_the_form_to_the_answer(
    app: Flask, database: Database, person: ImportedApplicant
) -> None:
    browser = Applicant(app, person.account_id)
    asked = browser.submit(
        "/demandeur/aide/contact", {"topic": "IMPORT", "words": "Où est\nmon code ?"}
    )
    assert "Numéro de suivi" in asked.text
    adviser = staff(app, database)
    listed = adviser.get(ROOT)
    assert "Question : L’import de ma demande" in listed.text.replace("\u00a0", " ")
    assert "mon code" not in listed.text, "the list says no word of any case"
    case = adviser.get(listed.dom.select_one("tbody a")["href"])  # type: ignore[index]
    assert "mon code" in case.text
    assert "MIRANDEUIL Inès" in case.text
    noted = adviser.submit(
        case, {"to": "NOTE", "words": "Appeler demain."}, form="reponse", follow=True
    )
    assert "Note enregistrée." in noted.text
    said = adviser.submit(noted, {"to": "STAFF", "words": "Il est parti."}, form="reponse")
    assert "Réponse envoyée." in said.text
    home = browser.get("/demandeur")
    assert "1 message d’Action Logement vous attend." in home.text
    read = browser.get(home.dom.select_one(".banner a")["href"])  # type: ignore[index]
    assert "Il est parti." in read.text
    assert "Appeler demain." not in read.text
    assert "Dominique Leroy" not in read.text, "staff by function and reference"
    assert "message d’Action Logement vous attend" not in browser.get("/demandeur").text
    again = browser.submit(read, {"words": "Merci."}, form="message")
    assert "Votre message est envoyé." in again.text
    waiting = adviser.get(ROOT)
    assert "À traiter 1" in waiting.text


def test_two_who_answer_at_once_do_not_cross(
    app: Flask, database: Database, person: ImportedApplicant
) -> None:
    case_id = a_contact(database, person.actor)
    first, second = staff(app, database), staff(app, database, "ADMINISTRATOR")
    page = second.get(f"{ROOT}/{case_id}")
    first.submit(f"{ROOT}/{case_id}", {"to": "STAFF", "words": "Voici."}, form="reponse")
    refused = second.submit(page, {"to": "STAFF", "words": "Voilà."}, form="reponse")
    assert refused.status == 409
    assert "L’échange a changé" in refused.text
    assert "Voilà." in refused.body, "what was typed is kept"


def test_a_case_is_assigned_found_by_its_number_and_ended(
    app: Flask, database: Database, person: ImportedApplicant
) -> None:
    case_id = a_contact(database, person.actor)
    adviser = staff(app, database)
    page = adviser.get(f"{ROOT}/{case_id}")
    someone = page.dom.select("#staff option")[1]
    adviser.submit(page, {"staff": someone["value"]}, form="attribution")
    assert "Dominique Leroy" in adviser.get(f"{ROOT}?a=moi").text
    number = page.h1.split()[-1]
    found = adviser.get(f"{ROOT}?q={number.lower().replace('-', ' ')}")
    assert number in found.text
    assert "Rien n’attend ici" in adviser.get(f"{ROOT}?nature=not-employed").text
    ended = adviser.submit(f"{ROOT}/{case_id}", form="fin")
    assert "Échange terminé." in ended.text
    assert ended.dom.select_one("#reponse") is None
    own = Applicant(app, person.account_id).get(f"/demandeur/echanges/{case_id}")
    assert "Cet échange est terminé." in own.text


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "AUDITOR"])
def test_others_of_the_staff_find_no_inbox(
    app: Flask, database: Database, person: ImportedApplicant, role: str
) -> None:
    case_id = a_contact(database, person.actor)
    browser = staff(app, database, role)
    assert browser.get(ROOT).status == 403
    assert browser.get(f"{ROOT}/{case_id}").status == 403
    assert "Messages" not in browser.get("/action-logement").text


def test_an_unknown_case_is_not_found(app: Flask, database: Database) -> None:
    assert staff(app, database).get(f"{ROOT}/{uuid4()}").status == 404


def a_notice(database: Database, person: ImportedApplicant) -> UUID:
    assert person.public_id is not None
    member = an_employer(database, person.company.id)
    with transaction(database, "employer", member) as tx:
        report_not_employed(tx, person.public_id, "Partie en août.")
    with database.owner.connect() as owner:
        return UUID(str(owner.scalar(text("SELECT id FROM staff_case"))))


def still_listed(database: Database, person: ImportedApplicant) -> bool:
    member = an_employer(database, person.company.id)
    with transaction(database, "employer", member) as tx:
        return bool(list_applicants(tx, member, ApplicantQuery()).rows)


def test_staff_detach_who_does_not_work_there(
    app: Flask, database: Database, person: ImportedApplicant
) -> None:
    case_id = a_notice(database, person)
    assert still_listed(database, person), "a notice changes nothing by itself"
    adviser = staff(app, database)
    asked = adviser.get(f"{ROOT}/{case_id}/rattachement")
    assert "Mettre fin au rattachement" in asked.h1
    done = adviser.submit(asked)
    assert "n’est plus rattachée" in done.text
    assert not still_listed(database, person)
    assert adviser.get(f"{ROOT}/{a_contact(database, person.actor)}/rattachement").status == 404


@pytest.mark.parametrize(("answer", "listed"), [("oui", True), ("non", False)])
def test_the_person_says_where_they_work(
    app: Flask, database: Database, person: ImportedApplicant, answer: str, listed: bool
) -> None:
    case_id = a_notice(database, person)
    browser = Applicant(app, person.account_id)
    page = browser.get(f"/demandeur/echanges/{case_id}")
    assert "Partie en août." in page.text, "the person reads what the company wrote"
    assert "Choisissez une réponse." in browser.submit(page, form="employeur").text
    said = browser.submit(page, {"answer": answer}, form="employeur")
    assert "Votre message est envoyé." in said.text
    assert still_listed(database, person) is listed
    assert said.dom.select_one("#employeur") is None, "asked once"
