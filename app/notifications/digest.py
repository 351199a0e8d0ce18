"""The mail that says that there is news, and nothing of it."""

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction

_ONE_AT_A_TIME = 7022


def send_digests(database: Database) -> int:
    """Queue a mail for each member it is due to; how many. Two workers never write twice."""
    with transaction(database, "worker") as tx:
        if not tx.scalar(text("SELECT pg_try_advisory_xact_lock(:k)"), {"k": _ONE_AT_A_TIME}):
            return 0
        return int(tx.scalar(text("SELECT app.queue_digests()")) or 0)
