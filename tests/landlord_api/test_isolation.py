"""The landlords' database login alone: raw SQL under a live context of one landlord."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.access.actor import Actor
from app.candidatures.services import submit
from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.keys import recognise
from tests.clock import Clock
from tests.factories.applicants import an_imported_applicant
from tests.factories.offers import LANDLORD, an_offer
from tests.landlord_api.conftest import make_key

OTHER = "552100554"


@pytest.fixture
def candidature(database: Database, clock: Clock) -> UUID:
    clock.freeze(datetime(2026, 3, 1, 9, tzinfo=UTC))
    offer = an_offer(database, reference="L-1")
    who = an_imported_applicant(database, choice=3)
    with transaction(database, "applicant", who.actor) as tx:
        return submit(tx, who.actor, offer)


def actor_of(app: Flask, database: Database, siren: str) -> Actor:
    key = make_key(app, database, siren)
    with transaction(database, "signin") as tx:
        found = recognise(tx, key)
    assert found is not None
    return found


def count(tx: Connection, table: str) -> int:
    return int(tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_another_landlord_finds_no_offer_and_moves_no_candidature(
    app: Flask, database: Database, candidature: UUID
) -> None:
    stranger = actor_of(app, database, OTHER)
    with transaction(database, "landlord", stranger) as tx:
        assert count(tx, "offer") == 0
        assert tx.scalar(text("SELECT count(id) FROM candidature")) == 0
        moved = text("UPDATE candidature SET state = 'REJECTED', active = false WHERE id = :id")
        assert tx.execute(moved, {"id": candidature}).rowcount == 0
        asked = text("SELECT app.landlord_candidature(:siren, 'L-1', unique_number) FROM (SELECT"
                     " unnest(ARRAY['x']) AS unique_number) n")  # fmt: skip
        assert tx.scalar(asked, {"siren": LANDLORD}) is None


def test_the_own_landlord_meets_the_key_of_its_candidature_and_no_fact(
    app: Flask, database: Database, candidature: UUID
) -> None:
    own = actor_of(app, database, LANDLORD)
    with transaction(database, "landlord", own) as tx:
        assert tx.scalar(text("SELECT id FROM candidature")) == candidature


@pytest.mark.parametrize(
    "statement",
    ["SELECT request_id FROM candidature", "SELECT state FROM candidature",
     "SELECT * FROM candidature_event", "SELECT * FROM housing_request", "SELECT * FROM summary",
     "SELECT * FROM file", "SELECT * FROM visibility", "SELECT * FROM consent",
     "SELECT * FROM applicant_account", "SELECT * FROM landlord_key", "DELETE FROM offer",
     "UPDATE candidature SET request_id = gen_random_uuid()",
     "SELECT set_config('role', 'portail_worker', true)",
     "SELECT * FROM app.readings_of_me()", "SELECT * FROM app.context_key"],
)  # fmt: skip
def test_nothing_else_is_open(
    app: Flask, database: Database, candidature: UUID, statement: str
) -> None:
    own = actor_of(app, database, LANDLORD)
    with pytest.raises(DBAPIError), transaction(database, "landlord", own) as tx:
        tx.execute(text(statement)).all()


def test_an_offer_of_another_landlord_cannot_be_written(app: Flask, database: Database) -> None:
    stranger = actor_of(app, database, OTHER)
    offer = an_offer(database, reference="L-1")
    change = text("UPDATE offer SET landlord_siren = :siren WHERE id = :id")
    with transaction(database, "landlord", stranger) as tx:
        assert tx.execute(change, {"siren": OTHER, "id": offer}).rowcount == 0


def test_without_a_context_there_is_nothing(database: Database, candidature: UUID) -> None:
    with transaction(database, "landlord") as tx:
        assert count(tx, "offer") == 0
        assert tx.scalar(text("SELECT count(id) FROM candidature")) == 0
