"""The ledger: what an award needs, what takes it back, what it spends, what counts."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.companies.day import today
from app.companies.rules import NewPolicy, set_policy
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.points.policy import PointsRefused
from app.points.queries import figures, ledger_page, line_of, lines_of
from app.points.services import reverse_award, undo_award
from app.points.standing import points_that_count
from app.privacy.rule import Choice, NotShared
from tests.clock import Clock
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    public_id_of,
)
from tests.factories.companies import MadeCompany, a_company, the_company_manager
from tests.factories.points import a_scale, an_award, employer_actor


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id)


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=2)


def leave(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)


def counted(database: Database, person: ImportedApplicant) -> int:
    with transaction(database, "worker") as tx:
        return points_that_count(tx, [person.request_id])[person.request_id]


def spent(database: Database, who: Somebody) -> tuple[int, int]:
    with transaction(database, "employer", employer_actor(who)) as tx:
        whole = [f for f in figures(tx) if f.label is None]
    return (whole[0].spent, whole[0].standing) if whole else (0, 0)


def the_line(database: Database, who: Somebody, public_id: UUID | None) -> UUID:
    assert public_id is not None
    assert who.company_id is not None
    with transaction(database, "employer", employer_actor(who)) as tx:
        return lines_of(tx, who.company_id, public_id)[0].id


def test_an_award_counts_and_spends(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    an_award(database, owner, person.public_id, ordinal=3)
    assert counted(database, person) == 50
    assert spent(database, owner) == (50, 50)


@pytest.mark.parametrize("choice", [None, 1])
def test_nobody_hidden_is_told_from_nobody(
    database: Database, owner: Somebody, company: MadeCompany, choice: int | None
) -> None:
    hidden = an_imported_applicant(database, company, choice=choice)
    a_scale(database, owner)
    for public_id in (hidden.public_id, hidden.request_id, hidden.account_id, uuid4()):
        if public_id is not None:
            with pytest.raises(NotShared):
                an_award(database, owner, public_id)
    assert spent(database, owner) == (0, 0)


def test_an_exit_writes_nothing_gives_nothing_back_and_counts_for_nothing(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    leave(database, person)
    assert counted(database, person) == 0
    assert spent(database, owner) == (20, 20)
    with pytest.raises(NotShared):
        an_award(database, owner, person.public_id, ordinal=2)


def test_whoever_comes_back_is_a_new_arrival(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner, cap=20, criteria=(("Mobilité", 20),))
    an_award(database, owner, person.public_id)
    leave(database, person)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY, None, None))
    again = public_id_of(database, person.request_id)
    assert counted(database, person) == 0
    # Neither the cap nor "this criterion was given" knows of the former period.
    an_award(database, owner, again)
    assert counted(database, person) == 20


def test_from_summary_to_file_and_back_points_stay(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, False, None))
    assert counted(database, person) == 20


def test_expiry_counts_for_nothing_with_no_job_running(
    database: Database, owner: Somebody, company: MadeCompany, clock: Clock
) -> None:
    person = an_imported_applicant(database, company, choice=2, months=1)
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    clock.advance(timedelta(days=32))
    assert counted(database, person) == 0


def test_points_of_a_suspended_company_do_not_count(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    with database.owner.begin() as tx:
        tx.execute(text("UPDATE company SET status = 'SUSPENDED' WHERE id = :c"), {"c": company.id})
    assert counted(database, person) == 0


def test_neither_cap_nor_budget_is_overrun(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    other = an_imported_applicant(database, company, choice=3)
    a_scale(database, owner, cap=45, budget=60)
    an_award(database, owner, person.public_id)
    an_award(database, owner, person.public_id, ordinal=2)
    for ordinal, why in ((3, "CAP"), (1, "TWICE")):
        with pytest.raises(PointsRefused, match=why):
            an_award(database, owner, person.public_id, ordinal=ordinal)
    with pytest.raises(PointsRefused, match="BUDGET"):
        an_award(database, owner, other.public_id, ordinal=3)
    an_award(database, owner, other.public_id)
    assert spent(database, owner) == (60, 60)


def test_one_key_counts_once(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    key = an_award(database, owner, person.public_id)
    an_award(database, owner, person.public_id, key=key)
    assert spent(database, owner) == (20, 20)
    with pytest.raises(PointsRefused, match="STALE"):
        an_award(database, owner, person.public_id, ordinal=2, key=key)


def test_a_reversal_takes_the_points_back_and_leaves_the_budget_spent(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    giver = an_employer_user(database, person.company.id, role="MANAGER", name="Paul Ricordel")
    an_award(database, giver, person.public_id)
    line = the_line(database, owner, person.public_id)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        reverse_award(tx, line, "Erreur de critère")
        assert owner.company_id is not None
        assert person.public_id is not None
        told = lines_of(tx, owner.company_id, person.public_id)
    assert [(line.author_name, line.author_role) for line in told] == [
        ("Claire Fontaine", "OWNER"), ("Paul Ricordel", "MANAGER"),
    ]  # fmt: skip
    assert counted(database, person) == 0
    assert spent(database, owner) == (20, 0)
    with (
        pytest.raises(PointsRefused, match="ALREADY"),
        transaction(database, "employer", employer_actor(owner)) as tx,
    ):
        reverse_award(tx, line, "Encore")
    # Taken back, the criterion may be given again.
    an_award(database, owner, person.public_id)
    assert spent(database, owner) == (40, 20)


def test_an_undo_within_ten_minutes_is_as_if_nothing_had_been(
    database: Database, owner: Somebody, person: ImportedApplicant, clock: Clock
) -> None:
    a_scale(database, owner)
    key = an_award(database, owner, person.public_id)
    colleague = an_owner(database, person.company.id)
    for who, lines in ((colleague, 0), (owner, 1), (owner, 0)):
        with transaction(database, "employer", employer_actor(who)) as tx:
            assert undo_award(tx, key) == lines
    assert spent(database, owner) == (0, 0)
    late = an_award(database, owner, person.public_id)
    clock.advance(timedelta(minutes=10, seconds=1))
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert undo_award(tx, late) == 0


def test_nothing_is_taken_back_once_the_person_left(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    key = an_award(database, owner, person.public_id)
    line = the_line(database, owner, person.public_id)
    leave(database, person)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert undo_award(tx, key) == 0
        with pytest.raises(NotShared):
            reverse_award(tx, line, "Erreur")


def test_choice_two_takes_points_as_the_policy_said_when_the_person_became_visible(
    database: Database, owner: Somebody, company: MadeCompany, person: ImportedApplicant
) -> None:
    a_scale(database, owner)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        off = NewPolicy(today(tx), (2, 3), False, points_on_summary=False)
        set_policy(tx, company.id, off, seen=1)
    newcomer = an_imported_applicant(database, company, choice=2)
    full = an_imported_applicant(database, company, choice=3)
    with pytest.raises(PointsRefused, match="SUMMARY"):
        an_award(database, owner, newcomer.public_id)
    an_award(database, owner, full.public_id)
    assert counted(database, full) == 20


@pytest.mark.parametrize(
    "traits",
    [{"email": "ines.m@courriel.example"}, {"name": "Inès MIRANDEUIL"}, {"email": "moi@x.example"}],
)
def test_nobody_awards_to_themselves(
    database: Database, owner: Somebody, company: MadeCompany, traits: dict[str, str]
) -> None:
    oneself = an_imported_applicant(database, company, choice=2, email="moi@x.example")
    a_scale(database, owner)
    hr = an_employer_user(database, company.id, role="MANAGER", **traits)  # type: ignore[arg-type]
    with pytest.raises(PointsRefused, match="SELF"):
        an_award(database, hr, oneself.public_id)
    an_award(database, owner, oneself.public_id)


@pytest.mark.parametrize("role", ["READER", "COMMISSION"])
def test_roles_without_the_right_award_nothing_and_read_no_line(
    database: Database, owner: Somebody, person: ImportedApplicant, role: str
) -> None:
    a_scale(database, owner)
    an_award(database, owner, person.public_id)
    who = an_employer_user(database, person.company.id, role=role)
    with pytest.raises(PointsRefused, match="NOT_ALLOWED"):
        an_award(database, who, person.public_id, ordinal=2)
    with transaction(database, "employer", employer_actor(who, role)) as tx:
        assert ledger_page(tx, person.company.id, 25).lines == ()


def test_a_membership_limited_to_a_site_reaches_its_people_only(database: Database) -> None:
    company = a_company(database, establishments=2)
    here = an_imported_applicant(database, company, choice=2)
    there = an_imported_applicant(database, company, choice=2, siret=company.sirets[1])
    owner = an_owner(database, company.id)
    a_scale(database, owner)
    limited = an_employer_user(database, company.id, role="MANAGER", sites=(company.sirets[1],))
    with pytest.raises(NotShared):
        an_award(database, limited, here.public_id)
    an_award(database, limited, there.public_id)
    an_award(database, owner, here.public_id)
    hidden = the_line(database, owner, here.public_id)
    with transaction(database, "employer", employer_actor(limited, "MANAGER")) as tx:
        assert figures(tx) == ()
        assert line_of(tx, company.id, hidden) is None
        assert len(ledger_page(tx, company.id, 25).lines) == 1


def test_one_of_many_who_is_not_visible_means_nobody(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    a_scale(database, owner)
    others = [an_imported_applicant(database, company, choice=2).public_id for _ in range(2)]
    with pytest.raises(NotShared):
        an_award(database, owner, person.public_id, *others, uuid4())
    assert spent(database, owner) == (0, 0)
    an_award(database, owner, person.public_id, *others)
    assert spent(database, owner) == (60, 60)


def test_the_ledger_is_read_page_by_page_newest_first(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    a_scale(database, owner)
    people = [person, *(an_imported_applicant(database, company, choice=2) for _ in range(4))]
    for one in people:
        an_award(database, owner, one.public_id)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        first = ledger_page(tx, company.id, 2)
        second = ledger_page(tx, company.id, 2, after=first.next_after)
        last = ledger_page(tx, company.id, 2, after=second.next_after)
        back = ledger_page(tx, company.id, 2, before=last.previous_before)
    assert [line.public_id for page in (first, second, last) for line in page.lines] == [
        p.public_id for p in reversed(people)
    ]
    assert (first.previous_before, last.next_after) == (None, None)
    assert back.lines == second.lines


def test_the_works_council_is_told_criteria_from_eleven_requests_on(
    database: Database, owner: Somebody, company: MadeCompany
) -> None:
    a_scale(database, owner)
    council = an_employer_user(database, company.id, role="COMMISSION")
    people = [an_imported_applicant(database, company, choice=2).public_id for _ in range(11)]

    def labels() -> list[tuple[str | None, int]]:
        with transaction(database, "employer", employer_actor(council, "COMMISSION")) as tx:
            return [(f.label, f.spent) for f in figures(tx)]

    an_award(database, owner, *people[:10])
    assert labels() == [(None, 200)]
    an_award(database, owner, people[10])
    assert labels() == [(None, 220), ("Mobilité professionnelle", 220)]
    an_award(database, owner, people[0], ordinal=2)
    assert labels() == [(None, 240)]
