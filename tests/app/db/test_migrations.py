"""Migrations: up, down and up again; the models and the migrated database say the same."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.config import Settings
from app.db.base import metadata
from app.db.engines import Database, open_database
from app.db.tables import ALL_TABLES
from app.db.upgrade import alembic_config, is_current, upgrade


@pytest.fixture
def empty(settings: Settings, migrated: Database) -> Iterator[Database]:
    """A database of its own, beside the one the other tests use."""
    database = open_database(settings, name="portail_migrations", durable=False)
    yield database
    database.dispose()
    with migrated.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
        owner.execute(text("DROP DATABASE portail_migrations"))


def test_up_down_and_up_again_leaves_nothing_behind(empty: Database) -> None:
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)
    with empty.owner.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    inspector = inspect(empty.owner)
    assert inspector.get_table_names() == ["alembic_version"]
    assert not {"app", "registry", "procrastinate"} & set(inspector.get_schema_names())
    upgrade(empty)
    upgrade(empty)
    assert is_current(empty)


def test_models_and_migrations_say_the_same(migrated: Database) -> None:
    assert ALL_TABLES
    with migrated.owner.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [d for d in compare_metadata(context, metadata) if not _is_version_table(d)]
    assert differences == []


def _is_version_table(difference: object) -> bool:
    return "alembic_version" in repr(difference)
