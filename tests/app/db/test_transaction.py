"""A transaction enters as its actor, also when the database restarted since the last one."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.db.engines import Database
from app.db.transaction import transaction


def _drop_connections(database: Database) -> int:
    """End every connection of the sign-in login, as a restart does; returns how many."""
    assert database.server is not None
    name = str(database.owner_url.database)
    with psycopg.connect(database.server.dsn(name), autocommit=True) as superuser:
        rows = superuser.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE usename = 'portail_signin_login' AND datname = %s",
            (name,),
        ).fetchall()
    return len(rows)


def test_a_connection_the_database_dropped_is_replaced_unseen(database: Database) -> None:
    with transaction(database, "signin") as tx:
        assert tx.scalar(text("SELECT current_user")) == "portail_signin"
    assert _drop_connections(database) > 0
    with transaction(database, "signin") as tx:
        assert tx.scalar(text("SELECT current_user")) == "portail_signin"


def _be_cut(database: Database) -> None:
    with transaction(database, "signin") as tx:
        assert _drop_connections(database) > 0
        tx.scalar(text("SELECT 1"))


def test_a_transaction_cut_in_its_middle_is_not_begun_again(database: Database) -> None:
    """What it had done is gone: only its caller knows whether it may be done once more."""
    with pytest.raises(DBAPIError):
        _be_cut(database)
    with transaction(database, "signin") as tx:
        assert tx.scalar(text("SELECT 1")) == 1
