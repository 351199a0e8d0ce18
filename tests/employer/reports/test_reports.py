"""Printing a person, through the door: asked, made by the worker, checked again when opened."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from flask import Flask

from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.rule import Choice
from app.reports.pdf import check
from tests.client import Client
from tests.clock import Clock
from tests.employer.reports.conftest import ask, opened
from tests.factories.accounts import an_employer_user
from tests.factories.applicants import an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany
from tests.pdf_text import everything_in, page_text
from tests.worker import do_jobs


@pytest.mark.parametrize(("kind", "choice"), [("summary", 2), ("file", 3)])
def test_a_person_is_printed_as_shared_with_who_when_and_why(
    database: Database, settings: Settings, company: MadeCompany, hr: Client, kind: str, choice: int
) -> None:
    person = an_imported_applicant(database, company, choice=choice)
    page = ask(hr, person, kind)
    assert "se prépare" in page.text
    assert do_jobs(settings, database) == 1
    assert "Votre PDF est prêt" in hr.get(page.response.request.path).text
    answer = opened(hr, page)
    assert answer.response.mimetype == "application/pdf"
    pdf = answer.response.get_data()
    words = page_text(pdf)
    assert "MIRANDEUIL" in words
    assert "Odile Ferrandeau" in words
    assert ("Soutenir une candidature" in words) == (kind == "file")
    assert check.faults_in(pdf) == []
    assert "Conjointin" not in everything_in(pdf)


def test_the_machine_form_holds_what_the_pages_show(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    person = an_imported_applicant(database, company, choice=3, sensitive=False)
    page = ask(hr, person, "file")
    do_jobs(settings, database)
    pdf = opened(hr, page).response.get_data()
    with pikepdf.open(BytesIO(pdf)) as document:
        attached = document.attachments["donnees.json"].get_file().read_bytes()
    data = json.loads(attached)
    assert data["data"]["sensitive"] == {}
    assert data["data"]["summary"]["surname"] == "Mirandeuil"
    for hidden in ("VIOLENCE_AT_HOME", "NON_EU", "Mobilité réduite", "deuxième enfant", "Cariste"):
        assert hidden not in everything_in(pdf)
    assert "21480" not in attached.decode() + page_text(pdf)


def test_a_withdrawal_closes_a_report_at_every_stage(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    made, asked = (an_imported_applicant(database, company, choice=2) for _ in range(2))
    ready = ask(hr, made, "summary")
    do_jobs(settings, database)
    queued = ask(hr, asked, "summary")
    for person in (made, asked):
        with transaction(database, "applicant", person.actor) as tx:
            withdraw(tx, person.actor, person.request_id)
    do_jobs(settings, database)
    unknown = hr.get(f"/employeur/rapports/{uuid4()}/pdf")
    for page in (ready, queued):
        answer = opened(hr, page)
        assert answer.status == 404
        assert answer.response.get_data() == unknown.response.get_data()
    listed = hr.get("/employeur/rapports")
    assert "Mirandeuil".upper() not in listed.text
    assert listed.text.count("Demande clôturée") == 2


def test_a_report_that_shows_more_than_is_shared_now_is_to_be_made_again(
    database: Database, settings: Settings, company: MadeCompany, hr: Client
) -> None:
    person = an_imported_applicant(database, company, choice=3, sensitive=True)
    page = ask(hr, person, "file")
    do_jobs(settings, database)
    assert opened(hr, page).status == 200
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=False))
    again = opened(hr, page)
    assert again.status == 303
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    assert opened(hr, page).status == 404


def test_nobody_else_opens_a_report_and_it_expires(
    app: Flask, database: Database, settings: Settings, company: MadeCompany, hr: Client,
    clock: Clock,
) -> None:  # fmt: skip
    person = an_imported_applicant(database, company, choice=2)
    page = ask(hr, person, "summary")
    do_jobs(settings, database)
    colleague = an_employer_user(database, company.id, role="MANAGER")
    other = Client(app).enter_as(
        "employer", colleague.account_id, membership_id=colleague.membership_id
    )
    assert opened(other, page).status == 404
    assert opened(hr, page).status == 200
    clock.advance(timedelta(days=8))
    owner_again = Client(app)
    assert owner_again.get(f"{page.response.request.path}/pdf").status == 303


def test_a_file_is_not_printed_without_a_running_purpose_nor_by_a_reader(
    app: Flask, database: Database, company: MadeCompany, hr: Client
) -> None:
    person = an_imported_applicant(database, company, choice=3)
    form = {"public_id": str(person.public_id), "kind": "file"}
    page = hr.get(f"/employeur/salaries/{person.public_id}")
    token = page.dom.find("input", attrs={"name": "csrf_token"})["value"]
    refused = hr.post_raw("/employeur/rapports", {**form, "csrf_token": token})
    assert refused.location.endswith(f"/salaries/{person.public_id}")
    member = an_employer_user(database, company.id, role="READER")
    reader = Client(app).enter_as("employer", member.account_id, membership_id=member.membership_id)
    page = reader.get(f"/employeur/salaries/{person.public_id}")
    token = page.dom.find("input", attrs={"name": "csrf_token"})["value"]
    assert reader.post_raw("/employeur/rapports", {**form, "csrf_token": token}).status == 403
    odd = reader.post_raw("/employeur/rapports", {"public_id": "x", "csrf_token": token})
    assert odd.status == 400


def test_asking_for_somebody_hidden_is_asking_for_nobody(
    database: Database, company: MadeCompany, hr: Client
) -> None:
    hidden = an_imported_applicant(database, company, choice=1)
    shown = an_imported_applicant(database, company, choice=2)
    page = hr.get(f"/employeur/salaries/{shown.public_id}")
    token = page.dom.find("input", attrs={"name": "csrf_token"})["value"]
    answers = [
        hr.post_raw(
            "/employeur/rapports",
            {"public_id": str(who), "kind": "summary", "csrf_token": token},
        )
        for who in (hidden.request_id, uuid4())
    ]
    assert [a.status for a in answers] == [404, 404]
    assert answers[0].response.get_data() == answers[1].response.get_data()
