"""From the Numéro Unique to the imported request, through the door."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.registry.import_codes import try_code
from tests.applicant.conftest import Applicant, Mails
from tests.client import Page
from tests.clock import Clock
from tests.factories.accounts import Somebody, an_applicant
from tests.factories.applicants import (
    a_record,
    an_imported_applicant,
    registry_says,
    registry_source,
)
from tests.factories.companies import a_company
from tests.factories.requests import HOSTILE_NAMES

SENT = "Si ce numéro existe, un code est parti à l’adresse donnée au site d’enregistrement."


def bytes_without(page: Page, number: str) -> str:
    """The page without what differs by right: the number typed and the form's token."""
    dom = BeautifulSoup(page.body, "html5lib")
    for token in dom.find_all("input", attrs={"name": "csrf_token"}):
        token["value"] = ""
    shown = "\u00a0".join((number[:3], number[3:7], number[7:13], number[13:]))
    return str(dom).replace(number, "N").replace(shown, "N")


def test_a_code_goes_to_the_registry_address_and_imports_the_request(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    record = registry_says(database, a_record(a_company(database).siret))
    browser = Applicant(app, ines.account_id)
    page = browser.ask_code(record["unique_number"])
    assert SENT in page.text
    assert [m.recipient for m in mails.all("import_code")] == ["registre@courriel.example"]
    page = browser.give_code(mails.last_code())
    assert page.h1 == "Mon employeur"
    assert "aucun employeur" in page.text
    shown = browser.get("/demandeur/demande").text
    assert "MIRANDEUIL" in shown
    assert "Certificat de grossesse" in browser.get("/demandeur/pieces").text


def test_unknown_closed_and_imported_numbers_give_the_same_pages(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    company = a_company(database)
    known = registry_says(database, a_record(company.siret))["unique_number"]
    closed = [
        registry_says(database, a_record(company.siret, {"status": status}))["unique_number"]
        for status in ("STRUCK_OFF", "HOUSED")
    ]
    elsewhere = an_imported_applicant(database, company).unique_number
    unknown = "069022499999969V01"
    pages, wrong = set(), set()
    for number in (known, *closed, elsewhere, unknown):
        browser = Applicant(app, ines.account_id)
        pages.add(bytes_without(browser.ask_code(number), number))
        wrong.add(bytes_without(browser.give_code("00000000"), number))
    assert len(pages) == 1
    assert len(wrong) == 1
    sent = [m.recipient is not None for m in mails.all("import_code")]
    assert sent == [True, False, False, True, False]


def test_the_code_of_an_unknown_number_imports_nothing(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    browser = Applicant(app, ines.account_id)
    browser.ask_code("069022499999969V01")
    page = browser.give_code(mails.last_code())
    assert "ne donne plus cette demande" in page.text
    assert browser.get("/demandeur/demande").location.endswith("/demandeur/demande/numero")


def test_after_five_wrong_codes_the_right_one_is_refused(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    record = registry_says(database, a_record(a_company(database).siret))
    browser = Applicant(app, ines.account_id)
    browser.ask_code(record["unique_number"])
    right = mails.last_code()
    wrong = f"{(int(right) + 1) % 10**8:08}"
    for left in ("4", "3", "2", "1"):
        assert f"Il reste {left} essai" in browser.give_code(wrong).text
    code_page = browser.get("/demandeur/demande/code")
    assert (
        "Demandez-en un nouveau"
        in browser.submit(code_page, {"code": wrong}, form="code-form").text
    )
    page = browser.submit(code_page, {"code": right}, form="code-form")
    assert page.h1 == "Importer ma demande"
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM housing_request")) == 0


def test_a_code_lasts_24_hours(
    app: Flask, database: Database, ines: Somebody, mails: Mails, clock: Clock
) -> None:
    record = registry_says(database, a_record(a_company(database).siret))
    Applicant(app, ines.account_id).ask_code(record["unique_number"])
    secret = registry_source(database).secret_key
    results = []
    for hours in (timedelta(hours=23, minutes=59), timedelta(hours=24, minutes=1)):
        # A signed context lives two minutes of this clock, so the code is tried as the owner.
        clock.advance(hours)
        with database.owner.begin() as owner:
            results.append(try_code(owner, secret, ines.account_id, mails.last_code()))
    assert results == [record["unique_number"], None]


def test_a_right_code_in_another_account_moves_the_request_at_choice_1(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    former = an_imported_applicant(database, choice=3, sensitive=True)
    browser = Applicant(app, ines.account_id)
    browser.ask_code(former.unique_number)
    browser.give_code(mails.last_code())
    assert [m.recipient for m in mails.all("request_moved")] == [former.email]
    home = browser.get("/demandeur")
    assert "Anonyme" in home.text
    assert "Votre employeur ne voit rien" in home.text
    assert Applicant(app, former.account_id).get("/demandeur").h1 == "Bonjour Inès"
    assert (
        "Votre demande apparaîtra ici" in Applicant(app, former.account_id).get("/demandeur").text
    )
    with database.owner.connect() as owner:
        rows = owner.execute(text("SELECT level, public_id FROM summary")).all()
    assert [tuple(r) for r in rows] == [(1, None)]
    # Nor does what the former account ticked and said of the file go along.
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM document_tick")) == 0
        assert owner.scalar(text("SELECT file_validated_at FROM housing_request")) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"surname": "Mirandel"}, "Le nom de la demande"),
        ({"first_names": "Flore"}, "Le premier prénom de la demande"),
        ({"birth_date": "1994-02-04"}, "La date de naissance de la demande"),
    ],
)
def test_another_identity_is_refused_in_words_without_a_value(
    app: Flask, database: Database, mails: Mails, typed: dict[str, str], said: str
) -> None:
    record = registry_says(database, a_record(a_company(database).siret))
    traits: dict[str, Any] = {"surname": "Mirandeuil", "first_names": "Inès",
                              "birth_date": "1994-02-03"} | typed  # fmt: skip
    traits["birth_date"] = date.fromisoformat(traits["birth_date"])
    browser = Applicant(app, an_applicant(database, **traits).account_id)
    browser.ask_code(record["unique_number"])
    page = browser.give_code(mails.last_code())
    assert said in page.text
    assert "0970 800 800" in page.text
    main = page.dom.find("main").get_text(" ")
    assert "Mirandeuil" not in main
    assert "1994" not in main


@pytest.mark.parametrize("name", HOSTILE_NAMES[:12])
def test_hostile_names_are_imported_and_escaped(
    app: Flask, database: Database, mails: Mails, name: str
) -> None:
    person = an_imported_applicant(
        database,
        overrides={"applicant.birth_name": name, "applicant.occupation.employer_name": name},
    )
    browser = Applicant(app, person.account_id)
    for path in ("", "/demande", "/choix", "/choix/apercu?sensibles=oui", "/demande/employeur"):
        page = browser.get(f"/demandeur{path}")
        assert page.status == 200
        assert "<script>alert" not in page.body
        assert "<img src=x" not in page.body


def test_birth_or_usual_name_accents_and_case_do_not_matter(
    app: Flask, database: Database, mails: Mails
) -> None:
    record = registry_says(
        database,
        a_record(a_company(database).siret, {"applicant.usual_name": "Noël-Œuvrard"}),
    )
    for surname, first in (("noel oeuvrard", "INES"), ("MIRANDEUIL", "Inès Marie")):
        who = an_applicant(
            database, surname=surname, first_names=first, birth_date=date(1994, 2, 3)
        )
        browser = Applicant(app, who.account_id)
        browser.ask_code(record["unique_number"])
        assert browser.give_code(mails.last_code()).h1 == "Mon employeur"


def test_the_sixth_code_of_an_hour_is_refused_for_any_number(
    app: Flask, database: Database, ines: Somebody, mails: Mails
) -> None:
    browser = Applicant(app, ines.account_id)
    for _ in range(5):
        assert SENT in browser.ask_code("069022499999969V01").text
    page = browser.ask_code("069022499999969V01")
    assert page.status == 429
    assert "Attendez une heure" in page.text
    assert len(mails.all("import_code")) == 5


@pytest.mark.parametrize("typed", ["", "123", "069 1324 000001 69V01"])
def test_a_number_of_another_pattern_is_kept_and_explained(
    app: Flask, database: Database, ines: Somebody, typed: str
) -> None:
    page = Applicant(app, ines.account_id).ask_code(typed)
    assert page.dom.find("input", id="number")["value"] == typed
    assert "1 réponse est à corriger" in page.text


def test_another_number_needs_the_held_request_to_be_deleted(
    app: Flask, database: Database, mails: Mails
) -> None:
    person = an_imported_applicant(database, choice=2)
    other = registry_says(database, a_record(person.company.siret))
    browser = Applicant(app, person.account_id)
    assert "contient déjà une autre demande" in browser.ask_code(other["unique_number"]).text
    assert mails.all("import_code") == []
    page = browser.submit("/demandeur/demande/supprimer")
    assert "supprimée de ce site" in page.text
    browser.ask_code(other["unique_number"])
    assert browser.give_code(mails.last_code()).h1 == "Mon employeur"


def test_importing_again_by_code_ends_the_running_choice(
    app: Flask, database: Database, mails: Mails
) -> None:
    person = an_imported_applicant(database, choice=2)
    browser = Applicant(app, person.account_id)
    browser.ask_code(person.unique_number)
    browser.give_code(mails.last_code())
    assert "réimporté la demande" in browser.get("/demandeur/choix/historique").text
    assert "Votre employeur ne voit rien" in browser.get("/demandeur").text
