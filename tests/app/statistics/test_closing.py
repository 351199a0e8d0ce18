"""Months are closed by the worker: counted once, kept as told, read by auditors alone."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import transaction
from app.statistics.closing import close_months
from tests.clock import Clock
from tests.factories.accounts import a_staff, an_owner
from tests.factories.applicants import an_imported_applicant
from tests.factories.candidatures import a_candidature
from tests.factories.companies import MadeCompany, a_code, a_company
from tests.factories.points import a_scale, an_award

MARCH, APRIL = datetime(2026, 3, 10, 10, tzinfo=UTC), datetime(2026, 4, 6, 1, tzinfo=UTC)


def told(database: Database, month: str = "2026-03-01") -> dict[tuple[str, str, str], int | None]:
    with database.owner.connect() as owner:
        rows = owner.execute(
            text("SELECT measure, dimension, key, number FROM statistic_cell WHERE month = :m"),
            {"m": month},
        )
        return {(row[0], row[1], row[2]): row[3] for row in rows}


def three_companies(database: Database) -> list[MadeCompany]:
    return [a_company(database, headcount_band=band) for band in ("12", "22", "42")]


def test_everybody_is_counted_once_whatever_the_choice(database: Database, clock: Clock) -> None:
    clock.freeze(MARCH)
    companies = three_companies(database)
    a_code(database, companies[0])
    owner = an_owner(database, companies[0].id)
    a_scale(database, owner)
    people = []
    for n in range(13):
        people.append(an_imported_applicant(database, companies[n % 3], choice=1 + (n == 0)))
    for one in people[1:]:
        a_candidature(database, one.request_id, [(1, "SUBMITTED")])
        a_candidature(database, one.request_id, [(7, "LEASE_SIGNED")], active=False)
    an_award(database, owner, people[0].public_id)
    clock.freeze(APRIL)
    assert close_months(database) == 1
    cells = told(database)
    assert cells["COMPANIES", "DEPARTMENT", "69"] == 3
    assert cells["COMPANIES", "SIZE", "50"] == 1
    assert cells["CODES", "TOTAL", ""] == 1
    assert cells["CHOICE_1", "TOTAL", ""] == 12
    assert cells["CHOICE_1", "DEPARTMENT", "69"] == 12
    assert cells["CHOICE_1", "SIZE", "50"] is None, "one company alone"
    assert cells["CHOICE_2", "TOTAL", ""] is None, "one person"
    assert cells["CHOICE_3", "TOTAL", ""] is None, "nobody is secret like one"
    assert cells["CANDIDATURES", "TOTAL", ""] == 12, "two candidatures of one person are one"
    assert cells["LEASES", "TOTAL", ""] == 12
    assert cells["POINTS", "TOTAL", ""] is None


def test_a_month_closes_five_days_late_once_and_stays(database: Database, clock: Clock) -> None:
    clock.freeze(MARCH)
    companies = three_companies(database)
    people = [an_imported_applicant(database, companies[n % 3], choice=2) for n in range(12)]
    clock.freeze(APRIL - timedelta(hours=4))
    assert close_months(database) == 0, "the 5th, 23 h in Paris"
    clock.freeze(APRIL)
    assert close_months(database) == 1
    first = told(database)
    assert first["CHOICE_2", "TOTAL", ""] == 12
    with database.owner.begin() as owner:
        owner.execute(
            text("DELETE FROM consent WHERE request_id = :r"), {"r": people[0].request_id}
        )
    assert close_months(database) == 0
    assert told(database) == first
    clock.freeze(APRIL + timedelta(days=62))
    assert close_months(database) == 2, "a worker that was away counts what it missed"
    assert told(database) == first
    assert told(database, "2026-04-01")["CHOICE_2", "TOTAL", ""] is None


def test_the_last_choice_of_the_month_counts_and_what_others_cause_does_not(
    database: Database, clock: Clock
) -> None:
    clock.freeze(MARCH)
    companies = three_companies(database)
    people = [an_imported_applicant(database, companies[n % 3], choice=2) for n in range(24)]
    with database.owner.begin() as owner:
        for n, one in enumerate(people[:23]):
            owner.execute(
                text("INSERT INTO consent (request_id, choice, cause, wording_version, actor,"
                     " made_at) VALUES (:r, 1, :c, '-', 'x', app.clock() + interval '1 hour')"),
                {"r": one.request_id, "c": "WITHDRAWN" if n < 12 else "EMPLOYER_CHANGED"},
            )  # fmt: skip
    clock.freeze(APRIL)
    close_months(database)
    cells = told(database)
    assert cells["CHOICE_1", "TOTAL", ""] == 12
    assert cells["CHOICE_2", "TOTAL", ""] == 12


def test_two_workers_close_a_month_once(database: Database, clock: Clock) -> None:
    clock.freeze(MARCH)
    three_companies(database)
    clock.freeze(APRIL)
    found: list[int] = []
    threads = [Thread(target=lambda: found.append(close_months(database))) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 0, 0, 1]


@pytest.mark.parametrize("first", ["PENDING", "ACTIVE"])
def test_a_company_made_and_verified_in_one_instant_is_active(
    database: Database, clock: Clock, first: str
) -> None:
    """Whichever of the two lines the database finds first."""
    clock.freeze(MARCH)
    a_company(database)
    with database.owner.begin() as owner:
        owner.execute(text("CREATE TEMP TABLE kept AS SELECT * FROM company_event"))
        owner.execute(text("DELETE FROM company_event"))
        for again in (
            text("INSERT INTO company_event SELECT * FROM kept WHERE status = :s"),
            text("INSERT INTO company_event SELECT * FROM kept WHERE status <> :s"),
        ):
            assert owner.execute(again, {"s": first}).rowcount == 1
        owner.execute(text("DROP TABLE kept"))
    clock.freeze(APRIL)
    close_months(database)
    assert told(database)["COMPANIES", "TOTAL", ""] == 1


def test_companies_are_those_active_when_the_month_ended(database: Database, clock: Clock) -> None:
    clock.freeze(MARCH)
    three_companies(database)
    a_company(database, status="SUSPENDED")
    a_company(database, status="PENDING")
    clock.freeze(MARCH + timedelta(days=25))
    a_company(database)
    clock.freeze(APRIL)
    close_months(database)
    assert told(database)["COMPANIES", "TOTAL", ""] == 3


@pytest.mark.parametrize("call", ["month_people", "month_grid"])
@pytest.mark.parametrize("door", ["staff", "employer", "applicant", "signin", "landlord"])
def test_nobody_but_the_worker_counts(database: Database, door: str, call: str) -> None:
    with pytest.raises(DBAPIError), transaction(database, door) as tx:
        tx.execute(text(f"SELECT * FROM app.{call}('2026-03-01')"))


@pytest.mark.parametrize(
    ("role", "rows"), [("AUDITOR", True), ("COMPANY_MANAGER", False), ("ADVISER", False),
                       ("ADMINISTRATOR", False)],
)  # fmt: skip
def test_auditors_alone_read_what_is_told_and_nobody_changes_it(
    database: Database, clock: Clock, role: str, rows: bool
) -> None:
    clock.freeze(MARCH)
    three_companies(database)
    clock.freeze(APRIL)
    close_months(database)
    clock.reset()
    who = a_staff(database, role=role)
    actor = Actor("staff", who.account_id, "x", role, "fr", b"")
    with transaction(database, "staff", actor) as tx:
        assert bool(tx.scalar(text("SELECT count(*) FROM statistic_cell"))) is rows
    for door in ("staff", "worker", "employer"):
        for act in ("UPDATE statistic_cell SET number = 1", "DELETE FROM statistic_cell"):
            with pytest.raises(DBAPIError), transaction(database, door, actor) as tx:
                tx.execute(text(act))
