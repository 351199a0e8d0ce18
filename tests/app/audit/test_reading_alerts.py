"""The alert of a first reading: once a day, once a reader, neutral, and only if it is wanted."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from app.access.actor import Actor
from app.audit.alerts import alert_first_readings, is_told_of_readings, tell_of_readings
from app.db.engines import Database
from app.db.transaction import transaction
from app.notifications.rendering import render_mail
from app.privacy.purposes import Purpose
from app.privacy.readers.employer import ApplicantQuery, list_applicants, open_file, read_summary
from tests.applicant.test_request_and_readings import an_employer
from tests.clock import Clock
from tests.factories.applicants import ImportedApplicant, an_imported_applicant


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, 0, tzinfo=UTC)


@pytest.fixture
def who(database: Database) -> ImportedApplicant:
    return an_imported_applicant(database, choice=3)


def read(database: Database, reader: Actor, public_id: UUID | None) -> None:
    assert public_id is not None
    with transaction(database, "employer", reader) as tx:
        read_summary(tx, reader, public_id)
        open_file(tx, reader, public_id, Purpose.SUPPORT)


def test_one_mail_the_day_after_a_reader_s_first_reading(
    database: Database, clock: Clock, who: ImportedApplicant
) -> None:
    first, second = (an_employer(database, who.company.id) for _ in range(2))
    clock.freeze(at(23))
    read(database, first, who.public_id)
    assert alert_first_readings(database) == 0, "batched by day"
    clock.freeze(at(24, 3))
    assert alert_first_readings(database) == 0, "not at night"
    clock.freeze(at(24))
    assert alert_first_readings(database) == 1
    assert alert_first_readings(database) == 0
    read(database, first, who.public_id)
    clock.freeze(at(25))
    assert alert_first_readings(database) == 0, "this reader is known"
    read(database, second, who.public_id)
    clock.freeze(at(26))
    assert alert_first_readings(database) == 1


def test_a_list_alone_alerts_nobody(
    database: Database, clock: Clock, who: ImportedApplicant
) -> None:
    reader = an_employer(database, who.company.id)
    clock.freeze(at(23))
    with transaction(database, "employer", reader) as tx:
        list_applicants(tx, reader, ApplicantQuery())
    clock.freeze(at(24))
    assert alert_first_readings(database) == 0
    read(database, reader, who.public_id)
    clock.freeze(at(25))
    assert alert_first_readings(database) == 1, "the list was no reading of the file"


def test_a_worker_that_slept_tells_it_late_and_once(
    database: Database, clock: Clock, who: ImportedApplicant
) -> None:
    reader = an_employer(database, who.company.id)
    clock.freeze(at(20))
    read(database, reader, who.public_id)
    clock.freeze(at(23))
    assert alert_first_readings(database) == 1
    clock.freeze(at(24))
    assert alert_first_readings(database) == 0


def test_it_can_be_turned_off_and_on(
    database: Database, clock: Clock, who: ImportedApplicant
) -> None:
    clock.freeze(at(23))
    read(database, an_employer(database, who.company.id), who.public_id)
    with transaction(database, "applicant", who.actor) as tx:
        assert is_told_of_readings(tx)
        tell_of_readings(tx, wanted=False)
    clock.freeze(at(24))
    assert alert_first_readings(database) == 0
    with transaction(database, "applicant", who.actor) as tx:
        assert not is_told_of_readings(tx)
        tell_of_readings(tx, wanted=True)
    assert alert_first_readings(database) == 1


def test_the_mail_says_only_that_there_is_news(database: Database) -> None:
    for locale in ("fr", "en"):
        mail = render_mail("news", locale, {}, "https://portail.example")
        for word in ("dossier", "employ", "file", "lect", "read by", "entreprise", "compan"):
            assert word not in (mail.subject + mail.text + mail.html).casefold(), word


def test_turning_it_off_needs_an_applicant(database: Database, who: ImportedApplicant) -> None:
    other = an_imported_applicant(database)
    with transaction(database, "applicant", other.actor) as tx:
        tell_of_readings(tx, wanted=False)
        assert tx.scalar(text("SELECT count(*) FROM applicant_account")) == 1
    with transaction(database, "applicant", who.actor) as tx:
        assert is_told_of_readings(tx)
