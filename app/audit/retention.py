"""How long the journal says who did what: twelve months, thirty-six for what may be argued later.

What is purged is who, about whom and why, with the salt of their digest; the line itself stays
(its day, its act, its company), so that the chain still verifies and nothing leads back to anybody.
"""

from sqlalchemy import text

from app.audit.register import LONG, MONTHS_OF, SHORT
from app.db.engines import Database
from app.db.transaction import transaction

MONTHS, LONGEST = SHORT, LONG
BATCH_LINES = 2_000
KEPT_LONGER = tuple(act for act, months in MONTHS_OF.items() if months == LONG)
_PURGE = text("SELECT app.purge_journal(:longer, :most)")


def purge_journal(database: Database, batch: int = BATCH_LINES) -> int:
    """Erase the details that have had their time, batch by batch; returns how many lines.

    Done again it finds none; cut anywhere, the batches before are gone whole, the rest is whole.
    """
    purged = 0
    while True:
        with transaction(database, "worker") as tx:
            done = int(tx.scalar(_PURGE, {"longer": list(KEPT_LONGER), "most": batch}) or 0)
        purged += done
        if done < batch:
            return purged
