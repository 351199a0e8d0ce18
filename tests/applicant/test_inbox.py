"""Writing to Action Logement and contesting a reading, at the applicants' door."""

from uuid import uuid4

from flask import Flask

from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import open_file
from tests.applicant.conftest import Applicant
from tests.applicant.test_request_and_readings import an_employer
from tests.client import Client
from tests.factories.accounts import a_staff, an_applicant
from tests.factories.applicants import an_imported_applicant
from tests.factories.cases import a_contact


def test_a_reading_is_contested_and_staff_know_which(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database, choice=3)
    assert person.public_id is not None
    reader = an_employer(database, person.company.id)
    with transaction(database, "employer", reader) as tx:
        open_file(tx, reader, person.public_id, Purpose.AWARD_POINTS)
    browser = Applicant(app, person.account_id)
    journal = browser.get("/demandeur/consultations")
    link = journal.dom.find("a", string="Contester")
    assert link is not None
    page = browser.get(str(link["href"]))
    assert "Hélène Granvallon" in page.text
    assert "Dites en quelques mots" in browser.submit(page, {"words": " "}).text
    sent = browser.submit(page, {"words": "Je ne la connais pas."})
    assert "Numéro de suivi" in sent.text
    adviser = Client(app).enter_as("staff", a_staff(database, "ADVISER").account_id)
    listed = adviser.get("/action-logement/messages?nature=reading-contested")
    case = adviser.get(listed.dom.select_one("tbody a")["href"])  # type: ignore[index]
    assert "Hélène Granvallon, titulaire" in case.text
    assert "Attribuer des points" in case.text


def test_only_a_line_of_the_own_journal_is_contested(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database, choice=3)
    assert person.public_id is not None
    reader = an_employer(database, person.company.id)
    with transaction(database, "employer", reader) as tx:
        open_file(tx, reader, person.public_id, Purpose.SUPPORT)
    link = (
        Applicant(app, person.account_id)
        .get("/demandeur/consultations")
        .dom.find("a", string="Contester")
    )
    assert link is not None
    other = Applicant(app, an_applicant(database).account_id)
    assert other.get(str(link["href"])).status == 404
    assert other.get(f"/demandeur/consultations/{uuid4()}/contester").status == 404


def test_a_question_without_subject_or_words_is_refused_and_kept(
    app: Flask, database: Database
) -> None:
    browser = Applicant(app, an_applicant(database).account_id)
    page = browser.submit("/demandeur/aide/contact", {"words": "Ma question"})
    assert "Choisissez un sujet." in page.text
    assert "Ma question" in page.body
    long = browser.submit("/demandeur/aide/contact", {"topic": "OTHER", "words": "x" * 4_001})
    assert "4 000 caractères au plus" in long.text
    assert "Vos échanges apparaîtront ici" in browser.get("/demandeur/echanges").text


def test_somebody_elses_case_is_not_found(app: Flask, database: Database) -> None:
    case_id = a_contact(database, an_imported_applicant(database).actor)
    other = Applicant(app, an_applicant(database).account_id)
    assert other.get(f"/demandeur/echanges/{case_id}").status == 404
    for tail in ("", "/employeur"):
        token = other.get("/demandeur/aide/contact").dom.select_one("input[name=csrf_token]")
        assert token is not None
        sent = {"csrf_token": str(token["value"]), "words": "x", "answer": "oui"}
        assert other.post_raw(f"/demandeur/echanges/{case_id}{tail}", sent).status == 404


def test_a_contact_cannot_be_answered_as_an_employer_notice(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database, choice=2)
    case_id = a_contact(database, person.actor)
    browser = Applicant(app, person.account_id)
    token = browser.get("/demandeur/aide/contact").dom.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": str(token["value"]), "answer": "non"}
    assert browser.post_raw(f"/demandeur/echanges/{case_id}/employeur", sent).status == 404


def test_the_pages_stand_in_both_languages(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database)
    case_id = a_contact(database, person.actor)
    browser = Applicant(app, person.account_id)
    for path in ("/aide", "/aide/contact", "/echanges", f"/echanges/{case_id}"):
        for language in ("fr", "en"):
            page = browser.get(f"/demandeur{path}", headers={"Accept-Language": language})
            assert page.status == 200
