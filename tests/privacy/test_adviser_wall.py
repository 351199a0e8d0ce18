"""The staff's login against the database alone: which roles reach a person, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.accounts.sessions import open_session
from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.adviser import (
    CheckPurpose,
    NoPurpose,
    end_check,
    open_checked_file,
    state_check_purpose,
)
from app.privacy.readers.own import readings_of_me
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.offers import an_offer
from tests.privacy.sql import Console, context_of

DENIED = psycopg.errors.InsufficientPrivilege
FACTS = {
    "summary": "surname", "file": "person", "sensitive_block": "content", "other_adult": "content",
    "adviser_only": "priority", "housing_request": "unique_number", "document_tick": "code",
}  # fmt: skip
ROLES = ("COMPANY_MANAGER", "AUDITOR", "ADMINISTRATOR")


@dataclass
class Desk:
    """An adviser at work, two people who applied, and the staff's login in bare hands."""

    database: Database
    adviser: Actor
    one: ImportedApplicant
    other: ImportedApplicant
    candidature: UUID
    console: Console

    def seen(self, table: str, actor: Actor | None = None) -> int:
        context = context_of(self.database, actor or self.adviser)
        return len(self.console.run(f"SELECT {FACTS[table]} FROM {table}", context=context))

    def say_why(self, actor: Actor | None = None) -> None:
        who = actor or self.adviser
        with transaction(self.database, "staff", who) as tx:
            state_check_purpose(tx, who, self.candidature, CheckPurpose.CHECK_CANDIDATURE)


def staff_actor(database: Database, role: str) -> Actor:
    person = a_staff(database, role)
    with transaction(database, "signin") as tx:
        open_session(tx, "staff", person.account_id)
    with database.owner.connect() as owner:
        sid = owner.scalar(
            text("SELECT sid_hash FROM web_session WHERE account_id = :a"), {"a": person.account_id}
        )
    return Actor("staff", person.account_id, "x", role, "fr", bytes(sid or b""))


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    company = a_company(database)
    people = [an_imported_applicant(database, company, choice=1) for _ in range(2)]
    made = []
    for who in people:
        with transaction(database, "applicant", who.actor) as tx:
            made.append(submit(tx, who.actor, an_offer(database)))
    console = Console(database, "staff")
    yield Desk(database, staff_actor(database, "ADVISER"), people[0], people[1], made[0], console)
    console.close()


@pytest.mark.parametrize("table", FACTS)
def test_an_adviser_reads_nobody_without_a_purpose(desk: Desk, table: str) -> None:
    assert desk.seen(table) == 0


def test_a_purpose_opens_one_person_to_one_adviser_for_thirty_minutes(
    desk: Desk, clock: Clock
) -> None:
    desk.say_why()
    assert {t: desk.seen(t) for t in FACTS} == {
        "summary": 1, "file": 1, "sensitive_block": 7, "other_adult": 1, "adviser_only": 1,
        "housing_request": 1, "document_tick": 9,
    }  # fmt: skip
    colleague = staff_actor(desk.database, "ADVISER")
    assert all(desk.seen(table, colleague) == 0 for table in FACTS)
    clock.advance(timedelta(minutes=29))
    assert desk.seen("summary") == 1
    clock.advance(timedelta(minutes=31))
    assert all(desk.seen(table) == 0 for table in FACTS)


def test_the_end_of_the_visit_closes_the_file_at_once(desk: Desk) -> None:
    desk.say_why()
    with transaction(desk.database, "staff", desk.adviser) as tx:
        end_check(tx, desk.adviser, desk.candidature)
    assert desk.seen("summary") == 0
    with transaction(desk.database, "staff", desk.adviser) as tx, pytest.raises(NoPurpose):
        open_checked_file(tx, desk.adviser, desk.candidature)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_of_the_staff_reads_a_person_or_a_candidature(desk: Desk, role: str) -> None:
    actor = staff_actor(desk.database, role)
    desk.say_why(actor)
    context = context_of(desk.database, actor)
    assert all(desk.seen(table, actor) == 0 for table in FACTS)
    for statement in (
        "SELECT id FROM candidature", "SELECT outcome FROM candidature_event",
        "SELECT event_id FROM landlord_event",
        f"SELECT * FROM app.candidatures_of_number('{desk.one.unique_number}')",
        "SELECT * FROM app.ranking_facts((SELECT id FROM offer LIMIT 1))",
        f"SELECT * FROM app.told_in_check('{desk.candidature}')",
        f"SELECT * FROM app.candidature_standing('{desk.candidature}', 'VALIDATED', now())",
        f"SELECT app.candidature_rivals('{desk.candidature}')",
        f"SELECT app.read_checked_file('{desk.candidature}', '\\x00')",
        "UPDATE candidature SET state = 'VALIDATED' RETURNING 1",
    ):  # fmt: skip
        assert desk.console.run(statement, context=context) == [], statement
    if role != "AUDITOR":
        share = "SELECT * FROM app.priority_share('2000-01-01', '2100-01-01')"
        assert desk.console.run(share, context=context) == []


def test_staff_never_read_what_an_employer_sees_nor_write_a_part(desk: Desk) -> None:
    desk.say_why()
    context = context_of(desk.database, desk.adviser)
    for statement in (
        "SELECT level FROM summary", "SELECT public_id FROM candidature",
        "SELECT company_id FROM candidature_event", "SELECT sensitive FROM file",
        "SELECT choice FROM consent", "SELECT request_id FROM visibility",
        "SELECT for_applicant FROM candidature_event",
        "SELECT password_hash FROM applicant_account",
        "SELECT purpose FROM check_purpose", "SELECT rank FROM ranking_line",
        "UPDATE summary SET surname = 'x'",
        "UPDATE candidature SET level = 3", "DELETE FROM candidature",
        "UPDATE adviser_only SET priority = '{}'",
    ):  # fmt: skip
        with pytest.raises(DENIED):
            desk.console.run(statement, context=context)


@pytest.mark.parametrize("door", ["employer", "applicant", "signin", "registry"])
def test_no_other_door_calls_the_advisers_functions(desk: Desk, door: str) -> None:
    console = Console(desk.database, door)
    for call in (
        "app.ctx_checked()", f"app.told_in_check('{desk.candidature}')",
        f"app.candidatures_of_number('{desk.one.unique_number}')",
        f"app.ranking_facts('{desk.candidature}')",
        "app.priority_share('2000-01-01', '2100-01-01')",
    ):  # fmt: skip
        with pytest.raises(DENIED):
            console.run(f"SELECT {call}")
    console.close()


def test_each_opening_is_a_line_its_applicant_reads_by_function_and_reference(desk: Desk) -> None:
    desk.say_why()
    for _time in range(2):
        with transaction(desk.database, "staff", desk.adviser) as tx:
            open_checked_file(tx, desk.adviser, desk.candidature)
    with transaction(desk.database, "applicant", desk.one.actor) as tx:
        lines = readings_of_me(tx)
    assert [(r.act, r.reader_role, r.purpose) for r in lines] == [
        ("CANDIDATURE_READ", "ADVISER", "CHECK_CANDIDATURE")
    ] * 2
    with desk.database.owner.connect() as owner:
        reference = owner.scalar(text("SELECT reference FROM staff_account WHERE role = 'ADVISER'"))
    assert {r.reader_name for r in lines} == {reference}
    with transaction(desk.database, "applicant", desk.other.actor) as tx:
        assert readings_of_me(tx) == ()
