"""Two workers at one queue: a wish is queued once, and what a killed one left is done."""

import asyncio
from collections.abc import Awaitable, Callable

import procrastinate
from sqlalchemy import text

from app.jobs.queue import free_stalled_jobs, open_queue, relay
from app.jobs.relay import relay_turn, waiting_wishes
from app.reports.jobs import make_report
from tests.app.jobs.conftest import Asked


def with_queue(asked: Asked, act: Callable[[procrastinate.App], Awaitable[object]]) -> object:
    handlers = {"report": lambda t, a: make_report(asked.settings, asked.database, t, a)}

    async def once() -> object:
        queue = open_queue(asked.database, handlers)
        async with queue.open_async():
            return await act(queue)

    return asyncio.run(once())


def begin_jobs(asked: Asked) -> None:
    """As a worker that was killed leaves them: begun, and nobody's any more."""
    with asked.database.owner.begin() as owner:
        owner.execute(text("SET LOCAL search_path = procrastinate, public"))
        owner.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))


def test_while_one_worker_relays_another_leaves_the_wishes_alone(asked: Asked) -> None:
    with relay_turn(asked.database) as mine:
        assert mine
        assert with_queue(asked, lambda queue: relay(queue, asked.database)) == 0
        assert (asked.jobs, len(waiting_wishes(asked.database))) == (0, 1)

    async def relayed_and_done(queue: procrastinate.App) -> None:
        assert await relay(queue, asked.database) == 1
        assert (asked.jobs, len(waiting_wishes(asked.database))) == (1, 0)
        await queue.run_worker_async(
            wait=False, install_signal_handlers=False, delete_jobs="successful"
        )

    with_queue(asked, relayed_and_done)
    assert (asked.jobs, asked.state) == (0, "READY")


def test_a_killed_workers_job_whose_wish_waits_again_does_not_stand_before_it(
    asked: Asked,
) -> None:
    """A crash between queueing and marking asked twice; the first was begun, its worker killed."""

    async def twice(queue: procrastinate.App) -> None:
        assert await relay(queue, asked.database) == 1
        with asked.database.owner.begin() as owner:
            owner.execute(text("UPDATE job_outbox SET taken_at = NULL"))
        begin_jobs(asked)
        assert await relay(queue, asked.database) == 1
        assert asked.jobs == 2
        await free_stalled_jobs(queue, 10)
        await queue.run_worker_async(
            wait=False, install_signal_handlers=False, delete_jobs="successful"
        )

    with_queue(asked, twice)
    assert (asked.jobs, asked.state) == (0, "READY")


def test_a_killed_workers_job_is_taken_up_again(asked: Asked) -> None:
    async def begun(queue: procrastinate.App) -> None:
        await relay(queue, asked.database)
        begin_jobs(asked)
        await free_stalled_jobs(queue, 10)
        await queue.run_worker_async(
            wait=False, install_signal_handlers=False, delete_jobs="successful"
        )

    with_queue(asked, begun)
    assert (asked.jobs, asked.state) == (0, "READY")
