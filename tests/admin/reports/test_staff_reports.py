"""Staff's figures: of whom a company sees itself, and of the network, frozen for the month."""

import json
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.reports.pdf.check import faults_in
from tests.client import Client
from tests.factories.accounts import a_staff
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.pdf_text import everything_in
from tests.worker import do_jobs

ROOT = "/action-logement/rapports"


def staff(app: Flask, database: Database, role: str = "AUDITOR") -> Client:
    who = a_staff(database, role=role, email=f"{role.lower()}@al.example")
    return Client(app).enter_as("staff", who.account_id)


def made(client: Client, settings: Settings, database: Database, form: str, **typed: str) -> bytes:
    page = client.submit(ROOT, typed, form=f"{ROOT}/{form}")
    do_jobs(settings, database)
    answer = client.get(f"{page.response.request.path}/pdf")
    assert answer.response.mimetype == "application/pdf"
    pdf: bytes = answer.response.get_data()
    assert faults_in(pdf) == []
    assert "MIRANDEUIL" not in everything_in(pdf).upper()
    return pdf


def tables(pdf: bytes) -> dict[str, dict[str, object]]:
    with pikepdf.open(BytesIO(pdf)) as document:
        data = json.loads(document.attachments["donnees.json"].get_file().read_bytes())
    found: dict[str, dict[str, object]] = data["data"]["tables"]
    return found


def fill(database: Database, company: MadeCompany, people: int) -> None:
    for _n in range(people):
        an_imported_applicant(database, company, choice=2)


def test_a_company_s_figures_count_only_whom_it_sees(
    app: Flask, database: Database, settings: Settings
) -> None:
    company, other = a_company(database), a_company(database)
    fill(database, company, 11)
    an_imported_applicant(database, company, choice=1)
    fill(database, other, 1)
    client = staff(app, database)
    spaced = f"{company.siren[:3]} {company.siren[3:6]} {company.siren[6:]}"
    found = tables(made(client, settings, database, "entreprise", number=spaced))
    assert found["level"] == {"cells": {"2": 11}, "total": 11}
    refused = client.submit(ROOT, {"number": "123"}, form=f"{ROOT}/entreprise")
    assert "Aucune entreprise n’a ce numéro" in refused.text


def test_a_suspended_company_counts_nobody(
    app: Flask, database: Database, settings: Settings
) -> None:
    company = a_company(database)
    fill(database, company, 11)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE company SET status = 'SUSPENDED'"))
    client = staff(app, database)
    page = client.submit(ROOT, {"number": company.siren}, form=f"{ROOT}/entreprise")
    do_jobs(settings, database)
    assert client.get(f"{page.response.request.path}/pdf").status == 303


def test_the_network_s_figures_need_three_companies_and_stay_for_the_month(
    app: Flask, database: Database, settings: Settings
) -> None:
    companies = [a_company(database) for _n in range(3)]
    for company in companies[:2]:
        fill(database, company, 6)
    client = staff(app, database)
    person = an_imported_applicant(database, companies[2], choice=2)
    found = tables(made(client, settings, database, "reseau"))
    assert found["level"] == {"cells": {"2": 13}, "total": 13}
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    fill(database, companies[0], 3)
    assert tables(made(client, settings, database, "reseau")) == found, "frozen"
    with database.owner.begin() as owner:
        owner.execute(text("DELETE FROM network_month"))
    later = tables(made(client, settings, database, "reseau"))
    assert later["level"] == {"cells": {"2": None}, "total": None}, "two companies only"


@pytest.mark.parametrize(
    ("role", "status"),
    [("AUDITOR", 200), ("COMPANY_MANAGER", 200), ("ADMINISTRATOR", 200), ("ADVISER", 403)],
)
def test_who_reads_figures(app: Flask, database: Database, role: str, status: int) -> None:
    assert staff(app, database, role).get(ROOT).status == status


def test_another_member_of_staff_opens_nothing_of_it(
    app: Flask, database: Database, settings: Settings
) -> None:
    page = staff(app, database).submit(ROOT, form=f"{ROOT}/reseau")
    do_jobs(settings, database)
    other = staff(app, database, "ADMINISTRATOR")
    for tail in ("", "/pdf", "/etat"):
        assert other.get(f"{page.response.request.path}{tail}").status == 404
