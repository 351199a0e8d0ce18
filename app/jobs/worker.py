"""`portail worker`: runs jobs, delivers mails, seals the journal, keeps house. One per machine
is enough; several do not disturb each other."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from functools import partial

import procrastinate
import structlog

from app.audit.alerts import alert_first_readings
from app.audit.anchors import anchors_folder, drop_anchor
from app.audit.checks import check_daily, make_check
from app.audit.retention import purge_journal
from app.audit.sealer import seal_waiting
from app.candidatures.follow_up import follow_up
from app.config import Settings
from app.consent.reminders import remind_of_ends, remind_of_renewals
from app.db.engines import Database
from app.jobs.housekeeping import keep_house
from app.jobs.queue import POLL_SECONDS, free_stalled_jobs, open_queue, relay
from app.notifications.deliver import deliver_waiting
from app.notifications.digest import send_digests
from app.offers.alerts import alert_new_offers
from app.reports.files import erase_closed
from app.reports.jobs import make_report
from app.statistics.closing import close_months

log = structlog.get_logger("portail.worker")
SEAL_SECONDS = 2.0
MAIL_SECONDS = 0.5
ERASE_SECONDS = 5.0
HOUSE_SECONDS = 3_600.0
REMIND_SECONDS = 600.0
FOLLOW_UP_SECONDS = 60.0
ALERT_SECONDS = 1_800.0
# A worker says every few seconds that it lives; a job of one that has not for longer is taken up.
HEARTBEAT_SECONDS = 2.0
STALLED_SECONDS = 10.0


async def run_worker(
    settings: Settings, database: Database, *, install_signals: bool = True
) -> None:
    """Work until told to stop (SIGTERM or SIGINT), then finish what is under way."""
    stop = asyncio.Event()
    if install_signals:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    queue = open_queue(
        database,
        {
            "report": partial(make_report, settings, database),
            "staff_report": partial(make_report, settings, database, door="staff"),
            "verify_journal": partial(make_check, settings, database),
        },
    )
    async with queue.open_async():
        jobs = asyncio.create_task(_keep_running_jobs(queue))
        loops = [
            asyncio.create_task(_every(POLL_SECONDS, stop, _relay_loop(queue, database))),
            asyncio.create_task(_every(HEARTBEAT_SECONDS, stop, _stalled_loop(queue))),
            asyncio.create_task(
                _every(MAIL_SECONDS, stop, _threaded(deliver_waiting, database, settings))
            ),
            asyncio.create_task(_every(SEAL_SECONDS, stop, _threaded(seal_waiting, database))),
            asyncio.create_task(_every(REMIND_SECONDS, stop, _threaded(remind_of_ends, database))),
            asyncio.create_task(_every(REMIND_SECONDS, stop, _threaded(send_digests, database))),
            asyncio.create_task(_every(FOLLOW_UP_SECONDS, stop, _threaded(follow_up, database))),
            asyncio.create_task(
                _every(ERASE_SECONDS, stop, _threaded(erase_closed, settings, database))
            ),
            asyncio.create_task(
                _every(ALERT_SECONDS, stop, _threaded(alert_first_readings, database))
            ),
            asyncio.create_task(_every(ALERT_SECONDS, stop, _threaded(alert_new_offers, database))),
            asyncio.create_task(
                _every(
                    ALERT_SECONDS,
                    stop,
                    _threaded(drop_anchor, database, anchors_folder(settings.data)),
                )
            ),
            asyncio.create_task(
                _every(ALERT_SECONDS, stop, _threaded(check_daily, settings, database))
            ),
            asyncio.create_task(
                _every(REMIND_SECONDS, stop, _threaded(remind_of_renewals, database))
            ),
            asyncio.create_task(
                _every(HOUSE_SECONDS, stop, _threaded(keep_house, settings, database))
            ),
            asyncio.create_task(_every(HOUSE_SECONDS, stop, _threaded(purge_journal, database))),
            asyncio.create_task(_every(HOUSE_SECONDS, stop, _threaded(close_months, database))),
        ]
        log.info("worker started")
        await stop.wait()
        await asyncio.gather(*loops, return_exceptions=True)
        jobs.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await jobs
    log.info("worker stopped")


async def _keep_running_jobs(queue: procrastinate.App) -> None:
    """Begin again when the database was away: mails and seals would go on, jobs would not."""
    while True:
        try:
            await _run_jobs(queue)
        except Exception as error:
            log.error("jobs interrupted", kind=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def _run_jobs(queue: procrastinate.App) -> None:
    await queue.run_worker_async(
        concurrency=2,
        fetch_job_polling_interval=POLL_SECONDS,
        install_signal_handlers=False,
        shutdown_graceful_timeout=30,
        delete_jobs="successful",
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
    )


def _stalled_loop(queue: procrastinate.App) -> Callable[[], object]:
    async def once() -> None:
        # All the time: when the next worker starts, the killed one still seems to live.
        await free_stalled_jobs(queue, STALLED_SECONDS)

    return once


def _relay_loop(queue: procrastinate.App, database: Database) -> Callable[[], object]:
    async def once() -> None:
        await relay(queue, database)

    return once


def _threaded(work: Callable[..., object], *arguments: object) -> Callable[[], object]:
    async def once() -> None:
        await asyncio.to_thread(work, *arguments)

    return once


async def _every(seconds: float, stop: asyncio.Event, work: Callable[[], object]) -> None:
    """Do `work` again and again; a failure is logged by its kind and tried again."""
    while not stop.is_set():
        try:
            await work()  # type: ignore[misc]
        except Exception as error:
            log.error("worker loop failed", kind=type(error).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
