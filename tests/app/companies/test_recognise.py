"""What an applicant learns of an employer: known or not, under which rules, code right or not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.access.actor import Actor
from app.companies.codes import check_character, display_code
from app.companies.day import today
from app.companies.queries import read_company
from app.companies.recognise import code_opens, current_policy, recognise
from app.companies.rules import NewPolicy, issue_code, set_policy, suspend_code
from app.db.engines import Database
from app.db.transaction import transaction
from tests.clock import Clock
from tests.factories.accounts import an_applicant
from tests.factories.companies import a_company, a_siren, a_siret, the_company_manager


@pytest.fixture
def applicant(database: Database) -> Actor:
    person = an_applicant(database)
    return Actor("applicant", person.account_id, "Jeanne", "APPLICANT", "fr", b"")


def test_an_employer_is_recognised_by_its_establishment_else_by_its_siren(
    database: Database, applicant: Actor
) -> None:
    made = a_company(database, name="Fonderie Égée", establishments=2)
    with transaction(database, "applicant", applicant) as tx:
        exact = recognise(tx, made.sirets[1])
        other = recognise(tx, a_siret(made.siren, 9))
        unknown = recognise(tx, a_siret(a_siren()))
    assert (exact.company_id, exact.establishment_label) == (made.id, "Atelier")
    assert (other.company_id, other.establishment_label) == (made.id, None)
    assert exact.validated
    assert other.company_name == "Fonderie Égée"
    assert (unknown.company_id, unknown.status, unknown.validated) == (None, "UNKNOWN", False)


@pytest.mark.parametrize("status", ["PENDING", "SUSPENDED", "CLOSED"])
def test_only_an_active_company_counts_as_validated(
    database: Database, applicant: Actor, status: str
) -> None:
    made = a_company(database, status=status)
    with transaction(database, "applicant", applicant) as tx:
        found = recognise(tx, made.siret)
    assert found.status == status
    assert not found.validated


def test_the_policy_of_a_day_is_the_newest_in_force_that_day(
    database: Database, applicant: Actor
) -> None:
    made = a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        day = today(tx)
        later = day + timedelta(days=30)
        set_policy(tx, made.id, NewPolicy(day, [2], code_required=True), seen=1)
        set_policy(tx, made.id, NewPolicy(later, [], code_required=False), seen=2)
    with transaction(database, "applicant", applicant) as tx:
        now = current_policy(tx, made.id, day)
        eve = current_policy(tx, made.id, later - timedelta(days=1))
        then = current_policy(tx, made.id, later)
        with pytest.raises(LookupError):
            current_policy(tx, made.id, day - timedelta(days=1))
    assert (now.choices, now.code_required) == ((1, 2), True)
    assert eve == now
    assert (then.choices, then.code_required) == ((1,), False)


def test_staff_see_which_version_governs_when(database: Database) -> None:
    made = a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        day = today(tx)
        set_policy(tx, made.id, NewPolicy(day, [2], code_required=True), seen=1)
        set_policy(tx, made.id, NewPolicy(day + timedelta(days=9), [3], True), seen=2)
        view = read_company(tx, made.id)
    assert view is not None
    assert [(p.number, p.state, p.until) for p in view.policies] == [
        (3, "COMING", None),
        (2, "CURRENT", day + timedelta(days=8)),
        (1, "REPLACED", day - timedelta(days=1)),
    ]


def test_a_code_opens_its_own_company_in_any_form_and_nothing_else(
    database: Database, applicant: Actor
) -> None:
    made, other = a_company(database), a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        code = issue_code(tx, made.id, "Affiche")
        foreign = issue_code(tx, other.id, "Affiche")
    with transaction(database, "applicant", applicant) as tx:
        assert code_opens(tx, made.id, code)
        assert code_opens(tx, made.id, f" {display_code(code).lower()} ")
        for typed in (foreign, code[:-1], "", "\x00", "é" * 500, _another(code)):
            assert not code_opens(tx, made.id, typed), typed


def test_codes_begin_and_end_at_midnight_in_paris(
    database: Database, applicant: Actor, clock: Clock
) -> None:
    made = a_company(database)
    first, last = date(2027, 7, 1), date(2027, 7, 2)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        code = issue_code(tx, made.id, "Été", valid_from=first, valid_until=last)
    answers = []
    eve, end = datetime(2027, 6, 30, 22, tzinfo=UTC), datetime(2027, 7, 2, 22, tzinfo=UTC)
    minute = timedelta(minutes=1)
    for moment in (eve - minute, eve, end - minute, end):
        clock.freeze(moment)
        with transaction(database, "applicant", applicant) as tx:
            answers.append(code_opens(tx, made.id, code))
    assert answers == [False, True, True, False]


def test_a_suspended_code_opens_nothing(database: Database, applicant: Actor) -> None:
    made = a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        code = issue_code(tx, made.id, "Affiche")
        view = read_company(tx, made.id)
        assert view is not None
        suspend_code(tx, made.id, view.codes[0].id)
    with transaction(database, "applicant", applicant) as tx:
        assert not code_opens(tx, made.id, code)


def _another(code: str) -> str:
    """A well-formed code that is not `code`."""
    body = code[1:8] + ("3" if code[0] == "2" else "2")
    return body + check_character(body)
