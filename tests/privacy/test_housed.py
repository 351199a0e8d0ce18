"""The exception to the quiet exit: a lease signed under choice 3 keeps the name three months."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from app.candidatures.services import Event, record, submit
from app.candidatures.states import By, State
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.jobs.housekeeping import keep_house
from app.privacy.exits import closed_months
from app.privacy.intake import delete_request
from app.privacy.readers.own import readings_of_me
from app.privacy.rule import Choice
from tests.client import Client, Page
from tests.clock import Clock
from tests.factories.accounts import an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer
from tests.privacy.sql import Console, context_of, member_actor

PAGE = "/employeur/loges"
NAME = "MIRANDEUIL Inès, Flore"


def house(database: Database, person: ImportedApplicant) -> UUID:
    """From the application to the lease, then struck off by the registry."""
    offer = an_offer(database)
    with transaction(database, "applicant", person.actor) as tx:
        made = submit(tx, person.actor, offer)
    with transaction(database, "worker") as tx:
        for state, by in ((State.VALIDATED, By.ADVISER), (State.TRANSMITTED, By.ADVISER),
                          (State.LEASE_SIGNED, By.LANDLORD)):  # fmt: skip
            at = tx.scalar(text("SELECT app.clock()"))
            assert at is not None
            record(tx, made, Event(state, at, by))
    return made


def strike_off(database: Database) -> None:
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE housing_request SET status = 'STRUCK_OFF'"))


def looks(app: Flask, database: Database, company: MadeCompany, **traits: object) -> Page:
    who = an_employer_user(database, company.id, **traits)  # type: ignore[arg-type]
    client = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    return client.get(PAGE)


@pytest.mark.parametrize("role", ["OWNER", "MANAGER", "READER"])
def test_the_name_stays_with_its_day_and_the_request_is_closed_like_any_other(
    app: Flask, database: Database, role: str
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    house(database, person)
    strike_off(database)
    page = looks(app, database, company, role=role)
    assert NAME in page.text
    assert "Logé" in page.text
    assert "Gratte-Ciel" not in page.body
    assert str(person.public_id) not in page.body
    owner = member_actor(an_owner(database, company.id))
    with transaction(database, "employer", owner) as tx:
        assert [month.requests for month in closed_months(tx, owner)] == [1]
    with transaction(database, "applicant", person.actor) as tx:
        assert [r.act for r in readings_of_me(tx)] == ["LIST_READ"]


def test_three_months_later_the_name_is_gone_by_the_clock_and_then_from_the_table(
    app: Flask, database: Database, clock: Clock, settings: object
) -> None:
    company = a_company(database)
    clock.freeze(datetime(2027, 1, 20, 9, tzinfo=UTC))
    house(database, an_imported_applicant(database, company, choice=3))
    strike_off(database)
    clock.freeze(datetime(2027, 4, 20, 7, 59, tzinfo=UTC))
    assert NAME in looks(app, database, company).text
    clock.freeze(datetime(2027, 4, 20, 9, 0, 1, tzinfo=UTC))
    assert NAME not in looks(app, database, company).text
    keep_house(settings, database)  # type: ignore[arg-type]
    assert _kept(database) == []


@pytest.mark.parametrize("choice", [None, 1, 2])
def test_no_name_is_kept_of_a_lease_under_another_choice(
    app: Flask, database: Database, choice: int | None
) -> None:
    company = a_company(database)
    house(database, an_imported_applicant(database, company, choice=choice))
    strike_off(database)
    assert NAME not in looks(app, database, company).text
    assert _kept(database) == []


def test_an_expired_choice_is_no_running_one(app: Flask, database: Database, clock: Clock) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3, months=1)
    clock.advance(timedelta(days=40))
    house(database, person)
    assert _kept(database) == []


@pytest.mark.parametrize("way", ["withdrawn", "summary", "erased", "other employer", "corrected"])
def test_the_applicant_s_own_act_and_a_corrected_lease_take_the_name_away(
    app: Flask, database: Database, way: str
) -> None:
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    made = house(database, person)
    assert NAME in looks(app, database, company).text
    if way == "corrected":
        with transaction(database, "worker") as tx:
            at = tx.scalar(text("SELECT app.clock()"))
            assert at is not None
            record(tx, made, Event(State.TRANSMITTED, at, By.LANDLORD, correction=True))
    elif way == "other employer":
        with database.owner.begin() as owner:
            siret = a_company(database).siret
            owner.execute(text("UPDATE housing_request SET siret = :s"), {"s": siret})
    elif way == "summary":
        decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY, None, None))
    else:
        with transaction(database, "applicant", person.actor) as tx:
            if way == "erased":
                delete_request(tx, person.request_id)
            else:
                withdraw(tx, person.actor, person.request_id)
    assert NAME not in looks(app, database, company).text
    assert not any(name for name in _kept(database))


def test_another_company_another_site_and_the_works_council_read_no_name(
    app: Flask, database: Database
) -> None:
    company, other = a_company(database), a_company(database)
    person = an_imported_applicant(database, company, choice=3)
    house(database, person)
    strike_off(database)
    assert NAME not in looks(app, database, other).text
    assert NAME not in looks(app, database, company, sites=(other.siret,)).text
    assert looks(app, database, company, role="COMMISSION").status == 403
    console = Console(database, "employer")
    stranger = context_of(database, member_actor(an_owner(database, other.id)))
    assert console.run("SELECT surname FROM housed_person", context=stranger) == []
    for statement in (
        "SELECT until FROM housed_person", "SELECT request_id FROM housed_person",
        "DELETE FROM housed_person", "UPDATE housed_person SET surname = 'x'",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            console.run(statement, context=stranger)
    console.close()


def _kept(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(owner.scalars(text("SELECT surname FROM housed_person")))
