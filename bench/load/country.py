"""Fill an upgraded database with a country of a given size, as the owner of its tables."""

import time
from collections import defaultdict
from typing import Any

import psycopg

from app.db.engines import Database
from bench.bare_tables import bare
from bench.load.acts import CANDIDATURES, JOURNAL, OFFERS
from bench.load.originals import bring_originals
from bench.load.people import COMPANIES, PARTS, PEOPLE, PERSON
from bench.scale import Scale

_COMPANIES = ("employer_account", "company", "establishment", "policy_version", "membership")
_LARGE = (
    "applicant_account", "housing_request", "consent", "visibility", "summary", "file",
    "sensitive_block", "other_adult", "adviser_only", "candidature", "candidature_event",
    "journal_line", "journal_detail", "journal_subject",
)  # fmt: skip
SETTLE_TRIES = 60
_UNSETTLED = """
SELECT relname FROM pg_class WHERE relname = ANY (%(tables)s) AND relallvisible < relpages * 0.9
"""


def owner_connection(database: Database, **options: Any) -> psycopg.Connection[Any]:
    """The driver's own connection, which alone speaks COPY."""
    url = database.owner_url.set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), **options)


def fill(database: Database, scale: Scale) -> dict[str, int]:
    """Replace everything in `database`; returns how many rows each large table got.

    One transaction, then VACUUM and ANALYZE: a half-filled database would be measured as a whole.
    """
    with owner_connection(database) as connection:
        connection.execute(f"TRUNCATE {', '.join((*_COMPANIES, *_LARGE, 'offer'))} CASCADE")
        connection.execute("SELECT setseed(0.42)")
        # Drawn numbers have no statistics: PostgreSQL would look each name up in all of them.
        connection.execute("SET LOCAL enable_nestloop = off")
        bring_originals(connection, scale)
        with bare(connection, _LARGE):
            rows = _multiply(connection, scale)
    with owner_connection(database, autocommit=True) as connection:
        _settle(connection)
    return rows


def _settle(connection: psycopg.Connection[Any]) -> None:
    """VACUUM and ANALYZE, again while somebody's older snapshot (autovacuum's own, often) keeps
    rows from being known as seen by all: index-only scans are planned by that."""
    tables = (*_COMPANIES, *_LARGE, "offer")
    connection.execute(f"VACUUM (ANALYZE) {', '.join(tables)}")
    for _ in range(SETTLE_TRIES):
        if not connection.execute(_UNSETTLED, {"tables": list(tables)}).fetchall():
            return
        time.sleep(0.5)
        connection.execute(f"VACUUM {', '.join(tables)}")
    raise RuntimeError("an old snapshot stays open: end whoever holds it and try again")


def _multiply(connection: psycopg.Connection[Any], scale: Scale) -> dict[str, int]:
    for statement in (*COMPANIES, PERSON):
        connection.execute(statement)
    connection.execute("ANALYZE b_person")
    told: dict[str, int] = defaultdict(int)
    counts = {"offers": scale.offers, "mean": scale.candidatures, "requests": scale.requests,
              "lines": scale.journal_lines, "companies": scale.companies}  # fmt: skip
    for statement in (*PEOPLE, *PARTS):
        told[_table(statement)] += connection.execute(statement, counts).rowcount
    connection.execute(OFFERS, counts)
    for k in range(1, 2 * scale.candidatures + 1):
        for statement in CANDIDATURES:
            told[_table(statement)] += connection.execute(statement, counts | {"k": k}).rowcount
    for statement in JOURNAL:
        told[_table(statement)] += connection.execute(statement, counts).rowcount
    return dict(told)


def _table(statement: str) -> str:
    """The table a statement `INSERT INTO table …` writes."""
    return statement.split(None, 3)[2]
