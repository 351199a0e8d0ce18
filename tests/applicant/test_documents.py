"""My documents through the door: tick, say that the file is ready, and only then apply."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from tests.applicant.conftest import Applicant
from tests.client import Page
from tests.factories.accounts import an_applicant
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, registry_says
from tests.factories.offers import an_offer

PAGE, READY = "/demandeur/pieces", "/demandeur/pieces/dossier-pret"
LISTED = [
    {"code": "IDENTITY", "mandatory": True, "deposited": True},
    {"code": "TAX_NOTICE_N2", "mandatory": True, "deposited": False},
    {"code": "CAF_STATEMENT", "mandatory": False, "deposited": False},
]


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database, overrides={"documents": LISTED}, ready=False)


@pytest.fixture
def browser(app: Flask, person: ImportedApplicant) -> Applicant:
    return Applicant(app, person.account_id)


def boxes(page: Page) -> dict[str, bool]:
    found = page.dom.select("input[name=document]")
    return {str(one["value"]): one.has_attr("checked") for one in found}


def mandatory(page: Page) -> list[str]:
    return [str(one["value"]) for one in page.dom.select("fieldset")[0].select("input")]


def send(browser: Applicant, action: str, codes: list[str]) -> Page:
    form = browser.get(PAGE).dom.find("form", action=PAGE)
    token = form.find("input", {"name": "csrf_token"})["value"]  # type: ignore[union-attr,index]
    browser.post_raw(action, {"csrf_token": str(token), "document": codes})
    return browser.get(PAGE)


def test_the_list_says_what_the_site_has_and_keeps_what_is_ticked(browser: Applicant) -> None:
    page = browser.get(PAGE)
    assert "IDENTITY" not in boxes(page)
    assert "déjà sur le site d’enregistrement" in page.text
    page = send(browser, PAGE, ["TAX_NOTICE_N2", "CAF_STATEMENT", "IDENTITY", "x"])
    ticked = {code for code, on in boxes(page).items() if on}
    assert ticked == {"TAX_NOTICE_N2", "CAF_STATEMENT"}
    page = send(browser, PAGE, ["CAF_STATEMENT"])
    assert {code for code, on in boxes(page).items() if on} == {"CAF_STATEMENT"}


def test_a_file_is_ready_when_said_so_with_every_mandatory_document(browser: Applicant) -> None:
    page = send(browser, READY, ["CAF_STATEMENT"])
    assert "Il manque encore" in page.text
    assert boxes(page)["CAF_STATEMENT"]
    asked = mandatory(page)
    assert "TAX_NOTICE_N2" in asked
    page = send(browser, PAGE, asked)
    assert "Tout y est" in page.text
    page = send(browser, READY, asked)
    assert "Votre dossier est prêt" in page.text
    page = send(browser, PAGE, [])
    assert "À cocher encore" in page.text


def test_without_a_ready_file_nobody_applies_and_is_told_where_to_make_it(
    browser: Applicant, database: Database
) -> None:
    offer = an_offer(database)
    shown = browser.get(f"/demandeur/offres/{offer}")
    assert shown.dom.find("a", href=PAGE)
    assert not shown.dom.find("a", href=f"/demandeur/offres/{offer}/candidater")
    send(browser, READY, mandatory(browser.get(PAGE)))
    page = browser.submit(f"/demandeur/offres/{offer}/candidater", form="candidater")
    assert "Votre candidature est déposée" in page.text


def test_a_forced_application_leads_to_the_documents(
    browser: Applicant, database: Database
) -> None:
    offer = an_offer(database)
    token = browser.get(PAGE).dom.find("input", {"name": "csrf_token"})["value"]  # type: ignore[index]
    answer = browser.post_raw(f"/demandeur/offres/{offer}/candidater", {"csrf_token": str(token)})
    assert answer.location.endswith(PAGE)
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM candidature")) == 0


def test_a_new_situation_that_calls_for_a_document_opens_the_file_again(
    browser: Applicant, database: Database, person: ImportedApplicant
) -> None:
    send(browser, READY, mandatory(browser.get(PAGE)))
    more = [*LISTED, {"code": "PREGNANCY", "mandatory": True, "deposited": False}]
    registry_says(database, {**person.record, "documents": more})
    browser.submit("/demandeur/demande", form="actualiser")
    page = browser.get(PAGE)
    assert "À cocher encore : certificat de grossesse." in page.text.replace("\u00a0", " ")


def test_before_the_import_there_is_no_list(app: Flask, database: Database) -> None:
    newcomer = Applicant(app, an_applicant(database).account_id)
    assert newcomer.get(PAGE).location.endswith("/demandeur/demande/numero")


def test_ticks_are_in_the_copy_of_one_s_data_and_go_with_the_request(
    browser: Applicant, database: Database
) -> None:
    send(browser, PAGE, ["TAX_NOTICE_N2"])
    copied = browser.get("/demandeur/mes-donnees/copie.json").response.get_json(force=True)
    assert copied["documents"]["ticked"] == ["TAX_NOTICE_N2"]
    browser.submit("/demandeur/demande/supprimer", form="supprimer")
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM document_tick")) == 0
