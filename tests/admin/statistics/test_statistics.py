"""The network's figures on screen: a measure along a dimension, secrets said so, two files."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import text

from app.db.engines import Database
from app.statistics.closing import close_months
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company

ROOT = "/action-logement/statistiques"


@pytest.fixture
def auditor(app: Flask, database: Database, clock: Clock) -> Client:
    """Two closed months: thirteen summaries in February, of companies of three sizes."""
    clock.freeze(datetime(2026, 2, 10, 10, tzinfo=UTC))
    companies = [a_company(database, headcount_band=band) for band in ("12", "22", "42")]
    for n in range(13):
        an_imported_applicant(database, companies[n % 3], choice=2)
    clock.freeze(datetime(2026, 4, 7, tzinfo=UTC))
    assert close_months(database) == 2
    clock.reset()
    return Client(app).enter_as("staff", a_staff(database, "AUDITOR").account_id)


def cells(client: Client, query: str) -> dict[str, str]:
    dom = client.get(f"{ROOT}?{query}").dom
    rows = dom.select("table.cards tbody tr")
    return {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in rows}


def test_months_one_after_the_other_and_what_is_secret_is_no_zero(auditor: Client) -> None:
    page = auditor.get(f"{ROOT}?mesure=choice-2")
    assert page.dom.select_one("nav a[aria-current=page]").get_text(strip=True) == "Statistiques"
    assert cells(auditor, "mesure=choice-2") == {"février 2026": "13", "mars 2026": "secret"}
    assert [bar.get_text() for bar in page.dom.select(".bar-number")] == ["13"], "no bar for it"
    assert "n’est pas zéro" in page.text
    assert "n’est pas zéro" not in auditor.get(f"{ROOT}?mesure=companies").text


def test_by_department_and_by_size_of_one_month(auditor: Client) -> None:
    place = "par=departement&mesure=choice-2&mois=2026-02"
    assert cells(auditor, place) == {"69 · Rhône": "13", "Ensemble": "13"}
    sizes = cells(auditor, "par=taille&mesure=choice-2&mois=2026-02")
    assert list(sizes) == ["10 à 49 salariés", "50 à 249 salariés",
                           "1\u202f000 salariés et plus", "Ensemble"]  # fmt: skip
    assert list(sizes.values()) == ["secret", "secret", "secret", "13"]
    companies = cells(auditor, "par=taille&mesure=companies&mois=2026-02")
    assert list(companies.values()) == ["1", "1", "1", "3"]


def test_an_address_nobody_wrote_shows_the_first_of_each(auditor: Client) -> None:
    assert cells(auditor, "par=x&mesure=y&mois=9999-99") == cells(auditor, "")
    latest = auditor.get(f"{ROOT}?par=departement&mois=2031-01").dom
    assert latest.select_one("#mois option[selected]")["value"] == "2026-03"


def test_the_form_keeps_the_dimension(auditor: Client) -> None:
    page = auditor.submit(f"{ROOT}?par=taille", {"mesure": "codes", "mois": "2026-02"}, form=ROOT)
    assert "Codes Entreprise en service, par taille d’entreprise, février 2026" in page.text


def test_both_files_say_what_the_page_says_and_leave_a_line(
    auditor: Client, database: Database
) -> None:
    query = "par=taille&mesure=choice-2&mois=2026-02"
    got = auditor.get(f"{ROOT}/fichier?{query}")
    name = "statistiques-choice-2-taille-2026-02.csv"
    assert name in got.response.headers["Content-Disposition"]
    rows = list(csv.reader(StringIO(got.response.get_data().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Taille de l’entreprise", "Code", "Choix 2\u00a0: résumé d’identité"]
    assert rows[1] == ["10 à 49 salariés", "10", "secret"]
    assert rows[-1] == ["Ensemble", "", "13"]
    book = openpyxl.load_workbook(
        BytesIO(auditor.get(f"{ROOT}/fichier?{query}&forme=xlsx").response.get_data())
    )
    values = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert values[1] == ["10 à 49 salariés", "10", "secret"]
    assert values[-1][-1] == 13
    with database.owner.connect() as owner:
        acts = owner.scalar(text("SELECT count(*) FROM journal_line WHERE act = 'FIGURES_PRINTED'"))
    assert acts == 2


def test_before_the_first_closed_month_the_page_says_when(app: Flask, database: Database) -> None:
    client = Client(app).enter_as("staff", a_staff(database, "AUDITOR").account_id)
    assert "Aucun mois n’est clos" in client.get(ROOT).text
    assert client.get(f"{ROOT}/fichier").status == 303


def test_in_english(auditor: Client) -> None:
    auditor.get("/action-logement/langue/en")
    page = auditor.get(f"{ROOT}?par=taille&mesure=choice-2&mois=2026-02", follow=True)
    for words in ("Statistics", "Choice 2: identity summary", "not zero", "10 to 49 employees"):
        assert words in page.text


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "ADVISER", "ADMINISTRATOR"])
def test_auditors_alone(app: Flask, database: Database, role: str) -> None:
    client = Client(app).enter_as("staff", a_staff(database, role).account_id)
    assert client.get(ROOT).status == 403
    assert client.get(f"{ROOT}/fichier").status == 403
    assert "Statistiques" not in client.get("/action-logement").text
