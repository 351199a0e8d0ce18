"""Statements written once: for the few readings so frequent that building them anew would show.

SQLAlchemy builds the statement from the same columns as any other; its text is kept and sent to
the driver as it is. Building and comparing it each time takes longer than PostgreSQL's answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement

_DIALECT = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Written:
    """Text as psycopg takes it, every place by name, and the values that are always the same."""

    text: str
    constant: Mapping[str, object]

    def ask(self, tx: Connection, **values: object) -> Sequence[Row[Any]]:
        return tx.exec_driver_sql(self.text, {**self.constant, **values}).all()

    def ask_one(self, tx: Connection, **values: object) -> Any:
        """The first row, or None."""
        rows = self.ask(tx, **values)
        return rows[0] if rows else None


def write(statement: ClauseElement) -> Written:
    """`statement` ready to be asked, for as long as the process lives."""
    compiled = statement.compile(dialect=_DIALECT)
    constant = {name: value for name, value in compiled.params.items() if value is not None}
    return Written(str(compiled), constant)
