"""Before a choice or a request ends: a mail 30 days before and one 7 days before (a request: 60
days before too), without personal data.

The end itself waits for nobody: row security sees to it by the clock.
"""

from sqlalchemy import text

from app.db.engines import Database
from app.db.transaction import transaction

# Of a request that must be renewed (app.remind_of_renewals counts the same days).
FIRST_REMINDER_DAYS = 60


def remind_of_ends(database: Database) -> int:
    """Leave the reminders that are due; returns how many. Done twice, it leaves none twice."""
    return _left(database, "SELECT app.remind_of_ends()")


def remind_of_renewals(database: Database) -> int:
    """The same for requests that must be renewed where they are registered."""
    return _left(database, "SELECT app.remind_of_renewals()")


def _left(database: Database, asking: str) -> int:
    with transaction(database, "worker") as tx:
        return int(tx.scalar(text(asking)) or 0)
