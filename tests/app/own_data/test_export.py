"""The copy of one's own data: everything, and nobody else's."""

import json
from typing import Any

import pytest
from flask import Flask

from app.db.engines import Database
from app.db.transaction import transaction
from app.offers.saved import save_search
from app.offers.search import Filters, Tab
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import open_file
from tests.applicant.conftest import Applicant
from tests.applicant.test_request_and_readings import an_employer
from tests.factories.accounts import an_applicant
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.cases import a_contact
from tests.pdf_text import everything_in
from tests.privacy.canary import ADULT, FILE, SENSITIVE, SUMMARY, canaries, found_in, overrides

ROOT = "/demandeur/mes-donnees"


@pytest.fixture
def somebody(database: Database) -> ImportedApplicant:
    """Every field filled, a reading, a message, a kept search."""
    person = an_imported_applicant(
        database, choice=3, sensitive=True, overrides=overrides("mine"),
        email="zqmineqaccount@courriel.example",
    )  # fmt: skip
    a_contact(database, person.actor, "zqmineqcase")
    with transaction(database, "applicant", person.actor) as tx:
        save_search(tx, person.account_id, Tab.WANTED, Filters(types=("T3",)))
    assert person.public_id is not None
    reader = an_employer(database, person.company.id)
    with transaction(database, "employer", reader) as tx:
        open_file(tx, reader, person.public_id, Purpose.SUPPORT)
    return person


def json_of(browser: Applicant) -> Any:
    answer = browser.get(f"{ROOT}/copie.json")
    assert "attachment" in answer.response.headers["Content-Disposition"]
    return json.loads(answer.body)


def test_the_copy_holds_every_fact_there_is(app: Flask, somebody: ImportedApplicant) -> None:
    browser = Applicant(app, somebody.account_id)
    copy = json_of(browser)
    text = json.dumps(copy)
    own = canaries("mine")
    # The address of the registry is the request's, not shown by any page; residence and reason
    # belong to a candidature nobody made here.
    expected = own.words(SUMMARY, FILE, SENSITIVE, ADULT) - {"zqmineqresidence"}
    assert found_in(text) >= expected | {"zqmineqaccount", "zqmineqcase"}
    assert copy["account"]["birth_date"] == somebody.record["applicant"]["birth_date"]
    assert copy["choices"][0]["choice"] == 3
    assert copy["readings"][0]["reader_name"] == "Hélène Granvallon"
    assert copy["search"]["filters"]["types"] == ["T3"]
    for secret in ("password", "hash", "token", str(somebody.account_id), str(somebody.public_id)):
        assert secret not in text


def test_the_paper_says_the_same(app: Flask, somebody: ImportedApplicant) -> None:
    browser = Applicant(app, somebody.account_id)
    answer = browser.get(f"{ROOT}/copie.pdf")
    assert answer.response.mimetype == "application/pdf"
    words = everything_in(answer.response.get_data())
    shown = canaries("mine").words(SUMMARY, FILE) - {"zqmineqresidence"}
    assert found_in(words) >= shown | {"zqmineqcase", "zqmineqaccount"}
    assert "Hélène Granvallon" in words


def test_a_paper_that_cannot_be_made_is_said_so(
    app: Flask, somebody: ImportedApplicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A renderer without any time at all: the real one, ended by its own limit.
    monkeypatch.setattr("app.own_data.export.RENDER_SECONDS", 0.01)
    page = Applicant(app, somebody.account_id).get(f"{ROOT}/copie.pdf", follow=True)
    assert "Le PDF n’a pas pu être fait" in page.text


def test_nobody_else_is_in_it(app: Flask, database: Database, somebody: ImportedApplicant) -> None:
    other = an_imported_applicant(database, somebody.company, overrides=overrides("other"))
    text = json.dumps(json_of(Applicant(app, other.account_id)))
    assert "zqmineq" not in text
    assert json.loads(text)["readings"] == []


def test_before_the_import_there_is_a_copy_too(app: Flask, database: Database) -> None:
    browser = Applicant(app, an_applicant(database, surname="PREMIERE").account_id)
    copy = json_of(browser)
    assert copy["account"]["surname"] == "PREMIERE"
    assert copy["request"] is None
    assert browser.get(f"{ROOT}/copie.pdf").status == 200


def test_the_page_says_what_can_be_corrected_and_stops_the_mails(
    app: Flask, somebody: ImportedApplicant
) -> None:
    browser = Applicant(app, somebody.account_id)
    page = browser.get(ROOT)
    assert "Employeur et Code Entreprise" in page.text
    stopped = browser.submit(page, form="/alertes")
    assert "M’écrire de nouveau" in stopped.text
    assert "Ne plus m’écrire" in browser.submit(stopped, form="/alertes").text
    assert browser.get(ROOT, headers={"Accept-Language": "en"}).status == 200
