"""The receipt of a choice: the applicant's own, checked by anybody, telling nobody what holds."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.applicant.conftest import Applicant
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.pdf_text import everything_in


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    company = a_company(database, name="Ateliers du Rhône")
    return an_imported_applicant(database, company, choice=3, sensitive=False, months=2)


@pytest.fixture
def browser(app: Flask, person: ImportedApplicant) -> Applicant:
    return Applicant(app, person.account_id)


def hrefs(page: Page, ending: str) -> list[str]:
    return [str(a["href"]) for a in page.dom.select(f"a[href$='/{ending}']")]


def codes(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT receipt_code FROM consent ORDER BY made_at")))


def test_the_receipt_says_what_was_chosen_in_pdf_and_in_json(
    browser: Applicant, person: ImportedApplicant, database: Database
) -> None:
    page = browser.get("/demandeur/choix/historique")
    facts = json.loads(browser.get(hrefs(page, "json")[0]).response.get_data())
    answer = browser.get(hrefs(page, "pdf")[0]).response
    (code,) = codes(database)
    shown = f"{code[:4]}-{code[4:8]}-{code[8:]}"
    assert facts["receipt"] == shown
    assert (facts["choice"], facts["sensitive"], facts["duration_months"]) == (3, False, 2)
    assert facts["company"] == "Ateliers du Rhône"
    assert facts["wording"] == "Mon employeur voit ma demande et mes candidatures."
    assert answer.mimetype == "application/pdf"
    printed = " ".join(everything_in(answer.get_data()).split())
    for said in (shown, "Ateliers du Rhône", "Tout sauf les éléments sensibles", "2 mois"):
        assert said in printed.replace("\u00a0", " "), said
    assert "Mirandeuil" not in printed
    assert person.unique_number not in printed


def test_the_same_receipt_twice_is_the_same_file(browser: Applicant) -> None:
    (address,) = hrefs(browser.get("/demandeur/choix/historique"), "pdf")
    files = [browser.get(address).response.get_data() for _time in range(2)]
    assert files[0] == files[1]


def test_a_withdrawal_leaves_a_receipt_of_its_own(browser: Applicant, database: Database) -> None:
    browser.submit("/demandeur/choix/retirer")
    assert len(hrefs(browser.get("/demandeur/choix/historique"), "pdf")) == 2
    assert len(set(codes(database))) == 2


def test_anothers_receipt_answers_like_one_that_does_not_exist(
    app: Flask, browser: Applicant, database: Database
) -> None:
    stranger = Applicant(app, an_imported_applicant(database, choice=2).account_id)
    page = browser.get("/demandeur/choix/historique")
    for address in (*hrefs(page, "pdf"), *hrefs(page, "json")):
        nowhere = re.sub(r"[0-9a-f-]{36}", "00000000-0000-4000-8000-000000000000", address)
        answers = [stranger.get(one) for one in (address, nowhere)]
        assert [a.status for a in answers] == [404, 404]
        assert answers[0].body == answers[1].body


def test_the_public_page_says_authentic_or_unknown_in_one_shape(
    client: Client, browser: Applicant, database: Database
) -> None:
    (code,) = codes(database)
    good = client.get(f"/recu/{code[:4]}-{code[4:8]}-{code[8:].lower()}")
    bad = client.get("/recu/0000-0000-0000")
    assert "Authentique" in good.text
    assert "Inconnu" in bad.text
    assert good.body.replace("Authentique", "Inconnu").count("\n") == bad.body.count("\n")
    assert "Ateliers" not in good.body
    assert code not in good.body
    assert "Set-Cookie" not in good.response.headers


def test_the_public_page_never_says_whether_the_choice_still_holds(
    client: Client, browser: Applicant, database: Database, clock: Clock
) -> None:
    (code,) = codes(database)
    before = client.get(f"/recu/{code}").body
    clock.advance(timedelta(days=90))
    assert client.get(f"/recu/{code}").body == before
    clock.reset()
    browser.submit("/demandeur/choix/retirer")
    assert client.get(f"/recu/{code}").body == before


def test_the_form_answers_what_the_address_answers(client: Client, database: Database) -> None:
    an_imported_applicant(database, choice=2)
    (code,) = codes(database)
    assert "Authentique" in client.submit("/recu", {"reference": f" {code.lower()} "}).text
    assert "Inconnu" in client.submit("/recu", {"reference": "’ OR 1=1"}).text
    assert "Réponse" not in client.get("/recu").text


def test_a_code_is_twelve_signs_none_of_which_looks_like_another(database: Database) -> None:
    for _person in range(3):
        an_imported_applicant(database, choice=2)
    assert len(set(codes(database))) == 3
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{12}", code) for code in codes(database))
