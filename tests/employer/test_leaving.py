"""« N'est pas (plus) salariée »: to Action Logement, and nothing changes on the company's pages."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from tests.applicant.conftest import Applicant
from tests.employer.conftest import Enter
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company

WORDS = "Partie le 31 août, sans doute pas au courant."


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=2)


def page_of(person: ImportedApplicant) -> str:
    return f"/employeur/salaries/{person.public_id}"


@pytest.mark.parametrize("role", ["OWNER", "MANAGER", "READER"])
def test_it_is_said_from_the_person_s_page_and_changes_nothing_there(
    app: Flask, enter: Enter, company: MadeCompany, person: ImportedApplicant, role: str
) -> None:
    hr = enter(company, role=role)
    before = hr.get(page_of(person))
    link = before.dom.find("a", href=f"{page_of(person)}/depart")
    assert link is not None
    empty = hr.submit(str(link["href"]), {"words": ""}, form="/depart")
    assert "Écrivez ce que vous savez" in empty.text
    said = hr.submit(str(link["href"]), {"words": WORDS}, form="/depart")
    assert "Action Logement est prévenu" in said.text
    assert person.record["applicant"]["birth_name"].upper() in hr.get("/employeur/salaries").body
    mine = Applicant(app, person.account_id)
    case = mine.get("/demandeur/echanges").dom.select("main a[href*='/echanges/']")[0]
    assert WORDS in mine.get(str(case["href"])).text


def test_of_somebody_who_shows_nothing_there_is_nothing_to_say(
    enter: Enter, database: Database, company: MadeCompany, person: ImportedApplicant
) -> None:
    hr = enter(company)
    form = hr.get(f"{page_of(person)}/depart").dom.find("input", {"name": "csrf_token"})
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    sent = {"csrf_token": str(form["value"]), "words": WORDS}  # type: ignore[index]
    gone = hr.post_raw(f"{page_of(person)}/depart", sent)
    nobody = hr.post_raw(f"/employeur/salaries/{uuid4()}/depart", sent)
    assert gone.status == nobody.status == 404
    assert gone.response.get_data() == nobody.response.get_data()
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM staff_case")) == 0
