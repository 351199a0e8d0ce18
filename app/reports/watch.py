"""Between a render and its row: the percentage goes there, the wish to stop comes from there."""

import time
from uuid import UUID

from sqlalchemy import select

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import transaction
from app.reports.models import report
from app.reports.pdf.job import Progress

EVERY_SECONDS = 0.3
# The rest is composing before and putting in place after.
FIRST, LAST = 2, 97


class Watch:
    """Looks at the row a few times a second, and writes the percentage when it has moved."""

    def __init__(self, database: Database, actor: Actor, report_id: UUID) -> None:
        self._database, self._actor, self._id = database, actor, report_id
        self._percent = self._written = FIRST
        self._looked = 0.0
        self._stopped = False

    def progress(self, progress: Progress) -> None:
        self._percent = FIRST + int(progress.fraction * (LAST - FIRST))

    def cancelled(self) -> bool:
        """Asked about twenty times a second; asks the database three times a second."""
        now = time.monotonic()
        if now - self._looked >= EVERY_SECONDS:
            self._looked = now
            self._stopped = not self._making()
        return self._stopped

    def _making(self) -> bool:
        mine = report.c.id == self._id
        with transaction(self._database, self._actor.audience, self._actor) as tx:
            making: bool = tx.scalar(select(report.c.state).where(mine)) == "MAKING"
            if making and self._percent > self._written:
                tx.execute(report.update().where(mine).values(percent=self._percent))
                self._written = self._percent
        return making
