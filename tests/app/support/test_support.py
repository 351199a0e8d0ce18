"""Support: who may, of whom, until when; what the applicant may say; what leaves with the file."""

from uuid import UUID, uuid4

import pytest

from app.candidatures.services import Event, record, submit
from app.candidatures.states import By, State
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.privacy.readers.employer_candidatures import candidatures_of, supportable
from app.privacy.rule import Choice, NotShared
from app.support.policy import SupportRefused
from app.support.queries import (
    notes_to_send,
    own_suggestions,
    own_supports,
    suggestions_to,
    supports_page,
)
from app.support.services import (
    answer_suggestion,
    answer_support,
    suggest_offer,
    support_candidature,
    withdraw_support,
)
from tests.employer.reading import journal
from tests.factories.accounts import Somebody, an_employer_user, an_owner
from tests.factories.applicants import ImportedApplicant, an_imported_applicant, decide_for
from tests.factories.companies import MadeCompany, a_company
from tests.factories.offers import an_offer
from tests.factories.points import employer_actor

NOTE = "Prend un poste d’équipe à Villeurbanne en janvier."


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


@pytest.fixture
def owner(database: Database, company: MadeCompany) -> Somebody:
    return an_owner(database, company.id)


@pytest.fixture
def person(database: Database, company: MadeCompany) -> ImportedApplicant:
    return an_imported_applicant(database, company, choice=3)


def apply(database: Database, person: ImportedApplicant) -> UUID:
    home = an_offer(database)
    with transaction(database, "applicant", person.actor) as tx:
        return submit(tx, person.actor, home)


def advance(database: Database, candidature_id: UUID, *states: State) -> None:
    for state in states:
        with transaction(database, "worker") as tx:
            at = tx.exec_driver_sql("SELECT app.clock()").scalar_one()
            record(tx, candidature_id, Event(state, at, By.ADVISER))


def support(database: Database, who: Somebody, which: UUID, role: str = "OWNER") -> None:
    with transaction(database, "employer", employer_actor(who, role)) as tx:
        support_candidature(tx, which, NOTE)


def sent(database: Database, which: UUID) -> list[str]:
    with transaction(database, "worker") as tx:
        return [one.note for one in notes_to_send(tx, which)]


def test_a_note_is_read_by_the_applicant_and_leaves_with_the_file(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    which = apply(database, person)
    support(database, owner, which)
    with transaction(database, "applicant", person.actor) as tx:
        read = own_supports(tx)[which]
    assert (read.note, read.author_role, read.answer) == (NOTE, "OWNER", None)
    assert sent(database, which) == [NOTE]


def test_a_declined_note_stays_behind_and_the_company_is_told(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    which = apply(database, person)
    support(database, owner, which)
    with transaction(database, "applicant", person.actor) as tx:
        answer_support(tx, own_supports(tx)[which].id, accepted=False)
    assert sent(database, which) == []
    with transaction(database, "employer", employer_actor(owner)) as tx:
        page, _next = supports_page(tx, company.id, 25, None)
    assert [one.answer for one in page] == ["DECLINED"]


def test_one_supports_until_the_file_goes_to_the_landlord(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    which = apply(database, person)
    advance(database, which, State.VALIDATED)
    support(database, owner, which)
    with pytest.raises(SupportRefused, match="ALREADY"):
        support(database, owner, which)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert [one.id for one in supportable(tx, employer_actor(owner), 25)[0]] == [which]
    advance(database, which, State.TRANSMITTED)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert supportable(tx, employer_actor(owner), 25)[0] == ()
    with transaction(database, "applicant", person.actor) as tx:
        kept = own_supports(tx)[which].id
        with pytest.raises(SupportRefused, match="TOO_LATE"):
            answer_support(tx, kept, accepted=False)
    with (
        pytest.raises(SupportRefused, match="TOO_LATE"),
        transaction(database, "employer", employer_actor(owner)) as tx,
    ):
        withdraw_support(tx, kept)


def test_a_note_is_taken_back_and_another_written(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    which = apply(database, person)
    support(database, owner, which)
    with transaction(database, "applicant", person.actor) as tx:
        first = own_supports(tx)[which].id
    with transaction(database, "employer", employer_actor(owner)) as tx:
        withdraw_support(tx, first)
    assert sent(database, which) == []
    support(database, owner, which)
    assert sent(database, which) == [NOTE]


@pytest.mark.parametrize("choice", [None, 1, 2])
def test_without_an_open_file_a_candidature_is_like_none(
    database: Database, owner: Somebody, company: MadeCompany, choice: int | None
) -> None:
    hidden = an_imported_applicant(database, company, choice=choice)
    which = apply(database, hidden)
    for named in (which, uuid4()):
        with pytest.raises(NotShared):
            support(database, owner, named)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert supportable(tx, employer_actor(owner), 25) == ((), None)
        for named in (hidden.public_id or hidden.request_id, uuid4()):
            with pytest.raises(NotShared):
                suggest_offer(tx, named, an_offer(database), "")


def test_a_note_does_not_outlive_the_choice(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    which = apply(database, person)
    support(database, owner, which)
    decide_for(database, person.actor, ChoiceMade(Choice.SUMMARY, None, None))
    assert sent(database, which) == []
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, False, None))
    assert sent(database, which) == [NOTE]
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
        assert own_supports(tx) == {}
    with transaction(database, "employer", employer_actor(owner)) as tx:
        assert candidatures_of(tx, employer_actor(owner), (which,)) == {}
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, False, None))
    assert sent(database, which) == []


@pytest.mark.parametrize(
    ("role", "files"), [("READER", None), ("COMMISSION", None), ("MANAGER", False)]
)
def test_whoever_may_not_open_files_supports_nobody(
    database: Database, owner: Somebody, person: ImportedApplicant, role: str, files: bool | None
) -> None:
    which = apply(database, person)
    support(database, owner, which)
    who = an_employer_user(database, person.company.id, role=role, may_open_files=files)
    with pytest.raises(SupportRefused, match="NOT_ALLOWED"):
        support(database, who, which, role)
    with transaction(database, "employer", employer_actor(who, role)) as tx:
        assert supports_page(tx, person.company.id, 25, None) == ((), None)


def test_nobody_supports_themselves(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:
    oneself = an_employer_user(database, person.company.id, name="Inès Mirandeuil")
    with pytest.raises(SupportRefused, match="SELF"):
        support(database, oneself, apply(database, person))


def test_an_offer_is_suggested_once_and_answered(
    database: Database, owner: Somebody, person: ImportedApplicant, company: MadeCompany
) -> None:
    assert person.public_id is not None
    home, foreign = an_offer(database), an_offer(database, reserved_for_siren="552100554")
    with transaction(database, "employer", employer_actor(owner)) as tx:
        suggest_offer(tx, person.public_id, home, "Tout près de l’atelier")
        for which, why in ((home, "ALREADY"), (foreign, "UNKNOWN_OFFER"),
                           (uuid4(), "UNKNOWN_OFFER")):  # fmt: skip
            with pytest.raises(SupportRefused, match=why):
                suggest_offer(tx, person.public_id, which, "")
    with transaction(database, "applicant", person.actor) as tx:
        (read,) = own_suggestions(tx)
        answer_suggestion(tx, read.id, accepted=True)
        with pytest.raises(SupportRefused, match="UNKNOWN"):
            answer_suggestion(tx, uuid4(), accepted=True)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        (told,) = suggestions_to(tx, company.id, person.public_id)
    assert (told.note, told.answer) == ("Tout près de l’atelier", "ACCEPTED")


def test_the_board_is_a_reading_in_everybodys_journal(
    database: Database, owner: Somebody, person: ImportedApplicant
) -> None:

    apply(database, person)
    with transaction(database, "employer", employer_actor(owner)) as tx:
        (shown,), _next = supportable(tx, employer_actor(owner), 25)
    assert shown.person == "MIRANDEUIL Inès, Flore"
    assert journal(database)[-1] == ("LIST_READ", None, 1)
