"""Erasure: asked for by password, done by the link, and nothing is found afterwards."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from app.audit.sealer import seal_waiting
from app.audit.verify import verify
from app.config import Settings
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.jobs.housekeeping import keep_house
from app.offers.saved import save_search
from app.offers.search import Filters, Tab
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery, list_applicants, open_file
from app.privacy.rule import NotShared
from app.registry.import_codes import issue_code
from tests.applicant.conftest import Applicant
from tests.applicant.test_request_and_readings import an_employer
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import PASSWORD, an_employer_user, an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    registry_source,
)
from tests.factories.cases import a_contact
from tests.factories.offers import an_offer
from tests.factories.points import a_scale, an_award
from tests.privacy.canary import overrides
from tests.privacy.world import let_apply

ADDRESS = "zqgoneqaccount@courriel.example"


@pytest.fixture
def somebody(database: Database) -> ImportedApplicant:
    """Somebody with a row in every table that may know of an applicant."""
    person = an_imported_applicant(
        database, choice=3, sensitive=True, overrides=overrides("gone"), email=ADDRESS
    )
    a_contact(database, person.actor, "zqgoneqcase")
    let_apply(database, person, "gone")
    an_offer(database)
    with transaction(database, "applicant", person.actor) as tx:
        save_search(tx, person.account_id, Tab.WANTED, Filters(types=("T3",)))
        issue_code(tx, registry_source(database).secret_key, person.account_id, "x" * 18)
    assert person.public_id is not None
    owner = an_owner(database, person.company.id)
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    reader = an_employer(database, person.company.id)
    with transaction(database, "employer", reader) as tx:
        list_applicants(tx, reader, ApplicantQuery())
        open_file(tx, reader, person.public_id, Purpose.SUPPORT)
    return person


def the_link(database: Database) -> str:
    with database.owner.connect() as owner:
        found = text("SELECT params ->> 'token' FROM mail_outbox WHERE kind = 'erase_account'")
        return f"/demandeur/effacement/{owner.scalar(found)}"


def ask(app: Flask, person: ImportedApplicant) -> None:
    browser = Applicant(app, person.account_id)
    wrong = browser.submit("/demandeur/mes-donnees/effacer", {"present": "x"})
    assert "Ce n’est pas votre mot de passe actuel." in wrong.text
    sent = browser.submit("/demandeur/mes-donnees/effacer", {"present": PASSWORD})
    assert "Un lien est parti à votre adresse." in sent.text


def every_row(database: Database) -> dict[str, str]:
    """The text of every table of every schema of the product, as its owner reads them.

    The registration system's stand-in is left out: it is not the portal.
    """
    with database.owner.connect() as owner:
        tables = owner.execute(
            text("SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN"
                 " ('pg_catalog', 'information_schema', 'registry')")
        ).all()  # fmt: skip
        return {
            f"{schema}.{table}": "\n".join(
                owner.scalars(text(f'SELECT t::text FROM "{schema}"."{table}" t'))
            )
            for schema, table in tables
        }


def traces(database: Database, person: ImportedApplicant) -> dict[str, set[str]]:
    """table -> what of this person is found in it."""
    number = re.escape(person.unique_number)
    marks = re.compile(
        rf"zqgoneq[a-z]+|{re.escape(ADDRESS)}|{number}"
        rf"|{person.account_id}|{person.request_id}|{person.public_id}", re.IGNORECASE,
    )  # fmt: skip
    found = {table: set(marks.findall(rows)) for table, rows in every_row(database).items()}
    # The name of a building stands in its public offer, whoever applied for it.
    found["public.offer"].discard("zqgoneqresidence")
    return {table: what for table, what in found.items() if what}


def test_nothing_is_found_afterwards_but_numbers_that_lead_to_nobody(
    app: Flask, database: Database, settings: Settings, somebody: ImportedApplicant
) -> None:
    seal_waiting(database)
    before = traces(database, somebody)
    assert {"public.summary", "public.consent", "public.case_message", "public.saved_search",
            "public.import_code", "public.candidature_event", "public.journal_subject",
            "public.applicant_account", "public.visibility"} <= set(before)  # fmt: skip
    ask(app, somebody)
    stranger = Client(app)
    page = stranger.get(the_link(database))
    assert "Ce qui reste, et pourquoi" in page.text
    assert traces(database, somebody).keys() >= before.keys(), "a look at the page erases nothing"
    done = stranger.submit(page)
    assert done.h1 == "Votre compte est effacé"
    keep_house(settings, database)
    seal_waiting(database)
    after = traces(database, somebody)
    # Random numbers, in the journal's pointers and in the company's ledger; no name, no address,
    # no number of a request.
    kept = {str(somebody.account_id), str(somebody.request_id)}
    assert after == {
        "public.journal_subject": kept, "public.points_line": {str(somebody.public_id)}
    }  # fmt: skip
    assert verify(database).faults == ()


def test_no_file_holds_anything_of_the_person(
    app: Flask, database: Database, settings: Settings, somebody: ImportedApplicant
) -> None:
    ask(app, somebody)
    Client(app).submit(the_link(database))
    for path in settings.data.rglob("*"):
        # Mails already sent stand in this folder for the person's own mailbox; the embedded server
        # keeps its log of changes for a while, as every PostgreSQL does.
        if path.is_file() and not {"mail", "pg"} & set(path.parts):
            assert b"zqgoneq" not in path.read_bytes().lower(), path


def test_the_employer_sees_nobody_and_sessions_end(
    app: Flask, database: Database, somebody: ImportedApplicant
) -> None:
    browser = Applicant(app, somebody.account_id)
    reader = an_employer(database, somebody.company.id)
    ask(app, somebody)
    Client(app).submit(the_link(database))
    assert "/connexion" in browser.get("/demandeur").location
    with transaction(database, "employer", reader) as tx:
        assert list_applicants(tx, reader, ApplicantQuery()).rows == ()
        assert somebody.public_id is not None
        with pytest.raises(NotShared):
            open_file(tx, reader, somebody.public_id, Purpose.SUPPORT)


def test_a_link_serves_once_and_for_a_day(
    app: Flask, database: Database, somebody: ImportedApplicant, clock: Clock
) -> None:
    ask(app, somebody)
    link = the_link(database)
    clock.advance(timedelta(hours=25))
    assert Client(app).get(link).status == 410
    clock.reset()
    browser = Client(app)
    page = browser.get(link)
    browser.submit(page)
    assert browser.submit(page).status == 410
    assert Client(app).get("/demandeur/effacement/x").status == 410


def test_an_account_at_another_door_with_the_same_address_stays(
    app: Flask, database: Database, somebody: ImportedApplicant
) -> None:
    member = an_employer_user(database, somebody.company.id, email=ADDRESS)
    with database.owner.begin() as owner:
        owner.execute(
            text("INSERT INTO mail_outbox (recipient, kind, locale, params)"
                 " VALUES (:e, 'password_changed_employer', 'fr', '{}'),"
                 " (:e, 'choice_made', 'fr', '{}')"),
            {"e": ADDRESS},
        )  # fmt: skip
    ask(app, somebody)
    Client(app).submit(the_link(database))
    with database.owner.connect() as owner:
        assert owner.scalar(
            text("SELECT active FROM employer_account WHERE id = :i"), {"i": member.account_id}
        )
        waiting = list(owner.scalars(text("SELECT kind FROM mail_outbox WHERE sent_at IS NULL")))
    assert "password_changed_employer" in waiting
    assert "choice_made" not in waiting


def test_somebody_else_keeps_everything(
    app: Flask, database: Database, somebody: ImportedApplicant
) -> None:
    other = an_imported_applicant(database, somebody.company, choice=2)
    case_id: UUID = a_contact(database, other.actor)
    ask(app, somebody)
    Client(app).submit(the_link(database))
    browser = Applicant(app, other.account_id)
    assert browser.get(f"/demandeur/echanges/{case_id}").status == 200
    assert browser.get("/demandeur/demande").status == 200


def test_words_of_a_period_that_is_over_go_with_it(
    database: Database, settings: Settings, somebody: ImportedApplicant
) -> None:
    with database.owner.begin() as owner:
        offer = owner.scalar(text("SELECT id FROM offer LIMIT 1"))
        owner.execute(
            text("INSERT INTO suggestion (company_id, public_id, offer_id, note, author_id,"
                 " author_name, author_role) VALUES (:c, :p, :o, 'zqgoneqcase', :c, 'x', 'OWNER')"),
            {"c": somebody.company.id, "p": somebody.public_id, "o": offer},
        )  # fmt: skip
    keep_house(settings, database)
    assert "zqgoneqcase" in every_row(database)["public.suggestion"], "it runs still"
    with transaction(database, "applicant", somebody.actor) as tx:
        withdraw(tx, somebody.actor, somebody.request_id)
    keep_house(settings, database)
    assert every_row(database)["public.suggestion"] == ""
