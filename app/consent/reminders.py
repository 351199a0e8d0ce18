"""Before a choice ends: one mail 30 days before and one 7 days before, without personal data.

The end itself waits for nobody: row security sees to it by the clock.
"""

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction


def remind_of_ends(database: Database) -> int:
    """Leave the reminders that are due; returns how many. Done twice, it leaves none twice."""
    with transaction(database, "worker") as tx:
        return int(tx.scalar(text("SELECT app.remind_of_ends()")) or 0)
