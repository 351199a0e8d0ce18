"""Exports of the list: what the list shows and no more, for a purpose, closed with consent."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.exports.writing import CsvSheet
from app.privacy.rule import Choice
from app.reports.files import erase_closed
from tests.applicant.conftest import Applicant
from tests.client import Client, Page
from tests.employer.conftest import Enter
from tests.employer.reading import names_on
from tests.factories.accounts import PASSWORD, Somebody, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale, an_award
from tests.worker import do_jobs

LIST, ASK, REPORTS = "/employeur/salaries", "/employeur/salaries/exporter", "/employeur/rapports"
HEADS = ["Nom", "Prénoms", "Visible", "Depuis le", "SIRET", "Lieu de travail", "Logement actuel",
         "Souhait", "Candidature", "Points"]  # fmt: skip


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id, name="Odile Ferrandeau")


@pytest.fixture
def hr(app: Flask, owner: Somebody) -> Client:
    return Client(app).enter_as("employer", owner.account_id, membership_id=owner.membership_id)


def named(
    database: Database, company: MadeCompany, name: str, choice: int, **traits: object
) -> ImportedApplicant:
    return an_imported_applicant(
        database, company, choice=choice,
        overrides={"applicant.birth_name": name, "applicant.usual_name": None}, **traits,
    )  # type: ignore[arg-type]  # fmt: skip


def export(
    hr: Client, settings: Settings, database: Database, form: str = "csv", query: str = ""
) -> Page:
    """Ask for one and let the worker make it; the report's page."""
    asked = hr.submit(f"{ASK}{query}", {"purpose": "SUPPORT", "form": form}, form="exporter")
    do_jobs(settings, database)
    return hr.get(asked.response.request.path)


def file_of(hr: Client, page: Page) -> bytes:
    link = page.dom.select_one("a[href$='/fichier']")
    assert link is not None, page.text
    return hr.get(str(link["href"])).response.get_data()


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_what_the_list_shows_of_each_and_nobody_else(
    hr: Client, owner: Somebody, settings: Settings, database: Database, company: MadeCompany
) -> None:
    named(database, company, "Anonyme", 1)
    summary = named(database, company, "Beaulieu", 2)
    full = named(database, company, "Cendrier", 3)
    a_candidature(database, summary.request_id, [(1, "SUBMITTED")])
    a_candidature(database, full.request_id, [(1, "SUBMITTED"), (4, "VISIT_PLANNED")])
    named(database, a_company(database), "Dailleurs", 3)
    a_scale(database, owner)
    an_award(database, owner, full.public_id)
    page = hr.get(ASK)
    assert "2 personnes dans le fichier" in page.text
    assert "1 résumé · 1 dossier complet" in page.text
    rows = rows_of(file_of(hr, export(hr, settings, database)))
    assert rows[0] == HEADS
    assert [row[0] for row in rows[1:]] == ["Beaulieu", "Cendrier"]
    assert [row[2] for row in rows[1:]] == ["Résumé", "Dossier complet"]
    assert [row[8] for row in rows[1:]] == ["Non partagée", "Visite prévue"]
    assert [row[9] for row in rows[1:]] == ["0", "20"]
    assert date.fromisoformat(rows[1][3])


def test_a_workbook_says_the_same_with_days_as_days(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    for name in ("Beaulieu", "=1+1", "+33", "-2", "@SUM(A1)"):
        named(database, company, name, 2)
    data = file_of(hr, export(hr, settings, database, "xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = list(sheet.iter_rows())  # type: ignore[union-attr]
    assert [cell.value for cell in rows[0]] == HEADS
    assert {cell.data_type for row in rows[1:] for cell in row} == {"s", "d", "n"}
    assert sorted(str(row[0].value) for row in rows[1:]) == sorted(
        ["Beaulieu", "=1+1", "+33", "-2", "@SUM(A1)"]
    )
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_no_cell_of_the_text_file_is_a_formula(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    for name in ("=1+1", "+33", "-2", "@SUM(A1)"):
        named(database, company, name, 2)
    rows = rows_of(file_of(hr, export(hr, settings, database)))
    assert len(rows) == 5
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in rows for cell in row)
    sheet = io.BytesIO()
    writer = CsvSheet(sheet)
    writer.add(["\t=1", "\r=1", "\n=1", "a=1", -3])
    writer.close()
    assert rows_of(sheet.getvalue()) == [["'\t=1", "'\r=1", "'\n=1", "a=1", "-3"]]


def test_filters_words_and_order_are_those_of_the_list(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    for name, choice in (("Abelin", 2), ("Abelard", 3), ("Zola", 3)):
        named(database, company, name, choice)
    rows = rows_of(file_of(hr, export(hr, settings, database, query="?visible=dossier")))
    assert [row[0] for row in rows[1:]] == ["Abelard", "Zola"]
    rows = rows_of(file_of(hr, export(hr, settings, database, query="?q=abel")))
    assert [row[0] for row in rows[1:]] == ["Abelard", "Abelin"]
    link = hr.get(f"{LIST}?q=abel").dom.select_one("a[href^='/employeur/salaries/exporter']")
    assert link is not None
    assert link["href"] == f"{ASK}?q=abel"


def test_everybody_in_it_reads_who_exported_and_why(
    app: Flask, hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    person = named(database, company, "Beaulieu", 2)
    file_of(hr, export(hr, settings, database))
    read = Applicant(app, person.account_id).get("/demandeur/consultations").text
    assert "Odile Ferrandeau" in read
    assert "Ligne de la liste exportée dans un fichier" in read
    assert "soutenir une candidature" in read
    assert "Fichier exporté ouvert" in read
    assert "Liste exportée" in hr.get("/employeur/entreprise/journal").text


def test_one_who_shows_less_closes_the_file_and_it_is_erased(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    leaver = named(database, company, "Beaulieu", 2)
    named(database, company, "Cendrier", 2)
    page = export(hr, settings, database)
    link = str(page.dom.select_one("a[href$='/fichier']")["href"])  # type: ignore[index]
    assert hr.get(link).status == 200
    with transaction(database, "applicant", leaver.actor) as tx:
        withdraw(tx, leaver.actor, leaver.request_id)
    answer = hr.get(link)
    assert answer.status == 303
    assert "Beaulieu" not in hr.get(answer.location).text
    assert "Ce rapport est fermé" in hr.get(answer.location).text
    erase_closed(settings, database)
    report_id = page.response.request.path.rsplit("/", 1)[1]
    assert not (settings.data / "reports" / f"{report_id}.csv").exists()


def test_a_withdrawal_between_asking_and_making_leaves_nobody_in_it(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    leaver = named(database, company, "Beaulieu", 2)
    named(database, company, "Cendrier", 2)
    asked = hr.submit(ASK, {"purpose": "SUPPORT", "form": "csv"}, form="exporter")
    with transaction(database, "applicant", leaver.actor) as tx:
        withdraw(tx, leaver.actor, leaver.request_id)
    do_jobs(settings, database)
    rows = rows_of(file_of(hr, hr.get(asked.response.request.path)))
    assert [row[0] for row in rows[1:]] == ["Cendrier"]


@pytest.mark.parametrize(
    "traits", [{"role": "READER"}, {"role": "COMMISSION"}, {"role": "MANAGER", "export": False}]
)
def test_without_the_flag_there_is_no_export(
    enter: Enter, database: Database, company: MadeCompany, traits: dict[str, object]
) -> None:
    exports = traits.pop("export", True)
    hr = enter(company, **traits)
    if not exports:
        with database.owner.begin() as owner:
            owner.execute(text("UPDATE membership SET may_export = false"))
    named(database, company, "Beaulieu", 2)
    assert hr.get(ASK).status == 403
    assert ASK not in hr.get(LIST).body


def test_another_member_s_export_and_a_pdf_s_address_are_not_there(
    hr: Client, enter: Enter, settings: Settings, database: Database, company: MadeCompany
) -> None:
    named(database, company, "Beaulieu", 2)
    page = export(hr, settings, database)
    link = str(page.dom.select_one("a[href$='/fichier']")["href"])  # type: ignore[index]
    assert enter(company, role="MANAGER").get(link).status == 404
    assert hr.get(link.replace("/fichier", "/pdf")).status == 404


def test_the_password_is_asked_again(
    hr: Client, owner: Somebody, database: Database, company: MadeCompany
) -> None:
    named(database, company, "Beaulieu", 2)
    with database.owner.begin() as connection:
        connection.execute(
            text("UPDATE web_session SET password_at = app.clock() - interval '1 hour'")
        )
    assert "/confirmer" in hr.get(ASK).location
    page = hr.submit(hr.get(ASK).location, {"confirm_password": PASSWORD}, form="confirmer")
    assert "1 personne dans le fichier" in page.text


def test_many_rows_come_all_and_in_order(
    hr: Client, settings: Settings, database: Database, company: MadeCompany,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Pages and chunks of a few, so that their seams are crossed."""
    monkeypatch.setattr("app.privacy.readers.employer_export.PAGE", 3)
    monkeypatch.setattr("app.privacy.readers.employer_export.CHUNK", 2)
    for number in range(11):
        named(database, company, f"Nom{chr(97 + number)}", 2 + number % 2)
    rows = rows_of(file_of(hr, export(hr, settings, database)))
    assert [row[0] for row in rows[1:]] == [f"Nom{chr(97 + n)}" for n in range(11)]
    rows = rows_of(file_of(hr, export(hr, settings, database, query="?tri=jour")))
    listed = [one.split()[0] for one in names_on(hr.get(f"{LIST}?tri=jour"))]
    assert [row[0].upper() for row in rows[1:]] == listed


def test_who_opens_no_files_exports_marks_that_close_with_the_choice(
    enter: Enter, settings: Settings, database: Database, company: MadeCompany
) -> None:
    """The file says "Dossier complet": it is closed when that is no longer so."""
    hr = enter(company, role="MANAGER")
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET may_open_files = false"))
    person = named(database, company, "Beaulieu", 3)
    a_candidature(database, person.request_id, [(1, "SUBMITTED")])
    page = export(hr, settings, database)
    rows = rows_of(file_of(hr, page))
    assert rows[1][2] == "Dossier complet"
    assert rows[1][8] == "Hors de votre rôle"
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    link = str(page.dom.select_one("a[href$='/fichier']")["href"])  # type: ignore[index]
    assert hr.get(link).status == 303


def test_a_flag_taken_back_closes_the_door_to_the_file_made_before(
    hr: Client, settings: Settings, database: Database, company: MadeCompany
) -> None:
    named(database, company, "Beaulieu", 2)
    page = export(hr, settings, database)
    link = str(page.dom.select_one("a[href$='/fichier']")["href"])  # type: ignore[index]
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET may_export = false"))
    assert hr.get(link).status == 403
