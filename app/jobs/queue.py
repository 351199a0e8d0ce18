"""The queue: procrastinate on PostgreSQL, in its own schema, under the worker's login."""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import ExitStack

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from app.db.engines import Database
from app.jobs.relay import Wish, mark_taken, relay_turn, waiting_wishes
from app.jobs.schema import QUEUE_SCHEMA

POLL_SECONDS = 0.5
# kind of wish -> what does it: called with the target and the actor's id, in a thread.
Handlers = dict[str, Callable[[str, str], None]]


def open_queue(database: Database, handlers: Handlers) -> procrastinate.App:
    """The queue with one task per kind of wish."""
    url = database.door_urls["worker"].set(drivername="postgresql")
    connector = procrastinate.PsycopgConnector(
        conninfo=url.render_as_string(hide_password=False),
        kwargs={"options": f"-c search_path={QUEUE_SCHEMA},public"},
        min_size=1,
        max_size=4,
    )
    queue = procrastinate.App(connector=connector)
    for kind, handle in handlers.items():
        _add_task(queue, kind, handle)
    return queue


def _add_task(queue: procrastinate.App, kind: str, handle: Callable[[str, str], None]) -> None:
    # A killed worker's job is taken up once more; a job that raises twice has failed.
    @queue.task(name=kind, retry=procrastinate.RetryStrategy(max_attempts=2, wait=1))
    async def run(target: str, actor_id: str) -> None:
        await asyncio.to_thread(handle, target, actor_id)


async def relay(queue: procrastinate.App, database: Database) -> int:
    """Enqueue what the doors asked for; returns how many wishes were taken.

    One worker at a time: two that read the same wish would queue it twice, once while it is done.
    """
    turn = ExitStack()
    try:
        if not await asyncio.to_thread(lambda: turn.enter_context(relay_turn(database))):
            return 0
        return await _relay(queue, database)
    finally:
        await asyncio.to_thread(turn.close)


async def _relay(queue: procrastinate.App, database: Database) -> int:
    wishes: tuple[Wish, ...] = await asyncio.to_thread(waiting_wishes, database)
    for wish in wishes:
        # The target is a lock: what was asked for twice is done one after the other.
        task = queue.configure_task(
            name=wish.kind, queueing_lock=str(wish.id), lock=str(wish.target)
        )
        with contextlib.suppress(AlreadyEnqueued):
            await task.defer_async(target=str(wish.target), actor_id=str(wish.actor_id))
        await asyncio.to_thread(mark_taken, database, wish)
    return len(wishes)


async def free_stalled_jobs(queue: procrastinate.App, seconds: float) -> None:
    """Take up again what a killed worker left in the middle.

    A wish may wait a second time already (a crash between queueing and marking it asks twice). Then
    that one will be done, and the stalled one would stand before it for ever: it goes.
    """
    stalled = await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds)
    for job in stalled:
        try:
            await queue.job_manager.retry_job(job)
        except UniqueViolation:
            await queue.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
