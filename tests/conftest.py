"""The ground of all tests: a real PostgreSQL, the application's own logins, CSRF on."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app.config import Settings, read_settings
from app.db.base import metadata
from app.db.engines import Database, open_database
from app.db.tables import ALL_TABLES
from app.db.upgrade import upgrade
from app.factory import create_app
from tests.client import Client
from tests.clock import Clock


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = Path(tempfile.mkdtemp(prefix="portail-tests-"))
    return read_settings({"PORTAIL_DATA": str(folder), "HOME": str(folder)})


@pytest.fixture(scope="session")
def migrated(settings: Settings) -> Iterator[Database]:
    """One migrated database for the whole run; tests take `database`, which starts empty."""
    database = open_database(settings, name="portail_test", durable=False)
    upgrade(database)
    yield database
    database.dispose()


@pytest.fixture
def database(migrated: Database) -> Database:
    """An empty database. Every query of the product runs under the product's own logins."""
    names = ", ".join(t.name for t in metadata.sorted_tables)
    assert ALL_TABLES
    with migrated.owner.begin() as connection:
        connection.execute(text(f"TRUNCATE {names}, registry.sandbox_request CASCADE"))
    return migrated


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    flask = create_app(settings, database)
    flask.testing = True
    return flask


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser of its own; take `new_client` for a second one."""
    return Client(app)


@pytest.fixture
def clock(database: Database) -> Iterator[Clock]:
    """Moves the database's clock; put back at the end."""
    moved = Clock(database)
    yield moved
    moved.reset()
