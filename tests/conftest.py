"""The ground of all tests: a real PostgreSQL, the application's own logins, CSRF on."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache

from app.config import Settings, read_settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from app.factory import create_app
from tests.client import Client
from tests.clock import Clock
from tests.emptying import empty
from tests.words import compile_english


@pytest.fixture(scope="session", autouse=True)
def english_words() -> None:
    """Pages are read in both languages: the catalogue is compiled when it is newer."""
    compile_english()


# `make prove` raises the number; no deadline: a slow machine is not a fault of the product.
hypothesis_settings.register_profile(
    "portail",
    max_examples=int(os.environ.get("PROOF_EXAMPLES", "200")),
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("portail")


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
    empty(migrated)
    return migrated


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for the run, not once for each application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    settings: Settings, database: Database, compiled_templates: FileSystemBytecodeCache
) -> Flask:
    flask = create_app(settings, database)
    flask.testing = True
    flask.jinja_env.bytecode_cache = compiled_templates
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
