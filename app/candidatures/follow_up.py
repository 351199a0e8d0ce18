"""The worker's part of the follow-up: landlords who say nothing, rankings that grow old."""

from sqlalchemy import text

from app.candidatures.ranked import keep_rankings_fresh
from app.db.engines import Database
from app.db.transaction import transaction


def remind_of_silence(database: Database) -> int:
    """Note the silences of thirty days, each once, and tell the advisers; returns how many."""
    with transaction(database, "worker") as tx:
        return int(tx.scalar(text("SELECT app.remind_of_silence()")) or 0)


def follow_up(database: Database) -> None:
    """One turn. Done twice, it changes nothing more."""
    remind_of_silence(database)
    keep_rankings_fresh(database)
