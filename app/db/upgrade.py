"""`portail db upgrade`: migrations, then roles, then the wall, each time as a whole."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.accounts.vault import Vault, reseal_secrets
from app.db.engines import Database
from app.db.security import create_roles, lay_wall

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
        lay_wall(connection, database.secret_key)
        reseal_secrets(connection, Vault(database.secret_key, database.former_secret_key))


def is_current(database: Database) -> bool:
    """Whether the schema is at the newest migration (nothing is changed)."""
    from alembic.migration import MigrationContext

    with database.owner.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == newest_revision()


@cache
def newest_revision() -> str | None:
    """The code's own schema; read from the migrations once."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()
