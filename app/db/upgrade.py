"""`portail db upgrade`: migrations, then roles, then the wall, each time as a whole."""

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from app.accounts.vault import Vault, reseal_secrets
from app.db.engines import Database
from app.db.security import create_roles, lay_wall
from app.db.transaction import GATE

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parent / "migrations"
# How long to wait for everybody inside, and how often to try.
PATIENCE_MS, TRIES, PAUSE_SECONDS = 500, 120, 0.5
_IN_THE_WAY = (LockNotAvailable, DeadlockDetected)


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the database to the code's state: one transaction, or nothing at all.

    People may be at work. Raises OperationalError when they leave no moment for it, and changes
    nothing then.
    """
    for left in reversed(range(TRIES)):
        try:
            _upgrade(database)
            return
        except OperationalError as error:
            if not isinstance(error.orig, _IN_THE_WAY) or not left:
                raise
            time.sleep(PAUSE_SECONDS)


def _upgrade(database: Database) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(7012)"))
        _be_alone(connection)
        command.upgrade(alembic_config(connection), "head")
        urls = (
            {}
            if database.server
            else {d: u.render_as_string(False) for d, u in database.door_urls.items()}
        )
        create_roles(connection, urls)
        lay_wall(connection, database.secret_key, database.former_secret_key)
        reseal_secrets(connection, Vault(database.secret_key, database.former_secret_key))


def _be_alone(connection: Connection) -> None:
    """Every transaction of the product passes this gate first (app/db/transaction.py).

    The wall changes every table. Taken one by one while people are at work, one would sooner or
    later be held by somebody who waits for another of ours, and one of the two would fail. At the
    gate nobody holds anything yet. Whoever is inside and needs a second transaction would wait
    for us and we for them: we step back soon, let everybody pass, and try again.
    """
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_MS}ms'"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:gate)"), {"gate": GATE})
    connection.execute(text("SET LOCAL lock_timeout = 0"))


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
