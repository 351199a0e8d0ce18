"""The quiet exit: whatever ends a visibility, the company reads one line with the month alone."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.jobs.housekeeping import keep_house
from app.privacy.exits import closed_months
from app.privacy.intake import delete_request
from app.privacy.rule import Choice
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company
from tests.privacy.sql import Console, context_of, member_actor

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def panel(app: Flask, database: Database, company: MadeCompany, **traits: object) -> str:
    """The panel of the employer's home as HTML; empty when there is none."""
    who = an_employer_user(database, company.id, **traits)  # type: ignore[arg-type]
    client = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    page = client.get("/employeur")
    assert page.status == 200
    found = page.dom.select_one("section[aria-labelledby=clotures]")
    return str(found) if found else ""


def end(database: Database, person: ImportedApplicant, way: str, clock: Clock) -> None:
    if way == "expired":
        clock.freeze(NOW + timedelta(days=1))
        return
    clock.freeze(NOW)
    if way == "struck off":
        with database.owner.begin() as owner:
            owner.execute(text("UPDATE housing_request SET status = 'STRUCK_OFF'"))
    elif way == "other employer":
        with database.owner.begin() as owner:
            siret = a_company(database).siret
            owner.execute(text("UPDATE housing_request SET siret = :s"), {"s": siret})
    else:
        with transaction(database, "applicant", person.actor) as tx:
            if way == "erased":
                delete_request(tx, person.request_id)
            else:
                withdraw(tx, person.actor, person.request_id)


WAYS = ("withdrawn", "struck off", "erased", "other employer", "expired")


@pytest.mark.parametrize("choice", [2, 3])
def test_every_end_leaves_the_same_line_at_once(
    app: Flask, database: Database, clock: Clock, choice: int
) -> None:
    lines = set()
    for way in WAYS:
        with database.owner.begin() as owner:
            owner.execute(text("TRUNCATE housing_request, visibility_period CASCADE"))
        clock.freeze(NOW.replace(month=10, day=23) + timedelta(hours=12))
        company = a_company(database)
        person = an_imported_applicant(database, company, choice=choice, months=1)
        assert panel(app, database, company) == "", way
        end(database, person, way, clock)
        lines.add(panel(app, database, company))
        with database.owner.connect() as owner:
            left = owner.scalars(text("SELECT request_id FROM visibility_period")).all()
        assert left == [None] or way == "expired", "an exit points at nobody"
    assert len(lines) == 1
    line = lines.pop()
    assert "Demande clôturée" in line
    assert "novembre 2026" in line


def test_whoever_was_never_visible_leaves_nothing(
    app: Flask, database: Database, clock: Clock
) -> None:
    clock.freeze(NOW)
    company = a_company(database)
    person = an_imported_applicant(database, company, choice=1)
    an_imported_applicant(database, company)
    with transaction(database, "applicant", person.actor) as tx:
        delete_request(tx, person.request_id)
    assert panel(app, database, company) == ""


def test_changing_between_2_and_3_is_no_exit_and_coming_back_is_a_new_arrival(
    database: Database, clock: Clock
) -> None:
    clock.freeze(NOW)
    person = an_imported_applicant(database, choice=2)
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, False, 3))
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    owner = member_actor(an_owner(database, person.company.id))
    with transaction(database, "employer", owner) as tx:
        assert closed_months(tx, owner) == ()
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY))
    with transaction(database, "employer", owner) as tx:
        (month,) = closed_months(tx, owner)
    assert month.requests == 1
    with database.owner.connect() as connection:
        linked = connection.scalars(text("SELECT request_id FROM visibility_period")).all()
    assert sorted(map(str, linked)) == sorted(["None", str(person.request_id)])


def test_another_company_and_another_site_read_nothing_of_it(
    app: Flask, database: Database, clock: Clock
) -> None:
    clock.freeze(NOW)
    company = a_company(database, establishments=2)
    person = an_imported_applicant(database, company, choice=2, siret=company.sirets[0])
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    assert panel(app, database, a_company(database)) == ""
    assert panel(app, database, company, role="MANAGER", sites=(company.sirets[1],)) == ""
    assert panel(app, database, company, role="COMMISSION") == ""
    assert "clôturée" in panel(app, database, company, role="READER")


def test_the_day_the_end_to_come_and_the_person_are_closed_to_the_employers_login(
    database: Database,
) -> None:
    person = an_imported_applicant(database, choice=2, months=1)
    owner = an_owner(database, person.company.id)
    console = Console(database, "employer")
    try:
        context = context_of(database, member_actor(owner))
        assert console.run("SELECT closed_month FROM visibility_period", context=context) == []
        for column in ("request_id", "ends_at", "siret", "id"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                console.run(f"SELECT {column} FROM visibility_period", context=context)
    finally:
        console.close()


def test_the_housekeeper_forgets_exits_older_than_thirteen_months(
    database: Database, clock: Clock, settings: object
) -> None:
    clock.freeze(NOW)
    for months in (1, 2):
        an_imported_applicant(database, choice=2, months=months)
    clock.freeze(NOW + timedelta(days=30 + 31 + 13 * 30))
    keep_house(settings, database)  # type: ignore[arg-type]
    with database.owner.connect() as owner:
        assert owner.scalar(text("SELECT count(*) FROM visibility_period")) == 1
