"""The demonstration's own time: its story began ten months ago.

While it is told, the database's clock reads a moment that each transaction sets; afterwards the
wall is laid again, and with it the real clock. A portal is never served meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, text

from app.access.actor import Actor
from app.db.engines import Database
from app.db.security import lay_wall
from app.db.transaction import transaction

_TOLD = (
    "CREATE OR REPLACE FUNCTION app.clock() RETURNS timestamptz LANGUAGE sql STABLE "
    "SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce("
    "nullif(current_setting('portail.told_at', true), '')::timestamptz, statement_timestamp()) $$"
)
# A story that is cut short is told again: no commit of it has to wait for the disk.
_SET = text(
    "SELECT set_config('portail.told_at', :moment, true), "
    "set_config('synchronous_commit', 'off', true)"
)


@contextmanager
def time_of_the_story(database: Database) -> Iterator[None]:
    """Inside, `told_at` decides what time it is. The real clock comes back in any case."""
    with database.owner.begin() as owner:
        owner.execute(text(_TOLD))
    try:
        yield
    finally:
        with database.owner.begin() as owner:
            lay_wall(owner, database.secret_key)


@contextmanager
def told_at(
    database: Database, door: str, moment: datetime, actor: Actor | None = None
) -> Iterator[Connection]:
    """A transaction behind `door` that lives at `moment`."""
    with transaction(database, door, actor) as tx:
        tx.execute(_SET, {"moment": moment.isoformat()})
        yield tx
