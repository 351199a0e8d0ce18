"""The page "Ma demande", the employer's name, deletion, and who saw my file."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import transaction
from app.inbox.queries import case_person
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery, list_applicants, open_file, read_summary
from app.privacy.readers.own import readings_of_me
from tests.applicant.conftest import Applicant
from tests.clock import Clock
from tests.factories.accounts import a_staff, an_applicant, an_owner
from tests.factories.applicants import an_imported_applicant, registry_says
from tests.factories.cases import a_contact, staff_actor

PAGES = (
    "", "/aide", "/demande", "/demande/numero", "/demande/employeur", "/demande/supprimer",
    "/choix", "/choix/apercu", "/choix/retirer", "/choix/historique", "/consultations",
)  # fmt: skip


def an_employer(database: Database, company_id) -> Actor:  # type: ignore[no-untyped-def]
    owner = an_owner(database, company_id, name="Hélène Granvallon")
    return Actor(
        audience="employer", account_id=owner.account_id, name="Hélène Granvallon", role="OWNER",
        locale="fr", sid_hash=b"", membership_id=owner.membership_id, company_id=company_id,
        may_open_files=True,
    )  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_to_sign_in(client, path: str) -> None:  # type: ignore[no-untyped-def]
    assert "/demandeur/connexion" in client.get(f"/demandeur{path}").location


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_both_languages(app: Flask, database: Database, path: str) -> None:
    person = an_imported_applicant(database, choice=3)
    browser = Applicant(app, person.account_id)
    for language in ("fr", "en"):
        page = browser.get(f"/demandeur{path}", headers={"Accept-Language": language})
        assert page.status == 200


@pytest.mark.parametrize(
    "path", ["/demande", "/demande/employeur", "/choix", "/choix/apercu", "/choix/historique"]
)
def test_before_the_import_every_page_leads_to_it(
    app: Flask, database: Database, path: str
) -> None:
    browser = Applicant(app, an_applicant(database).account_id)
    assert browser.get(f"/demandeur{path}").location.endswith("/demandeur/demande/numero")


def test_each_reading_is_told_with_name_role_company_and_purpose(
    app: Flask, database: Database
) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=False)
    assert person.public_id is not None
    actor = an_employer(database, person.company.id)
    with transaction(database, "employer", actor) as tx:
        list_applicants(tx, actor, ApplicantQuery())
        list_applicants(tx, actor, ApplicantQuery())
        read_summary(tx, actor, person.public_id)
        open_file(tx, actor, person.public_id, Purpose.SUPPORT)
    shown = Applicant(app, person.account_id).get("/demandeur/consultations")
    lines = [" ".join(li.get_text(" ").split()) for li in shown.dom.select(".row-item")]
    assert len(lines) == 3
    assert all("Hélène Granvallon" in line and person.company.name in line for line in lines)
    assert any("motif : soutenir une candidature" in line for line in lines)
    assert any("Vu dans une liste" in line and "vers" in line for line in lines)


def test_nobody_elses_readings_are_shown(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database, choice=2)
    assert person.public_id is not None
    actor = an_employer(database, person.company.id)
    with transaction(database, "employer", actor) as tx:
        read_summary(tx, actor, person.public_id)
    other = an_imported_applicant(database, person.company, choice=2)
    shown = Applicant(app, other.account_id).get("/demandeur/consultations").text
    assert "Personne n’a lu votre dossier" in shown


def test_the_employers_name_is_the_applicants_to_change(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database)
    browser = Applicant(app, person.account_id)
    page = browser.submit("/demandeur/demande/employeur", {"name": " <b>Chez  Moi</b> "})
    assert page.h1 == "Ce que mon employeur peut voir"
    assert "<b>Chez Moi</b>" in page.text
    empty = browser.submit("/demandeur/demande/employeur", {"name": " "})
    assert "Indiquez le nom de votre employeur." in empty.text
    odd = browser.submit("/demandeur/demande/employeur", {"name": "Chez\x07Moi"})
    assert "ChezMoi" in odd.text
    long = browser.submit("/demandeur/demande/employeur", {"name": "x" * 201})
    assert "200 caractères au plus" in long.text


def test_an_update_keeps_the_name_the_applicant_gave(app: Flask, database: Database) -> None:
    browser = Applicant(app, an_imported_applicant(database).account_id)
    browser.submit("/demandeur/demande/employeur", {"name": "Mon Atelier"})
    assert "Mon Atelier" in browser.submit("/demandeur/demande", form="actualiser").text


def test_an_update_refuses_a_request_that_became_somebody_elses(
    app: Flask, database: Database
) -> None:
    person = an_imported_applicant(database)
    changed = {**person.record["applicant"], "birth_date": "1980-01-01"}
    registry_says(database, {**person.record, "applicant": changed})
    page = Applicant(app, person.account_id).submit("/demandeur/demande", form="actualiser")
    assert "La date de naissance de la demande" in page.text
    assert "1980" not in page.text


def test_deleting_leaves_no_row_of_the_request(app: Flask, database: Database) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=True)
    browser = Applicant(app, person.account_id)
    assert "Garder ma demande" in browser.get("/demandeur/demande/supprimer").text
    browser.submit("/demandeur/demande/supprimer")
    assert "Votre demande apparaîtra ici" in browser.get("/demandeur").text
    tables = ("housing_request", "summary", "file", "sensitive_block", "other_adult", "consent")
    with database.owner.connect() as owner:
        for table in tables:
            assert owner.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table


def test_lists_are_one_line_a_reader_and_day_whatever_the_role_and_to_the_hour(
    database: Database, clock: Clock
) -> None:
    person = an_imported_applicant(database, choice=2)
    first, second = (an_employer(database, person.company.id) for _ in range(2))
    for hour, reader in ((8, first), (9, first), (15, second)):
        clock.freeze(datetime(2026, 11, 23, hour, 42, tzinfo=UTC))
        with transaction(database, "employer", reader) as tx:
            list_applicants(tx, reader, ApplicantQuery())
        with database.owner.begin() as owner:
            owner.execute(text("UPDATE membership SET role = 'MANAGER'"))
    with transaction(database, "applicant", person.actor) as tx:
        lines = readings_of_me(tx)
    assert [(one.at.hour, one.at.minute) for one in lines] == [(15, 0), (8, 0)]
    assert all(one.purpose is None for one in lines)


def test_names_of_readers_leave_after_twelve_months_and_the_line_stays(
    app: Flask, database: Database, clock: Clock
) -> None:
    person = an_imported_applicant(database, choice=3)
    assert person.public_id is not None
    reader = an_employer(database, person.company.id)
    clock.freeze(datetime(2025, 11, 20, 9, 0, tzinfo=UTC))
    with transaction(database, "employer", reader) as tx:
        open_file(tx, reader, person.public_id, Purpose.SUPPORT)
    clock.freeze(datetime(2026, 11, 19, 9, 0, tzinfo=UTC))
    browser = Applicant(app, person.account_id)
    assert "Hélène Granvallon" in browser.get("/demandeur/consultations").text
    clock.freeze(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    browser = Applicant(app, person.account_id)
    later = browser.get("/demandeur/consultations").text
    assert "Hélène Granvallon" not in later
    assert person.company.name in later
    assert "Titulaire" in later


def test_staff_who_open_ones_messages_again_are_one_line_a_day(database: Database) -> None:
    person = an_imported_applicant(database)
    case_id = a_contact(database, person.actor)
    adviser = staff_actor(a_staff(database, "ADVISER"))
    for _ in range(3):
        with transaction(database, "staff", adviser) as tx:
            case_person(tx, case_id)
    with transaction(database, "applicant", person.actor) as tx:
        assert [one.act for one in readings_of_me(tx)] == ["CASE_READ"]
    with database.owner.connect() as owner:
        written = text("SELECT count(*) FROM journal_line WHERE act = 'CASE_READ'")
        assert owner.scalar(written) == 3, "the journal has each of them"
