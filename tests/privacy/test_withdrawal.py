"""An end of visibility holds for every answer whose data was read after its commit: in open tabs,
other processes, racing requests, by the clock alone; and nothing links a return to what was."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.companies.merging import merge_company
from app.companies.policy import Status
from app.companies.services import close_company, reactivate_company, suspend_company
from app.config import Settings
from app.consent.services import ChoiceMade, withdraw
from app.db.engines import Database, open_database
from app.db.transaction import transaction
from app.factory import create_app
from app.privacy.proof import disagreements
from app.privacy.readers.employer import read_summary
from app.privacy.rule import Choice, NotShared
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import an_owner
from tests.factories.applicants import (
    ImportedApplicant,
    an_imported_applicant,
    decide_for,
    let_adults_agree,
    public_id_of,
)
from tests.factories.companies import MadeCompany, a_company, the_company_manager
from tests.privacy.detectors import words_in
from tests.privacy.sql import member_actor
from tests.worker import do_jobs

LIST = "/employeur/salaries"
NAME = "Quenouillard"
READERS = 50


@pytest.fixture
def company(database: Database) -> MadeCompany:
    return a_company(database)


def show(database: Database, company: MadeCompany, **traits: object) -> ImportedApplicant:
    """Somebody whose name nobody else has, with a full file open."""
    return an_imported_applicant(
        database, company, choice=3, sensitive=True,
        overrides={"applicant.birth_name": NAME}, **traits,  # type: ignore[arg-type]
    )  # fmt: skip


def take_back(database: Database, person: ImportedApplicant) -> None:
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)


def enter(app: Flask, database: Database, company: MadeCompany) -> Client:
    who = an_owner(database, company.id)
    return Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)


def pages_of(person: ImportedApplicant) -> tuple[str, ...]:
    return (f"{LIST}/{person.public_id}", f"{LIST}/{person.public_id}/dossier")


def open_everything(hr: Client, person: ImportedApplicant) -> None:
    """Tabs an employer has open: the list, the page, the file with its purpose stated."""
    hr.submit(pages_of(person)[0], {"purpose": "SUPPORT"}, form=str(person.public_id))
    for path in (LIST, *pages_of(person)):
        assert words_in([NAME], hr.get(path).response.get_data()) == {NAME}, path


@pytest.fixture
def second_process(settings: Settings, database: Database) -> Iterator[Flask]:
    """Another web process of the same installation: its own pools, its own application."""
    own = open_database(settings, name="portail_test", durable=False)
    flask = create_app(settings, own)
    flask.testing = True
    yield flask
    own.dispose()


def test_every_open_tab_of_every_process_is_closed_by_the_commit(
    app: Flask, second_process: Flask, database: Database, company: MadeCompany
) -> None:
    person = show(database, company)
    tabs = [enter(one, database, company) for one in (app, second_process, app)]
    for hr in tabs:
        open_everything(hr, person)
    take_back(database, person)
    for hr in tabs:
        unknown = hr.get(f"{LIST}/{uuid4()}")
        for path in pages_of(person):
            answer = hr.get(path)
            assert answer.status == 404
            assert answer.response.get_data() == unknown.response.get_data()
            assert answer.response.headers == unknown.response.headers
        assert "Aucun salarié à afficher" in hr.get(f"{LIST}?q={NAME}").text
        for path in (LIST, "/employeur", f"{LIST}?apres={person.public_id}"):
            page = hr.get(path)
            assert words_in([NAME], page.body) == set()
            assert f"{LIST}/{person.public_id}" not in page.body


@dataclass
class Race:
    """What racing readers were answered: (begun, named, status) of each request."""

    answers: list[tuple[float, bool, int]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def read(self, hr: Client, paths: tuple[str, ...]) -> None:
        while not self.over.is_set():
            for path in paths:
                self.ask(hr, path)
        for path in paths:
            self.ask(hr, path)

    def ask(self, hr: Client, path: str) -> None:
        begun = time.monotonic()
        response = hr.http.get(path)
        named = NAME.upper().encode() in response.get_data().upper()
        self.answers.append((begun, named, response.status_code))


def test_no_reader_racing_a_withdrawal_names_the_person_after_the_commit(
    app: Flask, second_process: Flask, database: Database, company: MadeCompany
) -> None:
    person = show(database, company)
    an_imported_applicant(database, company, choice=2)
    race, threads = Race(), []
    browsers = [enter(one, database, company) for one in (app, second_process)]
    for hr in browsers:
        open_everything(hr, person)
    for number in range(READERS):
        mine = Client(browsers[number % 2].app)
        for cookie in browsers[number % 2].http._cookies.values():
            mine.http.set_cookie(cookie.key, cookie.value, path=cookie.path)
        paths = (LIST, *pages_of(person))
        threads.append(threading.Thread(target=race.read, args=(mine, paths)))
    for one in threads:
        one.start()
    while len(race.answers) < READERS:
        time.sleep(0.01)
    take_back(database, person)
    committed = time.monotonic()
    race.over.set()
    for one in threads:
        one.join()
    after = [named for begun, named, _status in race.answers if begun > committed]
    assert len(after) >= READERS * 3, "every reader looked again afterwards"
    assert not any(after)
    assert any(named for _begun, named, _status in race.answers)
    assert {status for *_rest, status in race.answers} <= {200, 404}


def test_readers_who_never_stop_cannot_hold_up_a_withdrawal(
    database: Database, company: MadeCompany
) -> None:
    """Readings that overlap without a pause: who withdraws waits for one of them, not for all."""
    person = show(database, company)
    actor = member_actor(an_owner(database, company.id))
    assert person.public_id is not None
    stop, readings = threading.Event(), []

    def read(first_pause: float) -> None:
        time.sleep(first_pause)
        while not stop.is_set():
            with contextlib.suppress(NotShared), transaction(database, "employer", actor) as tx:
                readings.append(read_summary(tx, actor, person.public_id))  # type: ignore[arg-type]
                time.sleep(0.2)

    threads = [threading.Thread(target=read, args=(n * 0.03,)) for n in range(8)]
    for one in threads:
        one.start()
    while len(readings) < 16:
        time.sleep(0.01)
    giving_up = threading.Timer(30, stop.set)
    giving_up.start()
    take_back(database, person)
    in_time = not stop.is_set()
    giving_up.cancel()
    stop.set()
    for one in threads:
        one.join()
    assert in_time


def test_at_the_end_of_the_duration_the_next_second_shows_nothing(
    app: Flask, database: Database, clock: Clock
) -> None:
    """No job runs: the clock alone closes. Long ago, because contexts live by real time."""
    clock.freeze(datetime.now(UTC) - timedelta(days=90))
    company = a_company(database)
    person = show(database, company, months=1)
    with database.owner.connect() as owner:
        end = owner.scalar(text("SELECT visible_until FROM visibility"))
    clock.freeze(end - timedelta(seconds=1))
    hr = enter(app, database, company)
    open_everything(hr, person)
    clock.freeze(end + timedelta(seconds=1))
    assert [hr.get(path).status for path in pages_of(person)] == [404, 404]
    assert words_in([NAME], hr.get(LIST).body) == set()
    assert str(person.public_id) not in hr.get("/employeur").body


@pytest.mark.parametrize("end", ["withdrawn", "expired"])
def test_who_comes_back_is_a_new_arrival(
    app: Flask, database: Database, settings: Settings, clock: Clock, end: str
) -> None:
    clock.freeze(datetime.now(UTC) - timedelta(days=90))
    company = a_company(database)
    person = show(database, company, months=1)
    who = an_owner(database, company.id)
    hr = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    open_everything(hr, person)
    page = hr.submit(pages_of(person)[1], form="/employeur/rapports")
    do_jobs(settings, database)
    report = f"{page.response.request.path}/pdf"
    assert hr.get(report).status == 200
    if end == "withdrawn":
        take_back(database, person)
    with database.owner.begin() as owner:
        owner.execute(text("UPDATE report SET expires_at = expires_at + interval '1 year'"))
    clock.freeze(datetime.now(UTC) - timedelta(days=30))
    hr = Client(app).enter_as("employer", who.account_id, membership_id=who.membership_id)
    decide_for(database, person.actor, ChoiceMade(Choice.FULL_FILE, sensitive=True))
    new = public_id_of(database, person.request_id)
    assert new not in (None, person.public_id)
    assert words_in([NAME], hr.get(f"{LIST}/{new}").body) == {NAME}
    for old in (*pages_of(person), report):
        assert hr.get(old).status in (404, 303)
        assert words_in([NAME], hr.get(old, follow=True).body) == set()
    assert hr.get(pages_of(person)[0]).status == hr.get(report).status == 404
    assert words_in([NAME], hr.get("/employeur/rapports").body) == set()


def test_a_suspended_company_sees_nothing_from_the_next_request_and_again_when_reactivated(
    app: Flask, second_process: Flask, database: Database, company: MadeCompany
) -> None:
    person = show(database, company)
    tabs = [enter(one, database, company) for one in (app, second_process)]
    for hr in tabs:
        open_everything(hr, person)
    staff = the_company_manager(database)
    with transaction(database, "staff", staff) as tx:
        suspend_company(tx, company.id, "Mandat échu", seen=Status.ACTIVE)
    for hr in tabs:
        for path in ("/employeur", LIST, *pages_of(person), "/employeur/rapports"):
            assert words_in([NAME], hr.get(path, follow=True).body) == set()
    with transaction(database, "staff", staff) as tx:
        reactivate_company(tx, company.id, "Mandat reçu", seen=Status.SUSPENDED)
    for hr in tabs:
        assert words_in([NAME], hr.get(LIST).body) == {NAME}
        assert words_in([NAME], hr.get(pages_of(person)[0]).body) == {NAME}


@pytest.mark.parametrize("ending", ["closed", "merged"])
def test_a_company_that_ends_sees_nothing_from_the_next_request_of_any_open_session(
    app: Flask, second_process: Flask, database: Database, company: MadeCompany, ending: str
) -> None:
    person = show(database, company)
    tabs = [enter(one, database, company) for one in (app, second_process)]
    for hr in tabs:
        open_everything(hr, person)
    other = a_company(database)
    with transaction(database, "staff", the_company_manager(database)) as tx:
        if ending == "closed":
            close_company(tx, company.id, "Cessation", seen=Status.ACTIVE)
        else:
            merge_company(tx, company.id, other.id, "Fusion", typed=company.name, words="Fusionnée")
    for hr in tabs:
        for path in ("/employeur", LIST, *pages_of(person), "/employeur/rapports"):
            assert words_in([NAME], hr.get(path, follow=True).body) == set()


TAMPERINGS = {
    "a level raised": "UPDATE summary SET level = 3 WHERE level = 2",
    "a hidden person opened": "UPDATE summary SET level = 2, company_id = :c, siret = '1' "
    "WHERE level = 1",
    "an end put off": "UPDATE file SET visible_until = now() + interval '1 year' WHERE level = 3",
    "another company": "UPDATE visibility SET company_id = gen_random_uuid() WHERE level = 3",
    "another establishment": "UPDATE summary SET siret = '00000000000000' WHERE level = 3",
    "another public id": "UPDATE file SET public_id = gen_random_uuid() WHERE level = 3",
    "a sensitive block opened": "UPDATE sensitive_block SET open = true WHERE NOT open",
    "another adult opened": "UPDATE other_adult SET open = true WHERE NOT open",
    "a sensitive answer": "UPDATE file SET sensitive = NOT sensitive WHERE level = 2",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_the_nightly_proof_finds_a_copy_that_was_tampered_with(
    database: Database, company: MadeCompany, tampering: str
) -> None:
    for choice in (None, 1, 2, 3):
        person = an_imported_applicant(database, company, choice=choice)
    let_adults_agree(database, person.request_id)
    an_imported_applicant(database, company, choice=3, sensitive=True, months=2)
    with transaction(database, "worker") as tx:
        assert disagreements(tx) == 0
    with database.owner.begin() as owner:
        tables = ("visibility", "summary", "file", "sensitive_block", "other_adult")
        for table in tables:
            owner.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        owner.execute(text(TAMPERINGS[tampering]), {"c": company.id})
        for table in tables:
            owner.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    with transaction(database, "worker") as tx:
        assert disagreements(tx) > 0
