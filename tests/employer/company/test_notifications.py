"""What a company is told, in the portal and by a mail that says nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.notifications.digest import send_digests
from tests.app.accounts.letters import Letterbox
from tests.client import Client
from tests.clock import Clock
from tests.employer.conftest import Enter
from tests.factories.accounts import PASSWORD, an_employer_user
from tests.factories.applicants import an_imported_applicant
from tests.factories.companies import a_company

CENTRE = "/employeur/notifications"


@pytest.fixture
def letters(database: Database, settings: Settings, tmp_path: Path) -> Letterbox:
    return Letterbox(database, settings, tmp_path)


def a_new_code(client: Client) -> None:
    client.submit("/employeur/entreprise/codes/nouveau", {"label": "Hall"}, form="nouveau")


def test_what_happened_is_told_until_it_was_read(database: Database, enter: Enter) -> None:
    company = a_company(database)
    owner, reader = enter(company), enter(company, role="READER")
    a_new_code(owner)
    bell = reader.get("/employeur").dom.find("a", href=CENTRE)
    assert bell is not None
    assert "1 non lue" in bell.get_text()
    page = reader.get(CENTRE)
    assert "Un Code Entreprise a été créé" in page.text
    assert "Nouveau" in page.text
    again = reader.get(CENTRE)
    assert "Nouveau" not in again.dom.find(id="nouvelles").find_parent("section").get_text()  # type: ignore[union-attr]
    assert "1 non lue" in owner.get("/employeur/entreprise").text, "each for oneself"


def test_another_companys_news_is_not_ones_own(database: Database, enter: Enter) -> None:
    a_new_code(enter(a_company(database)))
    assert "Un Code Entreprise" not in enter(a_company(database)).get(CENTRE).text


def test_a_mail_comes_as_often_as_was_chosen_and_says_nothing(
    database: Database, enter: Enter, letters: Letterbox, clock: Clock
) -> None:
    company = a_company(database)
    owner = enter(company, email="claire@entreprise.example")
    daily = enter(company, role="READER", email="chaque.jour@entreprise.example")
    never = enter(company, role="READER", email="jamais@entreprise.example")
    daily.submit(CENTRE, {"digest": "DAILY"}, form="notifications")
    never.submit(CENTRE, {"digest": "NEVER"}, form="notifications")
    a_new_code(owner)
    assert send_digests(database) == 0, "not before a day has passed"
    clock.advance(timedelta(days=1, minutes=1))
    assert send_digests(database) == 1
    mail = letters.the_mail()
    assert mail["To"] == "chaque.jour@entreprise.example"
    assert company.name not in mail.as_string()
    assert send_digests(database) == 0, "once"
    clock.advance(timedelta(days=7, minutes=2))
    assert send_digests(database) == 1
    assert letters.the_mail()["To"] == "claire@entreprise.example"


def test_nothing_new_and_somebody_hidden_write_no_mail(
    database: Database, enter: Enter, letters: Letterbox, clock: Clock
) -> None:
    company = a_company(database)
    an_employer_user(database, company.id, role="READER")
    clock.advance(timedelta(days=3))
    an_imported_applicant(database, company, choice=1)
    clock.advance(timedelta(days=8))
    assert send_digests(database) == 0
    clock.advance(timedelta(days=9))
    an_imported_applicant(database, company, choice=2)
    an_imported_applicant(database, a_company(database), choice=2)
    assert send_digests(database) == 1
    assert letters.the_mail() is not None


def test_who_left_is_written_to_no_more(database: Database, enter: Enter, clock: Clock) -> None:
    company = a_company(database)
    a_new_code(enter(company))
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET ended_at = now()"))
    clock.advance(timedelta(days=8))
    assert send_digests(database) == 0


def test_new_terms_of_use_are_asked_before_anything_else(app: Flask, database: Database) -> None:
    who = an_employer_user(database, a_company(database).id, role="READER")
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE employer_account SET terms_version = '2020-01'"))
    client = Client(app)
    values = {"email": who.email, "password": PASSWORD}
    asked = client.submit("/employeur/connexion?next=/employeur/salaries", values)
    assert asked.h1 == "Avant de continuer"
    assert client.get("/employeur/salaries").status == 303
    refused = client.submit(asked, form="conditions", follow=False)
    assert "Acceptez les conditions" in refused.text
    page = client.submit(refused, {"terms": "y"}, form="conditions", follow=False)
    assert page.location == "/employeur/salaries"
    assert client.get("/employeur/salaries").status == 200
    with database.owner.connect() as owner:
        kept = owner.execute(text("SELECT terms_version, terms_accepted_at FROM employer_account"))
        version, moment = kept.one()
    assert version != "2020-01"
    assert moment is not None
