"""One batch of rows into the reference, in the caller's transaction: written by COPY, then merged.

Of two lines of one number the newer stays (INSEE's last treatment, then the headcount's year), and
of equals the first known: loading again, in whatever order, ends in the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.sirene.records import Kind, Row

_COLUMNS = {
    "UNIT": (
        "siren", "name", "search_name", "legal_form", "activity", "headcount_band",
        "headcount_year", "active", "head_office_nic", "treated_at",
    ),
    "SITE": (
        "siret", "siren", "label", "address", "postcode", "insee_code", "headcount_band",
        "headcount_year", "active", "head_office", "treated_at",
    ),
}  # fmt: skip
_TABLES = {"UNIT": "sirene_unit", "SITE": "sirene_site"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of lines: the four add up to the lines that could be read.

    Out of scope: closed before it was ever known, of a unit that is not kept, or somebody in
    business alone without employees enough.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    out_of_scope: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.new + other.new, self.updated + other.updated,
            self.unchanged + other.unchanged, self.out_of_scope + other.out_of_scope,
        )  # fmt: skip


def store_rows(tx: Connection, kind: Kind, rows: Iterable[Row]) -> Outcome:
    """Merge a batch, once a transaction: it is there as a whole when the caller commits, and the
    connection goes back to its pool with nothing left in it."""
    table, columns = _TABLES[kind.name], _COLUMNS[kind.name]
    names = ", ".join(columns)
    tx.exec_driver_sql(
        f"CREATE TEMPORARY TABLE incoming_{table} ON COMMIT DROP AS "  # noqa: S608
        f"SELECT {names}, false AS wanted, 0 AS line FROM {table} WITH NO DATA"
    )
    driver = tx.connection.driver_connection
    assert driver is not None
    total = 0
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY incoming_{table} ({names}, wanted, line) FROM STDIN") as copy,
    ):
        for total, row in enumerate(rows, start=1):
            copy.write_row((*row, total))
    found = tx.exec_driver_sql(_merge(table, columns)).one()
    unchanged = total - found.new - found.updated - found.outside
    return Outcome(found.new, found.updated, unchanged, found.outside)


def _merge(table: str, columns: tuple[str, ...]) -> str:
    """The names put together are this module's own; every value went through COPY."""
    key, names = columns[0], ", ".join(columns)
    filled, given = names, names
    in_scope = f"(i.wanted OR EXISTS (SELECT 1 FROM {table} k WHERE k.{key} = i.{key}))"  # noqa: S608
    if table == "sirene_unit":
        filled, given = f"{names}, words", f"{names}, to_tsvector('simple', search_name)"
    else:
        in_scope += " AND EXISTS (SELECT 1 FROM sirene_unit u WHERE u.siren = i.siren)"
    values = ", ".join(f"{c} = excluded.{c}" for c in filled.split(", ")[1:])
    # `xmax` is 0 on a row that was inserted and not on one that was there.
    return f"""
        WITH scope AS (SELECT i.*, {in_scope} AS inside FROM incoming_{table} i),
        merged AS (
          INSERT INTO {table} AS kept ({filled})
          SELECT DISTINCT ON ({key}) {given} FROM scope WHERE inside
          ORDER BY {key}, treated_at DESC, headcount_year DESC, line
          ON CONFLICT ({key}) DO UPDATE SET {values}
          WHERE (excluded.treated_at, excluded.headcount_year)
            > (kept.treated_at, kept.headcount_year)
          RETURNING (xmax = 0) AS created)
        SELECT (SELECT count(*) FROM merged WHERE created) AS new,
          (SELECT count(*) FROM merged WHERE NOT created) AS updated,
          (SELECT count(*) FROM scope WHERE NOT inside) AS outside
    """  # noqa: S608
