"""Reminders before a choice ends: 30 and 7 days before, once each, whenever the worker looks."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.consent.reminders import remind_of_ends, remind_of_renewals
from app.consent.services import withdraw
from app.db.engines import Database
from app.db.transaction import transaction
from app.notifications.rendering import render_mail
from tests.client import Client
from tests.clock import Clock
from tests.factories.applicants import an_imported_applicant

START = datetime(2026, 9, 1, 12, tzinfo=UTC)


def mails(database: Database) -> list[str]:
    with database.owner.connect() as owner:
        return list(
            owner.scalars(text("SELECT recipient FROM mail_outbox WHERE kind = 'choice_reminder'"))
        )


def until_end(database: Database, clock: Clock, *, days: float) -> None:
    """The clock, so many days before the one end there is."""
    with database.owner.connect() as owner:
        end: datetime = owner.execute(text("SELECT visible_until FROM visibility")).scalar_one()
    clock.freeze(end - timedelta(days=days))


def test_two_reminders_before_the_end_and_none_twice(database: Database, clock: Clock) -> None:
    clock.freeze(START)
    person = an_imported_applicant(database, choice=2, months=3)
    counts = []
    for days in (60.0, 30.1, 29.9, 29.0, 7.1, 6.9, 1.0, -0.1, -5.0):
        until_end(database, clock, days=days)
        counts.append((remind_of_ends(database), remind_of_ends(database)))
    assert [first for first, _again in counts] == [0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert {again for _first, again in counts} == {0}
    assert mails(database) == [person.email] * 2


def test_a_worker_that_was_away_tells_once(database: Database, clock: Clock) -> None:
    clock.freeze(START)
    an_imported_applicant(database, choice=3, months=4)
    until_end(database, clock, days=3)
    assert remind_of_ends(database) == 1
    assert remind_of_ends(database) == 0


def test_a_choice_made_within_the_delay_is_reminded_of_the_later_moment_only(
    database: Database, clock: Clock
) -> None:
    clock.freeze(datetime(2027, 2, 1, 12, tzinfo=UTC))  # one month is 28 days
    an_imported_applicant(database, choice=2, months=1)
    assert remind_of_ends(database) == 0
    until_end(database, clock, days=6)
    assert remind_of_ends(database) == 1


@pytest.mark.parametrize("choice", [1, 2])
def test_nothing_is_said_of_a_choice_that_does_not_end(
    database: Database, clock: Clock, choice: int
) -> None:
    an_imported_applicant(database, choice=choice)
    clock.advance(timedelta(days=400))
    assert remind_of_ends(database) == 0


def test_a_withdrawn_choice_is_not_reminded_of(database: Database, clock: Clock) -> None:
    clock.freeze(START)
    person = an_imported_applicant(database, choice=2, months=3)
    until_end(database, clock, days=20)
    with transaction(database, "applicant", person.actor) as tx:
        withdraw(tx, person.actor, person.request_id)
    assert remind_of_ends(database) == 0


def test_a_choice_made_again_is_reminded_of_its_own_end(database: Database, clock: Clock) -> None:
    clock.freeze(START)
    an_imported_applicant(database, choice=2, months=3)
    an_imported_applicant(database, choice=2, months=5)
    clock.freeze(START + timedelta(days=70))
    assert remind_of_ends(database) == 1
    clock.freeze(START + timedelta(days=130))
    assert remind_of_ends(database) == 1


def test_the_reminder_itself_waits_on_the_home(
    app: Flask, database: Database, clock: Clock
) -> None:
    clock.freeze(START)
    person = an_imported_applicant(database, choice=2, months=3)
    browser = Client(app)
    said = []
    for days in (31, 29, 1):
        until_end(database, clock, days=days)
        browser.enter_as("applicant", person.account_id)
        said.append("Votre choix prend fin le" in browser.get("/demandeur").text)
    assert said == [False, True, True]


def test_the_mail_tells_neither_a_choice_nor_an_employer(settings: Settings) -> None:
    for locale in ("fr", "en"):
        mail = render_mail("choice_reminder", locale, {}, settings.public_url)
        for word in ("employ", "choi", "dossier", "file"):
            assert word not in (mail.subject + mail.text).lower(), word


def test_a_request_to_renew_is_told_by_mail_and_waits_on_the_home(
    app: Flask, database: Database, clock: Clock
) -> None:
    """60, 30 and 7 days before; the mail names nothing, the page says the day."""
    clock.freeze(START)
    traits = {"registered_on": "2026-01-10", "renewed_on": None}
    person = an_imported_applicant(database, overrides=traits)
    browser = Client(app).enter_as("applicant", person.account_id)
    assert "à renouveler avant le" not in browser.get("/demandeur").text
    told = []
    for days in (61, 60, 45, 30, 8, 7, 1):
        clock.freeze(datetime(2027, 1, 10, 12, tzinfo=UTC) - timedelta(days=days))
        told.append((remind_of_renewals(database), remind_of_renewals(database)))
    assert [first for first, _again in told] == [0, 1, 0, 1, 0, 1, 0]
    assert {again for _first, again in told} == {0}
    browser = Client(app).enter_as("applicant", person.account_id)
    page = " ".join(browser.get("/demandeur").text.split())
    assert "à renouveler avant le 10 janvier 2027" in page
    with database.owner.connect() as owner:
        kinds = owner.scalars(text("SELECT kind FROM mail_outbox WHERE kind LIKE 'renewal%'"))
        assert list(kinds) == ["renewal_reminder"] * 3
