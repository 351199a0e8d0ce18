"""Cases: who opens one, who reads it, who writes in it; through the doors' own logins."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.access.actor import Actor
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.inbox.queries import (
    Wanted,
    case_person,
    handlers,
    list_cases,
    own_case,
    own_cases,
    read_case,
)
from app.inbox.services import (
    CaseMoved,
    Kind,
    answer,
    assign,
    close,
    detach,
    note,
    open_case,
    reply,
    report_not_employed,
)
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import open_file
from app.privacy.readers.own import readings_of_me, running_choice
from app.privacy.rule import Choice, NotShared
from tests.applicant.test_request_and_readings import an_employer
from tests.factories.accounts import a_staff, an_applicant
from tests.factories.applicants import an_imported_applicant, applicant_actor
from tests.factories.cases import a_contact, staff_actor
from tests.factories.companies import a_company


def an_adviser(database: Database, role: str = "ADVISER") -> Actor:
    return staff_actor(a_staff(database, role), role)


def mails(database: Database) -> int:
    with database.owner.connect() as owner:
        return owner.scalar(text("SELECT count(*) FROM mail_outbox WHERE kind = 'case_message'"))


def test_a_contact_is_answered_and_closed(database: Database) -> None:
    person = applicant_actor(an_applicant(database).account_id)
    case_id = a_contact(database, person)
    staff = an_adviser(database)
    with transaction(database, "staff", staff) as tx:
        found = read_case(tx, case_id)
        assert found is not None
        assert [m.words for m in found.messages] == ["Mon code n’arrive pas."]
        note(tx, case_id, "Déjà venu en octobre.", seen=1)
        answer(tx, case_id, "Il est parti ce matin.", seen=2, number=found.line.number)
    assert mails(database) == 1
    with transaction(database, "applicant", person) as tx:
        own = own_case(tx, case_id)
        assert own is not None
        assert own.line.state == "ANSWERED"
        assert [m.author for m in own.messages] == ["APPLICANT", "STAFF"], "no note between staff"
        assert own.line.assignee is None
        reply(tx, case_id, "Merci.")
    with transaction(database, "staff", staff) as tx:
        (line,), _more = list_cases(tx, Wanted(state="OPEN"))
        assert line.assignee_id == staff.account_id, "who answers first has the case"
        close(tx, case_id, number=line.number)
    with transaction(database, "applicant", person) as tx, pytest.raises(CaseMoved):
        reply(tx, case_id, "Encore une chose.")


def test_an_answer_to_what_was_not_read_is_refused(database: Database) -> None:
    person = applicant_actor(an_applicant(database).account_id)
    case_id = a_contact(database, person)
    staff = an_adviser(database)
    with transaction(database, "applicant", person) as tx:
        reply(tx, case_id, "C’est réglé.")
    with transaction(database, "staff", staff) as tx, pytest.raises(CaseMoved):
        answer(tx, case_id, "Nous cherchons.", seen=1, number="x")
    assert mails(database) == 0


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "AUDITOR"])
def test_other_staff_read_and_write_nothing(database: Database, role: str) -> None:
    case_id = a_contact(database, applicant_actor(an_applicant(database).account_id))
    with transaction(database, "staff", an_adviser(database, role)) as tx:
        assert list_cases(tx, Wanted()) == ((), False)
        assert read_case(tx, case_id) is None
        assert case_person(tx, case_id) is None
        for act in (
            lambda: answer(tx, case_id, "x", seen=1, number="x"),
            lambda: assign(tx, case_id, None),
            lambda: close(tx, case_id, number="x"),
            lambda: detach(tx, case_id, number="x"),
        ):
            with pytest.raises(CaseMoved):
                act()


def test_nobody_reads_or_writes_in_somebody_elses_case(database: Database) -> None:
    case_id = a_contact(database, applicant_actor(an_applicant(database).account_id))
    other = applicant_actor(an_applicant(database).account_id)
    with transaction(database, "applicant", other) as tx:
        assert own_cases(tx) == ()
        assert own_case(tx, case_id) is None
        with pytest.raises(CaseMoved):
            reply(tx, case_id, "x")


def test_a_case_is_given_to_who_answers_only(database: Database) -> None:
    case_id = a_contact(database, applicant_actor(an_applicant(database).account_id))
    manager = a_staff(database, "COMPANY_MANAGER")
    staff = an_adviser(database)
    with transaction(database, "staff", staff) as tx:
        assert [who for who, _name in handlers(tx)] == [staff.account_id]
        assign(tx, case_id, staff.account_id)
        with pytest.raises(CaseMoved):
            assign(tx, case_id, manager.account_id)
        assign(tx, case_id, None)


def a_reading(database: Database) -> tuple[Actor, UUID, Actor]:
    """Somebody whose file was opened: (the person, the line, who opened)."""
    person = an_imported_applicant(database, choice=3)
    assert person.public_id is not None
    reader = an_employer(database, person.company.id)
    with transaction(database, "employer", reader) as tx:
        open_file(tx, reader, person.public_id, Purpose.SUPPORT)
    with database.owner.connect() as owner:
        line = owner.scalar(text("SELECT line_id FROM journal_subject"))
    return person.actor, UUID(str(line)), reader


def test_a_reading_of_the_own_file_is_contested_no_other(database: Database) -> None:
    person, line, _reader = a_reading(database)
    with transaction(database, "applicant", person) as tx:
        open_case(tx, Kind.READING_CONTESTED, "Pourquoi ?", about=line)
        (case,) = own_cases(tx)
        assert case.company_name is not None
    stranger = applicant_actor(an_applicant(database).account_id)
    for about in (line, uuid4(), None):
        with transaction(database, "applicant", stranger) as tx, pytest.raises(NotShared):
            open_case(tx, Kind.READING_CONTESTED, "Pourquoi ?", about=about)
    with transaction(database, "applicant", stranger) as tx, pytest.raises(NotShared):
        open_case(tx, Kind.NOT_EMPLOYED, "x")


def test_whoever_looks_who_a_case_is_about_is_told_to_the_person(database: Database) -> None:
    person = an_imported_applicant(database)
    case_id = a_contact(database, person.actor)
    with transaction(database, "staff", an_adviser(database)) as tx:
        shown = case_person(tx, case_id)
        assert shown is not None
        assert shown.surname
    with transaction(database, "applicant", person.actor) as tx:
        (reading,) = readings_of_me(tx)
    assert (reading.act, reading.reader_role) == ("CASE_READ", "ADVISER")
    assert reading.purpose == "ANSWER_THE_PERSON"
    assert reading.reader_name is not None
    assert "Leroy" not in reading.reader_name, "staff by reference, never by name"


def test_not_employed_asks_the_person_and_staff_may_detach(database: Database) -> None:
    person = an_imported_applicant(database, choice=3, sensitive=True)
    assert person.public_id is not None
    member = an_employer(database, person.company.id)
    with transaction(database, "employer", member) as tx:
        first = report_not_employed(tx, person.public_id, "Parti en août.")
        again = report_not_employed(tx, person.public_id, "Toujours là dans la liste.")
    assert first == again, "said twice of the same period, it is one case"
    assert mails(database) == 1
    with transaction(database, "applicant", person.actor) as tx:
        (line,) = own_cases(tx)
        assert line.kind == "NOT_EMPLOYED"
        assert running_choice(tx).choice is Choice.FULL_FILE, "nothing changes by itself"
    with transaction(database, "staff", an_adviser(database)) as tx:
        detach(tx, line.id, number=line.number)
        with pytest.raises(CaseMoved):
            detach(tx, line.id, number=line.number)
    with transaction(database, "applicant", person.actor) as tx:
        assert running_choice(tx).choice is Choice.ANONYMOUS


def test_nobody_hidden_can_be_reported(database: Database) -> None:
    person = an_imported_applicant(database, choice=2)
    public_id = person.public_id
    assert public_id is not None
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    member = an_employer(database, person.company.id)
    elsewhere = an_employer(database, a_company(database).id)
    for who, whom in ((member, public_id), (elsewhere, public_id), (member, uuid4())):
        with transaction(database, "employer", who) as tx, pytest.raises(NotShared):
            report_not_employed(tx, whom, "x")
    assert mails(database) == 0


def test_employers_touch_no_case(database: Database) -> None:
    person = an_imported_applicant(database, choice=2)
    a_contact(database, person.actor)
    member = an_employer(database, person.company.id)
    for statement in (
        "SELECT count(*) FROM staff_case",
        "SELECT words FROM case_message",
        "SELECT app.open_case('CONTACT', 'x', NULL, NULL, NULL)",
        "SELECT * FROM app.case_person(gen_random_uuid())",
    ):
        with transaction(database, "employer", member) as tx, pytest.raises(ProgrammingError):
            tx.execute(text(statement))
