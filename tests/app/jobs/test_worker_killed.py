"""A real `portail worker`, killed with -9 in the middle of a report, and started again."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text

from app.audit.verify import verify
from app.config import Settings, read_settings
from app.db.embedded import discard_server
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from app.reports.pdf import check
from app.reports.state import report_path
from tests.app.jobs.conftest import Asked, an_export, ask_for_one

PATIENCE_SECONDS = 120.0


@pytest.fixture
def installed() -> Iterator[tuple[Settings, Database]]:
    """An installation of its own, as an operator has one: the command knows no test database."""
    folder = Path(tempfile.mkdtemp(prefix="portail-worker-"))
    settings = read_settings({"PORTAIL_DATA": str(folder), "HOME": str(folder)})
    database = open_database(settings, durable=False)
    upgrade(database)
    yield settings, database
    database.dispose()
    discard_server(folder)


@pytest.fixture
def start_worker(
    installed: tuple[Settings, Database],
) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Start the command as an operator does; whatever still runs at the end is killed."""
    environment = {**os.environ, "PORTAIL_DATA": str(installed[0].data)}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "app.cli_worker"]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def wait_for(worker: "subprocess.Popen[bytes]", what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert worker.poll() is None, "the worker has ended by itself"
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def stop(worker: "subprocess.Popen[bytes]") -> int:
    worker.send_signal(signal.SIGTERM)
    return worker.wait(timeout=60)


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    installed: tuple[Settings, Database], start_worker: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    settings, database = installed
    asked: Asked = ask_for_one(settings, database)
    first = start_worker()
    wait_for(first, lambda: asked.state == "MAKING")
    first.kill()
    first.wait()
    assert asked.state == "MAKING"
    assert asked.files() == [], "no half file"
    second = start_worker()
    wait_for(second, lambda: asked.state == "READY")
    wait_for(second, lambda: asked.jobs == 0)
    wait_for(second, lambda: verify(database).waiting == 0)
    assert stop(second) == 0
    assert asked.files() == [f"{asked.id}.pdf"]
    assert check.faults_in(report_path(settings.data, asked.id).read_bytes()) == []
    verdict = verify(database)
    assert verdict.faults == ()
    assert asked.made == 2, "begun twice, and each reading has its line"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_worker_killed_in_the_middle_of_an_export_leaves_no_half_file_and_another_makes_it(
    installed: tuple[Settings, Database],
    start_worker: Callable[[], "subprocess.Popen[bytes]"],
    form: str,
) -> None:
    settings, database = installed
    asked = an_export(ask_for_one(settings, database), form)
    with database.owner.begin() as held:
        # The rows are being written: their points are not to be had.
        held.execute(text("LOCK TABLE points_line IN ACCESS EXCLUSIVE MODE"))
        first = start_worker()
        wait_for(
            first, lambda: asked.state == "MAKING" and any(".part" in f for f in asked.files())
        )
        first.kill()
        first.wait()
    assert [name for name in asked.files() if not name.endswith(".part")] == []
    second = start_worker()
    wait_for(second, lambda: asked.state == "READY")
    wait_for(second, lambda: asked.jobs == 0)
    assert stop(second) == 0
    assert f"{asked.id}.{form}" in asked.files()
    data = report_path(settings.data, asked.id, f".{form}").read_bytes()
    if form == "csv":
        assert data.decode("utf-8-sig").count("\r\n") == 2, "the heads and the one person"
    else:
        assert openpyxl.load_workbook(BytesIO(data)).active.max_row == 2
