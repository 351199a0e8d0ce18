"""From the door's wish to the file: asked once, made once, whatever stops in between."""

import asyncio
import os
import shutil
import threading
import time
from dataclasses import replace
from typing import Any, BinaryIO

import pytest
from sqlalchemy import text

import app.jobs.queue
import app.reports.files
import app.reports.jobs
from app.consent.services import withdraw
from app.db.transaction import transaction
from app.exports.wanted import KINDS
from app.jobs.housekeeping import keep_house
from app.jobs.queue import open_queue, relay
from app.reports.documents.frame import Printing
from app.reports.documents.kinds import MAKERS
from app.reports.jobs import make_report
from app.reports.pdf import check
from app.reports.pdf.job import RenderFailed, RenderJob
from app.reports.state import cancel_report, report_path
from tests.app.jobs.conftest import Asked, an_export
from tests.app.reports.documents import long_job, people


def run_queue(asked: Asked) -> int:
    """Relay, then do every job in the queue; returns how many wishes were taken."""
    handlers = {"report": lambda t, a: make_report(asked.settings, asked.database, t, a)}

    async def once() -> int:
        queue = open_queue(asked.database, handlers)
        async with queue.open_async():
            taken = await relay(queue, asked.database)
            for _attempt in range(2):
                await queue.run_worker_async(
                    wait=False, install_signal_handlers=False, delete_jobs="successful"
                )
                if asked.state == "MAKING":  # tried once more, a second later
                    await asyncio.sleep(1.1)
        return taken

    return asyncio.run(once())


def crash(*_: object) -> None:
    raise SystemExit("the worker's machine is gone")


def test_a_wish_becomes_a_job_becomes_one_whole_file(asked: Asked) -> None:
    assert run_queue(asked) == 1
    assert asked.state == "READY"
    assert asked.files() == [f"{asked.id}.pdf"]
    assert check.faults_in(report_path(asked.settings.data, asked.id).read_bytes()) == []
    assert run_queue(asked) == 0
    assert (asked.made, asked.jobs) == (1, 0)


def test_a_crash_between_queue_and_mark_makes_no_second_report(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(app.jobs.queue, "mark_taken", crash)
        with pytest.raises(SystemExit):
            run_queue(asked)
    assert asked.jobs == 1, "it was in the queue already"
    assert run_queue(asked) == 1, "it is asked once more, and stands in the queue once"
    assert (asked.state, asked.made, asked.jobs) == ("READY", 1, 0)


def test_a_wish_taken_again_after_its_job_is_done_changes_nothing(asked: Asked) -> None:
    run_queue(asked)
    before = report_path(asked.settings.data, asked.id).stat().st_mtime_ns
    with asked.database.owner.begin() as owner:
        owner.execute(text("UPDATE job_outbox SET taken_at = NULL"))
    assert run_queue(asked) == 1
    assert (asked.state, asked.made, asked.jobs) == ("READY", 1, 0)
    assert report_path(asked.settings.data, asked.id).stat().st_mtime_ns == before


def test_a_crash_before_the_file_is_in_place_is_begun_again(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(app.reports.jobs, "_finish", crash)
        with pytest.raises(SystemExit):
            make_report(
                asked.settings, asked.database, str(asked.id), str(asked.actor.membership_id)
            )
    assert (asked.state, asked.files()) == ("MAKING", [])
    run_queue(asked)
    assert (asked.state, asked.files()) == ("READY", [f"{asked.id}.pdf"])


def test_two_workers_on_one_report_leave_one_whole_file(asked: Asked) -> None:
    """A worker thought dead that was only slow."""
    member = str(asked.actor.membership_id)
    both = [
        threading.Thread(
            target=make_report, args=(asked.settings, asked.database, str(asked.id), member)
        )
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (asked.state, asked.files()) == ("READY", [f"{asked.id}.pdf"])
    assert check.faults_in(report_path(asked.settings.data, asked.id).read_bytes()) == []


def test_a_report_stopped_before_is_never_made(asked: Asked) -> None:
    with transaction(asked.database, "employer", asked.actor) as tx:
        cancel_report(tx, asked.id)
    run_queue(asked)
    assert (asked.state, asked.made, asked.files()) == ("CANCELLED", 0, [])


def test_a_report_stopped_while_it_is_made_leaves_no_file(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = MAKERS["SUMMARY"]

    def stopped_meanwhile(printing: Printing, shown: object) -> RenderJob:
        with transaction(asked.database, "employer", asked.actor) as tx:
            cancel_report(tx, asked.id)
        return maker.compose(printing, shown)

    monkeypatch.setitem(MAKERS, "SUMMARY", replace(maker, compose=stopped_meanwhile))
    run_queue(asked)
    assert (asked.state, asked.files()) == ("CANCELLED", [])


@pytest.mark.parametrize("error", [RenderFailed("x"), OSError(28, "full"), KeyError("a fault")])
def test_what_cannot_be_made_is_tried_once_more_then_told(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    tries: list[int] = []

    def fail(*_: object, **__: object) -> None:
        tries.append(1)
        raise error

    monkeypatch.setattr(app.reports.jobs, "render_pdf", fail)
    run_queue(asked)
    assert len(tries) == 2
    assert (asked.state, asked.files(), asked.jobs) == ("FAILED", [], 0)


def test_a_disk_that_was_full_once_leaves_no_half_file_and_is_tried_again(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, full = os.fsync, [OSError(28, "No space left on device")]

    def fsync(descriptor: int) -> None:
        if full:
            raise full.pop()
        sync(descriptor)

    monkeypatch.setattr(app.reports.files.os, "fsync", fsync)
    run_queue(asked)
    assert (asked.state, asked.files()) == ("READY", [f"{asked.id}.pdf"])


def test_a_withdrawal_before_the_worker_comes_closes_the_report(asked: Asked) -> None:
    with transaction(asked.database, "applicant", asked.person.actor) as tx:
        withdraw(tx, asked.person.actor, asked.person.request_id)
    run_queue(asked)
    assert (asked.state, asked.made, asked.files()) == ("FAILED", 0, [])


def test_a_member_who_has_left_gets_nothing_made(asked: Asked) -> None:
    with asked.database.owner.begin() as owner:
        owner.execute(text("UPDATE membership SET ended_at = app.clock()"))
    run_queue(asked)
    assert (asked.state, asked.made, asked.files()) == ("WAITING", 0, [])


def test_a_long_report_is_stopped_within_a_second_and_leaves_nothing(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = MAKERS["SUMMARY"]
    endless = replace(maker, compose=lambda _printing, _shown: long_job(people(40_000)))
    monkeypatch.setitem(MAKERS, "SUMMARY", endless)
    member = str(asked.actor.membership_id)
    worker = threading.Thread(
        target=make_report, args=(asked.settings, asked.database, str(asked.id), member)
    )
    worker.start()
    while (asked.one("SELECT percent FROM report") or 0) < 5:  # type: ignore[operator]
        time.sleep(0.1)
    with transaction(asked.database, "employer", asked.actor) as tx:
        cancel_report(tx, asked.id)
    stopped = time.monotonic()
    worker.join()
    assert time.monotonic() - stopped < 1.0
    assert (asked.state, asked.files()) == ("CANCELLED", [])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_stopped_while_it_is_made_leaves_no_file(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    exported = an_export(asked, form)
    kind = KINDS[form]
    maker = MAKERS[kind]
    assert maker.write is not None
    write = maker.write

    def stopped_meanwhile(file: BinaryIO, *rest: Any) -> None:
        with transaction(exported.database, "employer", exported.actor) as tx:
            cancel_report(tx, exported.id)
        write(file, *rest)

    monkeypatch.setitem(MAKERS, kind, replace(maker, write=stopped_meanwhile))
    run_queue(exported)
    assert (exported.state, exported.files()) == ("CANCELLED", [])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_on_a_full_disk_leaves_no_half_file_and_is_tried_again(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    exported = an_export(asked, form)
    sync, full = os.fsync, [OSError(28, "No space left on device")]

    def fsync(descriptor: int) -> None:
        if full:
            raise full.pop()
        sync(descriptor)

    monkeypatch.setattr(app.reports.files.os, "fsync", fsync)
    run_queue(exported)
    assert (exported.state, exported.files()) == ("READY", [f"{exported.id}.{form}"])


def test_what_a_killed_worker_left_of_an_export_is_swept(asked: Asked) -> None:
    """The rows of a workbook stand in a folder of their own until it is whole."""
    folder = report_path(asked.settings.data, asked.id).parent
    folder.mkdir(parents=True, exist_ok=True)
    left, fresh = folder / "tmpleft.part", folder / "tmpfresh.part"
    for room in (left, fresh):
        room.mkdir()
        (room / "rows").write_text("MIRANDEUIL")
    hours_ago = time.time() - 2 * 3600
    os.utime(left, (hours_ago, hours_ago))
    keep_house(asked.settings, asked.database)
    assert not left.exists()
    assert fresh.exists(), "somebody may be writing it"
    shutil.rmtree(fresh)
