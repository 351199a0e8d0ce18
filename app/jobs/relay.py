"""From the doors' outbox to the queue: a door may ask, only the worker may enqueue.

Queue first, mark after: a crash in between asks twice, and every job is made to be asked twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text, update

from app.db.engines import Database
from app.db.transaction import transaction
from app.jobs.models import job_outbox

_ONE_AT_A_TIME = 7035


@dataclass(frozen=True, slots=True)
class Wish:
    """What a door asked for: a kind of job, its target, and as whom to do it."""

    id: UUID
    kind: str
    target: UUID
    audience: str
    actor_id: UUID


@contextmanager
def relay_turn(database: Database) -> Iterator[bool]:
    """Whether it is this worker's turn to relay; nobody else's while it is."""
    with transaction(database, "worker") as tx:
        yield bool(tx.scalar(text("SELECT pg_try_advisory_xact_lock(:k)"), {"k": _ONE_AT_A_TIME}))


def waiting_wishes(database: Database, limit: int = 50) -> tuple[Wish, ...]:
    """Oldest first."""
    columns = (
        job_outbox.c.id,
        job_outbox.c.kind,
        job_outbox.c.target,
        job_outbox.c.audience,
        job_outbox.c.actor_id,
    )
    with transaction(database, "worker") as tx:
        rows = tx.execute(
            select(*columns)
            .where(job_outbox.c.taken_at.is_(None))
            .order_by(job_outbox.c.created_at)
            .limit(limit)
        )
        return tuple(Wish(*row) for row in rows)


def mark_taken(database: Database, wish: Wish) -> None:
    with transaction(database, "worker") as tx:
        tx.execute(
            update(job_outbox)
            .where(job_outbox.c.id == wish.id)
            .values(taken_at=text("app.clock()"))
        )
