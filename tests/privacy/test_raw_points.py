"""Points and support under a door's own login, as an injection would run them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest

from app.candidatures.services import submit
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.contests import contest_line
from app.points.own import own_lines
from tests.factories.accounts import Somebody, a_staff, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import a_company
from tests.factories.offers import an_offer
from tests.factories.points import a_note, a_scale, an_award
from tests.privacy.sql import Console, context_of, member_actor

DENIED = psycopg.errors.InsufficientPrivilege
TABLES = ("points_line", "points_contest", "support", "suggestion")
AWARD = "SELECT app.award_points(ARRAY[%s]::uuid[], 1, 2, %s)"


@dataclass
class Ground:
    database: Database
    owner: Somebody
    stranger: Somebody
    person: ImportedApplicant
    hidden: ImportedApplicant
    employer: Console

    def as_owner(self) -> str:
        return context_of(self.database, member_actor(self.owner))

    def count(self, table: str, context: str) -> int:
        return len(self.employer.run(f"SELECT public_id FROM {table}", context=context))


@pytest.fixture
def ground(database: Database) -> Iterator[Ground]:
    company, other = a_company(database), a_company(database)
    owner, stranger = an_owner(database, company.id), an_owner(database, other.id)
    for who in (owner, stranger):
        a_scale(database, who)
    person = an_imported_applicant(database, company, choice=3)
    home = an_offer(database)
    with transaction(database, "applicant", person.actor) as tx:
        submit(tx, person.actor, home)
    an_award(database, owner, person.public_id)
    a_note(database, owner, person, "Note de soutien")
    with transaction(database, "applicant", person.actor) as tx:
        contest_line(tx, own_lines(tx)[0].id, "Contesté")
    hidden = an_imported_applicant(database, company, choice=1)
    console = Console(database, "employer")
    yield Ground(database, owner, stranger, person, hidden, console)
    console.close()


@pytest.mark.parametrize("table", TABLES)
def test_only_the_company_reads_its_acts(ground: Ground, table: str) -> None:
    mine = ground.count(table, ground.as_owner())
    assert mine == (0 if table == "suggestion" else 1)
    others = [
        "",
        context_of(ground.database, member_actor(ground.stranger)),
        context_of(ground.database, member_actor(ground.owner), now=time.time() - 3600),
    ]
    for role in ("READER", "COMMISSION"):
        who = an_employer_user(ground.database, ground.person.company.id, role=role)
        others.append(context_of(ground.database, member_actor(who, role)))
    limited = an_employer_user(ground.database, ground.person.company.id, sites=("00000000000000",))
    others.append(context_of(ground.database, member_actor(limited)))
    assert [ground.count(table, context) for context in others] == [0] * len(others)


def test_an_employer_writes_the_ledger_by_its_functions_alone(ground: Ground) -> None:
    for statement in (
        "UPDATE points_line SET points = 999",
        "DELETE FROM points_line",
        "INSERT INTO points_line (points) VALUES (1)",
        "UPDATE points_scale SET yearly_budget = 9999999",
        "INSERT INTO points_scale (number) VALUES (9)",
        "UPDATE points_criterion SET points = 999",
        "UPDATE points_contest SET outcome = 'KEPT'",
        "DELETE FROM points_contest",
        "UPDATE support SET answer = 'ACCEPTED'",
        "INSERT INTO support (note) VALUES ('x')",
        "UPDATE suggestion SET answer = 'ACCEPTED'",
        "SELECT app.add_reversal(gen_random_uuid(), 'x', gen_random_uuid(), 'x', 'OWNER')",
        "SELECT app.is_oneself(gen_random_uuid(), gen_random_uuid())",
        "SELECT app.points_spent(gen_random_uuid(), 2026)",
        "SELECT app.points_that_count(ARRAY[]::uuid[])",
        "SELECT app.contest_points(gen_random_uuid(), 'x')",
        "SELECT app.contest_finds_somebody(gen_random_uuid())",
        "SELECT app.contests_for_staff()",
        "SELECT app.notes_to_send(gen_random_uuid())",
        "SELECT app.supporter()",
        "SELECT app.answer_support(gen_random_uuid(), 'ACCEPTED')",
    ):
        with pytest.raises(DENIED):
            ground.employer.run(statement, context=ground.as_owner())


def test_every_function_says_of_somebody_hidden_what_it_says_of_nobody(ground: Ground) -> None:
    named = (ground.hidden.request_id, ground.hidden.account_id, uuid4())
    for statement in (
        "SELECT app.award_points(ARRAY[%s]::uuid[], 1, 2, gen_random_uuid())",
        "SELECT * FROM app.points_answers(ARRAY[%s]::uuid[], 1, 2)",
        "SELECT * FROM app.points_possible(%s, 1)",
        "SELECT app.undo_points(%s)",
        "SELECT app.reverse_points(%s, 'x')",
        "SELECT app.support_candidature(%s, 'x')",
        "SELECT app.withdraw_support(%s)",
        "SELECT app.suggest_offer(%s, gen_random_uuid(), 'x')",
        "SELECT app.answer_contest(%s, 'KEPT', 'x')",
    ):
        said = {
            str(ground.employer.run(statement, (which,), context=ground.as_owner()))
            for which in named
        }
        assert len(said) == 1, statement


def test_forged_swapped_and_absent_contexts_award_nothing(ground: Ground) -> None:
    mine = ground.as_owner()
    theirs = context_of(ground.database, member_actor(ground.stranger))
    head, mac = mine.rsplit(".", 1)
    for context in ("", head + "." + "0" * 64, theirs.rsplit(".", 1)[0] + "." + mac,
                    context_of(ground.database, member_actor(ground.owner),
                               now=time.time() - 3600)):  # fmt: skip
        said = ground.employer.run(AWARD, (ground.person.public_id, uuid4()), context=context)
        assert said == [("NOT_ALLOWED",)]
    said = ground.employer.run(AWARD, (ground.person.public_id, uuid4()), context=theirs)
    assert said == [("NOT_SHARED",)]


def test_a_key_of_another_company_tells_nothing(ground: Ground) -> None:
    """The same press in two companies: neither clashes with the other."""
    company = ground.stranger.company_id
    assert company is not None
    key = an_award(ground.database, ground.owner, ground.person.public_id, ordinal=2)
    theirs = context_of(ground.database, member_actor(ground.stranger))
    said = ground.employer.run(AWARD, (ground.person.public_id, key), context=theirs)
    assert said == [("NOT_SHARED",)]
    assert ground.employer.run("SELECT app.undo_points(%s)", (key,), context=theirs) == [(0,)]


def test_nothing_links_the_lines_of_two_periods(ground: Ground) -> None:
    with transaction(ground.database, "applicant", ground.person.actor) as tx:
        withdraw(tx, ground.person.actor, ground.person.request_id)
    console = Console(ground.database, "applicant")
    mine = context_of(ground.database, ground.person.actor)
    for table in ("points_line", "points_contest", "support", "suggestion"):
        assert console.run(f"SELECT public_id FROM {table}", context=mine) == []
    console.close()
    with ground.database.owner.connect() as owner:
        columns = owner.exec_driver_sql(
            "SELECT column_name FROM information_schema.columns WHERE table_name IN "
            "('points_line', 'points_contest', 'suggestion')"
        ).scalars()
        assert not {"request_id", "account_id"} & set(columns)


@pytest.mark.parametrize("door", ["signin", "registry", "applicant"])
def test_other_doors_count_no_points(ground: Ground, door: str) -> None:
    console = Console(ground.database, door)
    for statement in (
        "SELECT author_name FROM points_line",
        "SELECT app.points_that_count(ARRAY[]::uuid[])",
        "SELECT app.award_points(ARRAY[]::uuid[], 1, 1, gen_random_uuid())",
        "SELECT author_name FROM support",
    ):
        with pytest.raises(DENIED):
            console.run(statement)
    console.close()


def test_staff_who_are_no_advisers_count_nothing(ground: Ground) -> None:
    console = Console(ground.database, "staff")
    counting = "SELECT points FROM app.points_that_count(ARRAY[%s]::uuid[])"
    found = {}
    for role in ("ADVISER", "COMPANY_MANAGER", "AUDITOR", "ADMINISTRATOR"):
        who = a_staff(ground.database, role)
        actor = member_actor(who, role)
        context = context_of(
            ground.database,
            type(actor)("staff", who.account_id, "x", role, "fr", b""),
        )
        found[role] = console.run(counting, (ground.person.request_id,), context=context)
    assert found == {
        "ADVISER": [(20,)], "COMPANY_MANAGER": [], "AUDITOR": [], "ADMINISTRATOR": [],
    }  # fmt: skip
    console.close()
