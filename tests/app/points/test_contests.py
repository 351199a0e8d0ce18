"""Contested points: who may answer, what an answer does, and who is asked where nobody is left."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.contests import (
    answer_contest,
    contest_line,
    contests_for_staff,
    contests_to_answer,
)
from app.points.own import own_lines
from app.points.policy import PointsRefused
from app.points.standing import points_that_count
from app.privacy.rule import NotShared
from tests.factories.accounts import Somebody, a_staff, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant
from tests.factories.companies import MadeCompany, a_company
from tests.factories.points import a_scale, an_award, employer_actor


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    owner = an_owner(database, company.id)
    a_scale(database, owner)
    return owner


@pytest.fixture
def person(database: Database, company: MadeCompany, owner: Somebody) -> ImportedApplicant:
    person = an_imported_applicant(database, company, choice=2)
    an_award(database, owner, person.public_id)
    return person


def contested(database: Database, person: ImportedApplicant) -> tuple[UUID, str | None]:
    with transaction(database, "applicant", person.actor) as tx:
        line = own_lines(tx)[0].id
        return line, contest_line(tx, line, "Je suis en mobilité depuis mai, pas juin.")


def answer(
    database: Database, who: Somebody, line: UUID, verdict: str = "KEPT", role: str = "OWNER"
) -> None:
    with transaction(database, "employer", employer_actor(who, role)) as tx:
        answer_contest(tx, line, verdict, "Relu avec le contrat.")


def as_adviser(database: Database) -> Actor:
    staff = a_staff(database, "ADVISER")
    return Actor("staff", staff.account_id, "x", "ADVISER", "fr", b"")


def test_whoever_did_not_award_answers(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    colleague = an_employer_user(database, person.company.id, role="MANAGER")
    line, case = contested(database, person)
    assert case is None
    with pytest.raises(PointsRefused, match="OWN_AWARD"):
        answer(database, owner, line)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert contests_to_answer(tx) == ()
    with transaction(database, "employer", employer_actor(colleague, "MANAGER")) as tx:
        assert [one.line_id for one in contests_to_answer(tx)] == [line]
    answer(database, colleague, line, role="MANAGER")
    with pytest.raises(PointsRefused, match="ALREADY"):
        answer(database, colleague, line, role="MANAGER")
    with transaction(database, "applicant", person.actor) as tx:
        said = own_lines(tx)[0].contest
    assert said is not None
    assert (said.outcome, said.answer, said.answered_role) == (
        "KEPT", "Relu avec le contrat.", "MANAGER",
    )  # fmt: skip


def test_an_answer_may_reverse_the_award(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    colleague = an_owner(database, person.company.id)
    line, _case = contested(database, person)
    answer(database, colleague, line, "REVERSED")
    with transaction(database, "worker") as tx:
        assert points_that_count(tx, [person.request_id]) == {person.request_id: 0}
    with transaction(database, "applicant", person.actor) as tx:
        kinds = [(one.kind, one.points, one.author_role) for one in own_lines(tx)]
    assert kinds == [("REVERSAL", -20, "OWNER"), ("AWARD", 20, "OWNER")]


def test_where_nobody_else_is_action_logement_gets_a_case_and_answers(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    an_employer_user(database, person.company.id, role="READER")
    line, case = contested(database, person)
    assert case is not None
    adviser = as_adviser(database)
    with transaction(database, "staff", adviser) as tx:
        waiting = contests_for_staff(tx)
        assert [(one.line_id, one.points, one.reversible) for one in waiting] == [(line, 20, True)]
        answer_contest(tx, line, "REVERSED", "Le critère n’est pas rempli.")
        assert contests_for_staff(tx) == ()
    with transaction(database, "applicant", person.actor) as tx:
        lines = own_lines(tx)
    assert [one.author_role for one in lines] == ["ADVISER", "OWNER"]
    assert lines[1].contest is not None
    assert lines[1].contest.answered_role == "ADVISER"


def test_staff_do_not_answer_in_a_company_that_can(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    an_employer_user(database, person.company.id, role="MANAGER")
    line, _case = contested(database, person)
    with transaction(database, "staff", as_adviser(database)) as tx:
        assert contests_for_staff(tx) == ()
        with pytest.raises(NotShared):
            answer_contest(tx, line, "KEPT", "Non")


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "AUDITOR", "ADMINISTRATOR"])
def test_other_staff_see_and_settle_nothing(
    database: Database, owner: Somebody, person: ImportedApplicant, role: str
) -> None:
    line, _case = contested(database, person)
    actor = Actor("staff", a_staff(database, role).account_id, "x", role, "fr", b"")
    with transaction(database, "staff", actor) as tx:
        assert contests_for_staff(tx) == ()
        assert points_that_count(tx, [person.request_id]) == {person.request_id: 0}
        with pytest.raises(PointsRefused, match="NOT_ALLOWED"):
            answer_contest(tx, line, "KEPT", "Non")


def test_a_contest_ends_with_the_period(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    colleague = an_owner(database, person.company.id)
    line, _case = contested(database, person)
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
        assert own_lines(tx) == ()
    with pytest.raises(NotShared):
        answer(database, colleague, line)
    with transaction(database, "employer", employer_actor(colleague)) as tx:
        assert contests_to_answer(tx) == ()


def test_one_contests_own_lines_once(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    line, _case = contested(database, person)
    other = an_imported_applicant(database, company, choice=2)
    for who, which, why in ((person, line, "ALREADY"), (other, line, "UNKNOWN"),
                            (person, uuid4(), "UNKNOWN")):  # fmt: skip
        with (
            pytest.raises(PointsRefused, match=why),
            transaction(database, "applicant", who.actor) as tx,
        ):
            contest_line(tx, which, "Encore")


def test_an_applicant_reads_neither_names_nor_anybody_elses_lines(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    other = an_imported_applicant(database, company, choice=3)
    with transaction(database, "applicant", other.actor) as tx:
        assert own_lines(tx) == ()
    for column in ("author_name", "author_id", "act"):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction(database, "applicant", person.actor) as tx,
        ):
            tx.execute(text(f"SELECT {column} FROM points_line"))
