"""`portail db upgrade`: migrations, then roles, then the wall, each time as a whole."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.accounts.vault import Vault, reseal_secrets
from app.db.engines import Database
from app.db.security import create_roles, lay_wall

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the code's state: one transaction, or nothing at all."""
    with database.owner.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(7012)"))
        command.upgrade(alembic_config(connection), "head")
        urls = (
            {}
            if database.server
            else {d: u.render_as_string(False) for d, u in database.door_urls.items()}
        )
        create_roles(connection, urls)
        lay_wall(connection, database.secret_key, database.former_secret_key)
        reseal_secrets(connection, Vault(database.secret_key, database.former_secret_key))


def is_current(database: Database) -> bool:
    """Whether the schema is at the newest migration (nothing is changed)."""
    return _present(database) == newest_revision()


def may_serve(database: Database) -> bool:
    """Whether this code may serve on this schema: its own, or one newer than it knows.

    Nodes are replaced one by one after the migration: those of before serve until it is their turn.
    """
    present = _present(database)
    return present is not None and (present == newest_revision() or present not in _revisions())


def _present(database: Database) -> str | None:
    from alembic.migration import MigrationContext

    with database.owner.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str | None:
    """The code's own schema; read from the migrations once."""
    return _scripts().get_current_head()


@cache
def _revisions() -> frozenset[str]:
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_MIGRATIONS))
