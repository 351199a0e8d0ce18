"""The database's clock, moved by its owner: what expires by the clock can be watched expiring."""

from datetime import datetime, timedelta

from sqlalchemy import text

from app.db.engines import Database

_REPLACE = (
    "CREATE OR REPLACE FUNCTION app.clock() RETURNS timestamptz LANGUAGE sql STABLE "
    "SET search_path = pg_catalog, pg_temp AS $$ SELECT {expression} $$"
)


class Clock:
    def __init__(self, database: Database) -> None:
        self._database = database

    def advance(self, delta: timedelta) -> None:
        """From now on the database lives `delta` ahead of real time (not cumulative)."""
        seconds = int(delta.total_seconds())
        self._set(f"statement_timestamp() + interval '{seconds} seconds'")

    def freeze(self, moment: datetime) -> None:
        self._set(f"timestamptz '{moment.isoformat()}'")

    def reset(self) -> None:
        self._set("statement_timestamp()")

    def _set(self, expression: str) -> None:
        with self._database.owner.begin() as connection:
            connection.execute(text(_REPLACE.format(expression=expression)))
