"""The database alone: raw SQL under the doors' own logins, as an injection would run it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from app.config import DOORS
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from tests.clock import Clock
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, let_adults_agree
from tests.factories.companies import MadeCompany, a_company
from tests.privacy.sql import PART_TABLES, Console, context_of, member_actor

DENIED = psycopg.errors.InsufficientPrivilege


@dataclass
class World:
    database: Database
    company: MadeCompany
    owner: Somebody
    other_owner: Somebody
    hidden: ImportedApplicant
    shown: ImportedApplicant
    open_file: ImportedApplicant
    employer: Console

    def rows(self, table: str, context: str) -> int:
        columns = {"sensitive_block": "block", "other_adult": "ordinal"}.get(table, "public_id")
        return len(self.employer.run(f"SELECT {columns} FROM {table}", context=context))


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    company, other = a_company(database), a_company(database)
    people = [an_imported_applicant(database, company, choice=c) for c in (1, 2)]
    full = an_imported_applicant(database, company, choice=3, sensitive=True)
    let_adults_agree(database, full.request_id)
    for stranger in (2, 3):
        an_imported_applicant(database, other, choice=stranger)
    console = Console(database, "employer")
    yield World(
        database, company, an_owner(database, company.id), an_owner(database, other.id),
        people[0], people[1], full, console,
    )  # fmt: skip
    console.close()


def test_the_wall_opens_what_was_chosen_and_nothing_else(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    found = world.employer.run("SELECT public_id FROM summary", context=context)
    assert {r[0] for r in found} == {world.shown.public_id, world.open_file.public_id}
    assert world.rows("file", context) == 1
    assert world.rows("sensitive_block", context) == 7
    assert world.rows("other_adult", context) == 1


@pytest.mark.parametrize("table", PART_TABLES)
def test_no_context_sees_nothing(world: World, table: str) -> None:
    assert world.rows(table, "") == 0


def test_forged_swapped_expired_and_malformed_contexts_see_nothing(world: World) -> None:
    mine = context_of(world.database, member_actor(world.owner))
    theirs = context_of(world.database, member_actor(world.other_owner))
    head, mac = mine.rsplit(".", 1)
    forged = [
        head + "." + "0" * 64,
        theirs.rsplit(".", 1)[0] + "." + mac,
        mine.replace(str(world.company.id), str(world.other_owner.company_id)),
        context_of(world.database, member_actor(world.owner), now=time.time() - 3600),
        head,
        "." * 5,
        "employer.x.y.z.9999999999.deadbeef",
        mine + "0",
        mine.replace("employer", "staff", 1),
    ]
    for context in forged:
        assert all(world.rows(table, context) == 0 for table in PART_TABLES), context


def test_a_context_of_another_company_sees_that_company_only(world: World) -> None:
    theirs = context_of(world.database, member_actor(world.other_owner))
    found = world.employer.run("SELECT DISTINCT company_id FROM summary", context=theirs)
    assert [r[0] for r in found] == [world.other_owner.company_id]


def test_an_ended_membership_a_closed_account_and_a_suspended_company_see_nothing(
    world: World,
) -> None:
    context = context_of(world.database, member_actor(world.owner))
    for change, undo in (
        ("UPDATE membership SET ended_at = now()", "UPDATE membership SET ended_at = NULL"),
        ("UPDATE employer_account SET active = false", "UPDATE employer_account SET active = true"),
        ("UPDATE company SET status = 'SUSPENDED'", "UPDATE company SET status = 'ACTIVE'"),
    ):
        _as_owner(world.database, change)
        assert all(world.rows(table, context) == 0 for table in PART_TABLES), change
        _as_owner(world.database, undo)
    assert world.rows("summary", context) == 2


@pytest.mark.parametrize(("role", "files"), [("READER", 0), ("COMMISSION", 0), ("MANAGER", 1)])
def test_the_role_of_the_membership_bounds_what_its_rows_reach(
    world: World, role: str, files: int
) -> None:
    member = an_employer_user(world.database, world.company.id, role=role)
    context = context_of(world.database, member_actor(member, role))
    assert world.rows("summary", context) == (0 if role == "COMMISSION" else 2)
    assert world.rows("file", context) == files
    assert (world.rows("sensitive_block", context) > 0) == bool(files)


def test_a_membership_limited_to_an_establishment_sees_no_other(world: World) -> None:
    member = an_employer_user(world.database, world.company.id, sites=("00000000000000",))
    context = context_of(world.database, member_actor(member))
    assert all(world.rows(table, context) == 0 for table in PART_TABLES)


def test_an_injected_role_switch_opens_no_other_door(world: World) -> None:
    for role in ("portail_applicant", "portail_staff", "portail_worker", "portail_definer",
                 "portail_signin", "portail_owner", "postgres"):  # fmt: skip
        with pytest.raises((DENIED, psycopg.errors.InvalidParameterValue)):
            world.employer.run("SELECT 1", role=role)


def test_an_employer_reads_no_date_of_end_no_account_and_no_request_id(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    for statement in (
        "SELECT visible_until FROM summary",
        "SELECT request_id FROM summary",
        "SELECT * FROM summary",
        "SELECT * FROM visibility",
        "SELECT * FROM housing_request",
        "SELECT * FROM consent",
        "SELECT * FROM adviser_only",
        "SELECT * FROM applicant_account",
        "SELECT password_hash FROM employer_account",
        "SELECT * FROM app.context_key",
        "SELECT * FROM journal_line",
        "SELECT * FROM journal_subject",
        "SELECT * FROM registry.sandbox_request",
        "SELECT * FROM web_session",
        "SELECT * FROM mail_outbox",
        "SELECT * FROM rate_window",
        "SELECT for_applicant FROM candidature_event",
        "SELECT state FROM candidature",
    ):
        with pytest.raises(DENIED):
            world.employer.run(statement, context=context)


def test_an_employer_writes_to_no_part_and_to_no_choice(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    for statement in (
        "UPDATE summary SET level = 3",
        "UPDATE file SET sensitive = true",
        "UPDATE sensitive_block SET open = true",
        "DELETE FROM summary",
        "INSERT INTO summary (surname) VALUES ('x')",
        "INSERT INTO consent (choice) VALUES (3)",
        "UPDATE visibility SET level = 3",
        "TRUNCATE summary",
        "UPDATE journal_line SET act = 'x'",
        "DELETE FROM journal_line",
        "INSERT INTO journal_line (act) VALUES ('x')",
        "UPDATE company SET name = 'x'",
        "UPDATE membership SET company_id = gen_random_uuid()",
        "UPDATE membership SET account_id = gen_random_uuid()",
        "INSERT INTO membership (role) VALUES ('OWNER')",
        "CREATE TABLE leak (t text)",
        "CREATE FUNCTION app.clock2() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ):
        with pytest.raises(DENIED):
            world.employer.run(statement, context=context)


def test_cheap_leaky_functions_see_no_hidden_row(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    world.employer.connection.add_notice_handler(lambda notice: noted.append(notice))
    noted: list[object] = []
    rows = world.employer.run(
        "SELECT surname FROM summary WHERE (1 / (CASE WHEN surname = %s THEN 0 ELSE 1 END)) = 1",
        (world.hidden.record["applicant"]["birth_name"] + "x",),
        context=context,
    )
    assert len(rows) == 2
    assert not noted


def test_the_reading_function_neither_opens_nor_tells_of_a_hidden_person(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    record = "SELECT app.record_reading(ARRAY[%s]::uuid[], 'SUMMARY_READ', NULL, 2::smallint)"
    for unknown in (world.hidden.request_id, world.hidden.account_id, world.company.id):
        assert world.employer.run(record, (unknown,), context=context) == [(0,)]
    assert world.employer.run(record, (world.shown.public_id,), context=context) == [(1,)]
    assert world.employer.run(record, (world.shown.public_id,)) == [(0,)]


def test_inserting_a_report_on_a_hidden_person_says_what_an_unknown_one_says(
    world: World,
) -> None:
    """No foreign key, unique or check error differs between somebody hidden and nobody."""
    context = context_of(world.database, member_actor(world.owner))
    insert = (
        "INSERT INTO report (kind, company_id, membership_id, public_id, level, locale, expires_at)"
        " SELECT 'SUMMARY', company_id, %s, public_id, 2, 'fr', now() FROM summary"
        " WHERE public_id = %s RETURNING id"
    )
    member = world.owner.membership_id
    for unknown in (world.hidden.request_id, world.company.id):
        assert world.employer.run(insert, (member, unknown), context=context) == []
    assert len(world.employer.run(insert, (member, world.shown.public_id), context=context)) == 1


def test_expiry_closes_by_the_clock_with_no_job_running(database: Database, clock: Clock) -> None:
    company = a_company(database)
    an_imported_applicant(database, company, choice=3, months=1)
    owner = an_owner(database, company.id)
    console = Console(database, "employer")
    before = context_of(database, member_actor(owner))
    assert len(console.run("SELECT public_id FROM summary", context=before)) == 1
    clock.advance(timedelta(days=32))
    after = context_of(database, member_actor(owner), now=time.time() + 32 * 86_400)
    assert console.run("SELECT public_id FROM summary", context=after) == []
    assert console.run("SELECT public_id FROM file", context=after) == []
    console.close()


def test_a_withdrawal_closes_every_part_and_a_return_is_a_new_arrival(world: World) -> None:
    context = context_of(world.database, member_actor(world.owner))
    with transaction(world.database, "applicant", world.open_file.actor) as tx:
        withdraw(tx, world.open_file.actor, world.open_file.request_id)
    assert world.rows("file", context) == 0
    assert world.rows("sensitive_block", context) == 0
    assert world.rows("other_adult", context) == 0
    found = world.employer.run("SELECT public_id FROM summary", context=context)
    assert found == [(world.shown.public_id,)]


def test_an_applicant_reads_and_writes_no_other_request(world: World) -> None:
    console = Console(world.database, "applicant")
    mine = context_of(world.database, world.shown.actor)
    assert len(console.run("SELECT request_id FROM summary", context=mine)) == 1
    assert len(console.run("SELECT id FROM housing_request", context=mine)) == 1
    other = world.hidden.request_id
    assert console.run("UPDATE summary SET surname = 'x' WHERE request_id = %s RETURNING 1",
                       (other,), context=mine) == []  # fmt: skip
    with pytest.raises(DENIED):
        console.run(
            "INSERT INTO consent (request_id, choice, cause, wording_version, actor)"
            " VALUES (%s, 1, 'x', 'x', 'x')", (other,), context=mine,
        )  # fmt: skip
    for statement in (
        "SELECT priority FROM adviser_only",
        "UPDATE summary SET level = 3",
        "UPDATE sensitive_block SET open = true",
        "UPDATE other_adult SET agreed = true",
        "UPDATE consent SET choice = 3",
        "DELETE FROM consent",
        "SELECT password_hash FROM applicant_account",
        "SELECT code FROM company_code",
    ):
        with pytest.raises(DENIED):
            console.run(statement, context=mine)
    assert console.run("SELECT id FROM housing_request") == []
    console.close()


def test_claiming_a_number_needs_a_code_that_was_right(world: World) -> None:
    console = Console(world.database, "applicant")
    mine = context_of(world.database, world.shown.actor)
    with pytest.raises(DENIED):
        console.run(
            "SELECT app.claim_request(%s, 'w')", (world.hidden.unique_number,), context=mine
        )
    console.close()


@pytest.mark.parametrize("door", ["signin", "registry", "worker"])
def test_other_doors_read_no_fact_of_a_person(world: World, door: str) -> None:
    console = Console(world.database, door)
    for table, column in (
        ("summary", "surname"), ("summary", "public_id"), ("file", "person"),
        ("sensitive_block", "content"), ("other_adult", "content"),
        ("adviser_only", "priority"), ("housing_request", "unique_number"),
        ("candidature", "landlord_name"),
    ):  # fmt: skip
        with pytest.raises(DENIED):
            console.run(f"SELECT {column} FROM {table}")
    console.close()


def test_every_table_has_row_security_and_no_right_for_everybody(database: Database) -> None:
    with database.owner.connect() as owner:
        bare = owner.scalars(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                "AND relkind = 'r' AND NOT relrowsecurity AND relname <> 'alembic_version'"
            )
        ).all()
        everybody = owner.scalars(
            text(
                "SELECT table_name FROM information_schema.role_table_grants "
                "WHERE grantee = 'PUBLIC' AND table_schema IN ('public', 'app', 'registry')"
            )
        ).all()
        functions = owner.scalars(
            text(
                "SELECT p.oid::regprocedure::text FROM pg_proc p, aclexplode(p.proacl) a "
                "WHERE pronamespace = 'app'::regnamespace AND a.grantee = 0"
            )
        ).all()
        loose = owner.scalars(
            text(
                "SELECT oid::regprocedure::text FROM pg_proc "
                "WHERE pronamespace = 'app'::regnamespace "
                "AND prosecdef AND NOT (proconfig::text LIKE '%search_path=pg_catalog, pg_temp%')"
            )
        ).all()
        sequences = owner.scalars(
            text("SELECT relname FROM pg_class WHERE relkind = 'S' "
                 "AND relnamespace = 'public'::regnamespace")
        ).all()  # fmt: skip
    assert (bare, everybody, functions, loose, sequences) == ([], [], [], [], [])


def test_no_login_of_a_door_is_above_the_wall(database: Database) -> None:
    database.refuse_unsafe_logins()
    with database.owner.connect() as owner:
        logins = owner.execute(
            text(
                "SELECT rolname, rolinherit, (SELECT count(*) FROM pg_auth_members m "
                "WHERE m.member = r.oid) FROM pg_roles r WHERE rolname LIKE 'portail_%_login'"
            )
        ).all()
    assert len(logins) == len(DOORS)
    assert all(not inherits and memberships == 1 for _name, inherits, memberships in logins)


def _as_owner(database: Database, statement: str) -> None:
    with database.owner.begin() as owner:
        owner.execute(text(statement))
