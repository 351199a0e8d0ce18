"""Tables stripped of indexes and keys while they are filled, then dressed again exactly as before.

What is put back is what PostgreSQL said it was: no second description of the schema here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f'
FROM pg_constraint
WHERE contype IN ('p', 'u', 'f')
  AND (conrelid::regclass::text = ANY (%(tables)s) OR confrelid::regclass::text = ANY (%(tables)s))
ORDER BY contype = 'f' DESC, contype
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename = ANY (%(tables)s)
"""


@contextmanager
def bare(connection: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Without keys, indexes and triggers inside; as before at the end. For the tables' owner.

    Triggers that copy what is open do not run: whoever fills the tables writes the copies, and
    proves them (app/privacy/proof.py).
    """
    named = {"tables": list(tables)}
    constraints = connection.execute(_CONSTRAINTS, named).fetchall()
    for table, name, _, _ in constraints:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    indexes = connection.execute(_INDEXES, named).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    _triggers(connection, tables, "DISABLE")
    yield
    _triggers(connection, tables, "ENABLE")
    for _, definition in indexes:
        connection.execute(definition)
    for table, name, definition, _ in sorted(constraints, key=lambda found: found[3]):
        connection.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _triggers(connection: psycopg.Connection[Any], tables: Sequence[str], verb: str) -> None:
    for table in tables:
        connection.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")
