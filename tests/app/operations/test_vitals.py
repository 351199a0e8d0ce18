"""Probes, figures and the page of the service: what waits and when things were last done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.db.upgrade import newest_revision
from app.factory import create_app
from app.jobs.housekeeping import keep_house
from app.operations.vitals import Vital, note
from tests.client import Client
from tests.clock import Clock
from tests.factories.accounts import a_staff
from tests.factories.applicants import an_imported_applicant

TOKEN = "a-token-for-prometheus"


def a_mail(database: Database) -> None:
    with transaction(database, "signin") as tx:
        tx.execute(
            text(
                "INSERT INTO mail_outbox (recipient, kind, locale, params) "
                "VALUES ('qui@courriel.example', 'account_exists', 'fr', '{}')"
            )
        )


@pytest.fixture
def watched(settings: Settings, database: Database) -> Client:
    return Client(create_app(replace(settings, metrics_token=TOKEN), database))


def figures(client: Client) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status == 200
    lines = [line for line in answer.body.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_a_waiting_mail_and_its_age_are_told(
    watched: Client, database: Database, clock: Clock
) -> None:
    assert figures(watched)["portail_mails_waiting"] == 0
    a_mail(database)
    clock.advance(timedelta(minutes=20))
    told = figures(watched)
    assert told["portail_mails_waiting"] == 1
    assert told["portail_oldest_mail_seconds"] == pytest.approx(1_200, abs=30)


def test_figures_move_with_queues_and_never_with_people(
    watched: Client, database: Database
) -> None:
    before = figures(watched)
    an_imported_applicant(database, choice=1)
    an_imported_applicant(database, choice=3)
    moved = {name for name, value in figures(watched).items() if before.get(name) != value}
    queues = ("portail_mails", "portail_jobs", "portail_lines", "portail_oldest", "portail_last")
    assert all(name.startswith(queues) for name in moved), moved


@pytest.mark.parametrize("shown", [None, "Bearer wrong", "Bearer ", f"Basic {TOKEN}"])
def test_without_the_token_there_is_no_such_page(watched: Client, shown: str | None) -> None:
    headers = {"Authorization": shown} if shown else {}
    answer, unknown = watched.get("/metrics", headers=headers), watched.get("/metric")
    assert answer.status == 404
    assert answer.body == unknown.body


def test_without_a_token_set_nothing_opens_it(client: Client) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status == 404


def test_a_node_is_ready_while_its_database_answers_and_is_current(
    client: Client, database: Database
) -> None:
    assert (client.get("/healthz").body, client.get("/readyz").body) == ("ok\n", "ready\n")
    with schema_at(database, "0001"):
        answer = client.get("/readyz")
        assert (answer.status, answer.body) == (503, "not ready\n")


def test_a_node_stays_ready_after_the_migration_of_the_next_version(
    client: Client, database: Database
) -> None:
    """Nodes are replaced one by one: those of before serve until it is their turn."""
    with schema_at(database, "of-tomorrow"):
        answer = client.get("/readyz")
        assert (answer.status, answer.body) == (200, "ready\n")


@contextmanager
def schema_at(database: Database, revision: str) -> Iterator[None]:
    """The database says so for a while."""
    said = text("UPDATE alembic_version SET version_num = :v")
    with database.owner.begin() as owner:
        assert owner.execute(said, {"v": revision}).rowcount == 1
    try:
        yield
    finally:
        with database.owner.begin() as owner:
            owner.execute(said, {"v": newest_revision()})


def test_the_page_says_in_words_what_is_late(
    app: Flask, database: Database, settings: Settings, clock: Clock, tmp_path: Path
) -> None:
    browser = Client(app).enter_as("staff", a_staff(database, "ADMINISTRATOR").account_id)
    page = browser.get("/action-logement/service")
    assert "Dernière sauvegarde jamais À faire" in page.text
    a_mail(database)
    with transaction(database, "worker") as tx:
        note(tx, Vital.BACKUP, fine=True)
    keep_house(replace(settings, data=tmp_path), database)
    clock.advance(timedelta(minutes=25))
    page = browser.get("/action-logement/service")
    assert "1, la plus ancienne attend depuis 25 minutes En retard" in page.text
    assert page.text.count("En retard") == 1


@pytest.mark.parametrize("role", ["COMPANY_MANAGER", "ADVISER", "AUDITOR"])
def test_only_administrators_see_it(app: Flask, database: Database, role: str) -> None:
    browser = Client(app).enter_as("staff", a_staff(database, role).account_id)
    assert browser.get("/action-logement/service").status == 403
