"""The reports about no single person: who may ask, what they hold, what closes them."""

import csv
import json
from io import BytesIO, StringIO

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from app.reports.pdf.check import faults_in
from app.reports.pdf.fetcher import font_paths
from app.reports.pdf.glyphs import wrong_glyphs
from tests.client import Client, Page
from tests.employer.reports.conftest import opened
from tests.factories.accounts import an_employer_user
from tests.factories.applicants import an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company
from tests.pdf_text import everything_in, page_text
from tests.worker import do_jobs

ROOT = "/employeur/rapports"


def attached(pdf: bytes, name: str) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        return document.attachments[name].get_file().read_bytes()


def made(hr: Client, settings: Settings, database: Database, form: str) -> tuple[Page, bytes]:
    """Ask by the form of that address, have it made, open it."""
    page = hr.submit(ROOT, form=form)
    assert "se prépare" in page.text
    do_jobs(settings, database)
    answer = opened(hr, page)
    assert answer.response.mimetype == "application/pdf"
    return page, answer.response.get_data()


def test_the_periodic_report_holds_everybody_visible_and_nobody_else(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    shown = an_imported_applicant(database, company, choice=2)
    an_imported_applicant(database, company, choice=3, overrides={"applicant.birth_name": "Łuczak"})
    an_imported_applicant(database, company, choice=1, overrides={"applicant.birth_name": "Cachee"})
    an_imported_applicant(
        database, a_company(database), choice=3, overrides={"applicant.birth_name": "Voisine"}
    )
    _page, pdf = made(hr, settings, database, f"{ROOT}/entreprise")
    assert faults_in(pdf) == []
    assert wrong_glyphs(pdf, font_paths()) == []
    words = " ".join(page_text(pdf).split())
    assert "Rapport périodique" in words
    assert "1 résumé · 1 dossier complet" in words
    for hidden in ("Cachee", "CACHEE", "Voisine", "VOISINE"):
        assert hidden not in everything_in(pdf)
    rows = list(csv.reader(StringIO(attached(pdf, "liste.csv").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
    assert {row[4] for row in rows[1:]} == {"Résumé", "Dossier"}
    assert {row[6] for row in rows[1:]} == {"Non partagée", "Aucune"}
    data = json.loads(attached(pdf, "donnees.json"))
    assert (data["data"]["visible"], data["data"]["full_files"]) == (2, 1)
    with database.owner.connect() as owner:
        lines = owner.execute(
            text(
                "SELECT act, count(*) FROM journal_line l JOIN journal_subject s "
                "ON s.line_id = l.id WHERE act LIKE 'REPORT%' GROUP BY act ORDER BY act"
            )
        ).all()
        mine = owner.scalar(
            text("SELECT count(*) FROM journal_subject WHERE request_id = :id"),
            {"id": shown.request_id},
        )
    assert lines == [("REPORT_OPENED", 2), ("REPORT_PRINTED", 2)]
    assert mine == 2, "each person reads of it in the own journal"


@pytest.mark.parametrize("form", ["entreprise", "comite"])
def test_whoever_shows_less_closes_a_report_that_counts_them(
    database: Database, settings: Settings, company: MadeCompany, hr: Client, form: str
) -> None:
    person = an_imported_applicant(database, company, choice=3)
    for _n in range(11):
        an_imported_applicant(database, company, choice=2)
    page, _pdf = made(hr, settings, database, f"{ROOT}/{form}")
    assert opened(hr, page).status == 200
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    assert opened(hr, page).status == 303
    closed = hr.get(page.response.request.path)
    assert "Ce rapport est fermé" in closed.text
    assert opened(hr, page).status == 303, "it stays closed"
    again = hr.submit(closed, form=f"{ROOT}/{form}")
    assert "se prépare" in again.text


def test_a_withdrawal_between_asking_and_making_leaves_nobody_in_it(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    gone = an_imported_applicant(
        database, company, choice=2, overrides={"applicant.birth_name": "Partie"}
    )
    an_imported_applicant(database, company, choice=2)
    page = hr.submit(ROOT, form=f"{ROOT}/entreprise")
    with transaction(database, "applicant", gone.actor) as tx:
        withdraw(tx, gone.actor, gone.request_id)
    do_jobs(settings, database)
    pdf = opened(hr, page).response.get_data()
    assert "PARTIE" not in everything_in(pdf)


def test_the_works_council_reads_numbers_from_eleven_people_on_and_no_person(
    app: Flask, database: Database, settings: Settings, company: MadeCompany
) -> None:
    member = an_employer_user(database, company.id, role="COMMISSION")
    council = Client(app).enter_as(
        "employer", member.account_id, membership_id=member.membership_id
    )
    for _n in range(12):
        an_imported_applicant(database, company, choice=2)
    an_imported_applicant(database, company, choice=3)
    _page, pdf = made(council, settings, database, f"{ROOT}/comite")
    assert faults_in(pdf) == []
    assert "MIRANDEUIL" not in everything_in(pdf).upper()
    tables = json.loads(attached(pdf, "donnees.json"))["data"]["tables"]
    assert tables["level"] == {"cells": {"2": None, "3": None}, "total": 13}
    assert "13" in page_text(pdf)
    shown = council.get(ROOT)
    assert "Rapport périodique" not in shown.text
    token = shown.dom.find("input", attrs={"name": "csrf_token"})["value"]
    for address in (f"{ROOT}/entreprise", f"{ROOT}/affiche", ROOT):
        assert council.post_raw(address, {"csrf_token": token}).status == 403


def test_a_poster_shows_the_code_and_never_closes(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    with database.owner.begin() as owner:
        for whose, code in ((company.id, "ABCDEFGH2"), (a_company(database).id, "MNPQRSTU2")):
            owner.execute(
                text(
                    "INSERT INTO company_code (company_id, code, label, valid_from) "
                    "VALUES (:company, :code, 'Siège', '2020-01-01')"
                ),
                {"company": whose, "code": code},
            )
        foreign = owner.scalar(text("SELECT id FROM company_code WHERE code = 'MNPQRSTU2'"))
    person = an_imported_applicant(database, company, choice=2)
    page, pdf = made(hr, settings, database, f"{ROOT}/affiche")
    assert "ABCD-EFGH-2" in page_text(pdf)
    assert faults_in(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    assert opened(hr, page).status == 200
    token = hr.get(ROOT).dom.find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"code_id": str(foreign), "csrf_token": token}
    assert hr.post_raw(f"{ROOT}/affiche", sent).status == 404


def test_a_period_of_the_future_or_the_wrong_way_round_is_refused_in_words(
    database: Database, hr: Client
) -> None:
    for since, until in (("2026-05-01", "2026-04-01"), ("2010-01-01", "2026-01-01"), ("", "x")):
        answer = hr.submit(ROOT, {"since": since, "until": until}, form=f"{ROOT}/entreprise")
        assert answer.status == 200
        assert "à corriger" in answer.text
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM report")) == 0


def test_whoever_may_not_export_prints_no_list(
    app: Flask, database: Database, company: MadeCompany
) -> None:
    member = an_employer_user(database, company.id, role="MANAGER")
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET may_export = false"))
    manager = Client(app).enter_as(
        "employer", member.account_id, membership_id=member.membership_id
    )
    shown = manager.get(ROOT)
    assert "Rapport périodique" not in shown.text
    token = shown.dom.find("input", attrs={"name": "csrf_token"})["value"]
    assert manager.post_raw(f"{ROOT}/entreprise", {"csrf_token": token}).status == 403
