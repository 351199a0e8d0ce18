"""What a person consents to: the text of the day, and the receipt's own text for good."""

import json
from datetime import timedelta

import pytest
from flask import Flask

from app.db.engines import Database
from tests.admin.tables.loading import NEXT_YEAR, load, paris_day
from tests.applicant.conftest import Applicant
from tests.client import Client
from tests.employer.conftest import Later, later  # noqa: F401  (a fixture here too)
from tests.factories.accounts import a_staff
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company

NEW_SENTENCE = "Mon employeur voit onze informations, et rien d’autre."
OLD_SENTENCE = "Mon employeur voit 11 informations."
FILE = f"""texte;langue;mots
choice_1;fr;Mon employeur ne voit rien du tout.
choice_1;en;My employer sees nothing at all.
choice_2;fr;{NEW_SENTENCE}
choice_2;en;My employer sees eleven items, and nothing else.
choice_3;fr;Mon employeur voit tout mon dossier.
choice_3;en;My employer sees my whole file.
sensitive_all;fr;Tout
sensitive_all;en;Everything
sensitive_except;fr;Tout sauf
sensitive_except;en;Everything but
"""


@pytest.fixture
def boss(app: Flask, database: Database) -> Client:
    return Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)


@pytest.fixture
def person(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database, a_company(database))


def entered(app: Flask, person: ImportedApplicant) -> Applicant:
    return Applicant(app, person.account_id)


def receipts(browser: Client) -> list[tuple[str, str]]:
    """(wording, version of the wording) of every receipt, newest first."""
    page = browser.get("/demandeur/choix/historique")
    found = (browser.get(str(a["href"])) for a in page.dom.select("a[href$='/json']"))
    read = [json.loads(one.response.get_data()) for one in found]
    return [(one["wording"], one["wording_version"]) for one in read]


def test_a_receipt_keeps_its_text_when_the_text_changes(
    app: Flask, boss: Client, database: Database, person: ImportedApplicant,
    later: Later,  # noqa: F811
) -> None:  # fmt: skip
    browser = entered(app, person)
    browser.choose(2, duration="sans-fin")
    day = paris_day(database)
    boss.submit(load(boss, "textes-du-choix", FILE.encode(), NEXT_YEAR))
    assert OLD_SENTENCE in browser.get("/demandeur/choix").text
    later(NEXT_YEAR - day + timedelta(days=1))
    browser = entered(app, person)
    assert NEW_SENTENCE in browser.get("/demandeur/choix").text
    browser.choose(2, duration="sans-fin")
    assert receipts(browser) == [(NEW_SENTENCE, "2027-01-01.1"), (OLD_SENTENCE, "2026-11")]


def test_nobody_consents_to_a_text_they_did_not_read(
    app: Flask, boss: Client, database: Database, person: ImportedApplicant
) -> None:
    browser = entered(app, person)
    page = browser.get("/demandeur/choix")
    boss.submit(load(boss, "textes-du-choix", FILE.encode(), paris_day(database)))
    answers = {"choice": "2", "duration": "sans-fin"}
    told = browser.submit(page, answers)
    assert "Le texte de ce choix a changé" in told.text
    assert NEW_SENTENCE in told.text
    assert told.dom.select_one("input[name=choice][value='2'][checked]")
    assert receipts(browser) == []
    assert "Votre choix est enregistré" in browser.submit(told, answers).text
    assert receipts(browser)[0][0] == NEW_SENTENCE


def test_texts_that_lack_one_are_not_kept(boss: Client) -> None:
    lacking = "\n".join(FILE.splitlines()[:-1])
    preview = load(boss, "textes-du-choix", lacking.encode(), NEXT_YEAR)
    assert "réponse « tout sauf », en anglais" in " ".join(
        preview.text.replace("\u202f", " ").replace("\u00a0", " ").split()
    )
    assert preview.dom.select_one("main form button[disabled]")
    assert "complétez le fichier" in boss.submit(preview, {}).text
    assert len(boss.get("/action-logement/tables/textes-du-choix").dom.select("tbody tr")) == 1


def test_every_language_of_the_first_version_is_what_was_shown(app: Flask, boss: Client) -> None:
    """Receipts made before the texts were a table quote it: it must never be edited."""
    page = boss.get("/action-logement/tables/textes-du-choix/versions/0/fichier.csv")
    assert [line.split(";")[2] for line in page.body.splitlines()[1:]] == [
        "Mon employeur ne voit rien.", "My employer sees nothing.",
        OLD_SENTENCE, "My employer sees 11 items of information.",
        "Mon employeur voit ma demande et mes candidatures.",
        "My employer sees my request and my applications.",
        "Tout mon dossier", "My whole file",
        "Tout sauf les éléments sensibles", "Everything but the sensitive items",
    ]  # fmt: skip
