"""`portail decisions load`, cut, taken up, loaded twice, loaded twice at once: what it leaves."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.config import Settings
from app.db.engines import Database
from app.landlords.loading import BATCH_LINES
from tests.app.landlords.files import Line, write
from tests.app.landlords.test_decisions_at_length import _CHILD, _NO_ROOM, WRITTEN, contacts
from tests.app.landlords.test_landlord_files import Race, load, rows
from tests.clock import Clock

LINES = 2_500
# Whatever a decision could write, its own rows and what it could set off.
EVERYTHING = tuple(
    f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
    for table in ("landlord_event", "candidature_event", "candidature", "journal_line",
                  "mail_outbox", "job_outbox", "housed_person")
)  # fmt: skip


@pytest.fixture
def race(database: Database, tmp_path: Path, clock: Clock) -> Race:
    made = Race(database, tmp_path, clock)
    clock.freeze(datetime(2026, 4, 1, 9, tzinfo=UTC))
    return made


def everything(race: Race) -> list[Any]:
    return [rows(race.database, one) for one in EVERYTHING]


def contents(race: Race) -> list[Any]:
    """The same without the keys drawn by the database."""
    told = "SELECT candidature_id, occurred_at, step, outcome FROM candidature_event ORDER BY 2, 3"
    return [rows(race.database, one) for one in (
        "SELECT * FROM landlord_event ORDER BY event_id", told,
        "SELECT count(*) FROM journal_line", "SELECT count(*) FROM mail_outbox",
        "SELECT count(*) FROM job_outbox",
    )]  # fmt: skip


def start(race: Race, settings: Settings, file: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """The command in a process of its own, and where it says what it did."""
    url = race.database.engine("worker").url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", _CHILD, str(file), url]
    environment = os.environ | {"PORTAIL_DATA": str(settings.data)}
    said = file.with_suffix(f".{time.monotonic_ns()}.out")
    with said.open("wb") as out:
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    return child, said


def taken(race: Race) -> int:
    return int(rows(race.database, WRITTEN)[0][0])


def listed(path: Path) -> list[int]:
    return [int(line.split(";")[0]) for line in path.read_text("utf-8").splitlines()[1:]]


def test_killed_again_and_again_it_loses_and_doubles_nothing(
    race: Race, settings: Settings, tmp_path: Path
) -> None:
    lines = contacts(race, LINES)
    lines[10] = race.line("CONTACTED", 3, unique_number="000000000000000000")
    file = write(race.file, lines)
    kills = 0
    while taken(race) < LINES - 2 * BATCH_LINES:
        before = taken(race)
        child, _said = start(race, settings, file)
        while child.poll() is None and taken(race) < before + BATCH_LINES:
            time.sleep(random.uniform(0, 0.02))
        child.send_signal(signal.SIGKILL)
        kills += child.wait() == -signal.SIGKILL
    assert kills >= 2
    refused = tmp_path / "refused.csv"
    last = load(race.database, "decisions", file, "--refused", str(refused))
    assert "Fichier déjà lu jusqu’à la ligne" in last.output
    assert f"{LINES // 100 + 1} refusées" in last.output
    # Those set aside before a kill, too, each once.
    assert listed(refused) == [11, *range(51, LINES, 100)]
    sound = LINES - LINES // 100 - 1
    assert rows(race.database, WRITTEN) == [(sound, sound)]
    left = contents(race)
    with race.database.owner.begin() as owner:
        for statement in ("DELETE FROM decisions_load", "DELETE FROM landlord_event",
                          "DELETE FROM candidature_event WHERE outcome <> 'SUBMITTED'",
                          "UPDATE candidature SET state = 'TRANSMITTED'"):  # fmt: skip
            owner.execute(text(statement))
    load(race.database, "decisions", file)
    assert contents(race) == left


def test_a_second_load_says_so_and_asks_nothing_of_what_was_taken(race: Race) -> None:
    lines = [race.line("CONTACTED", 1 + n % 28, event_id=f"E-{n}") for n in range(700)]
    packed = race.file.with_suffix(".gz")
    packed.write_bytes(gzip.compress(write(race.file, lines).read_bytes()))
    load(race.database, "decisions", packed)
    before = everything(race)
    with race.database.owner.begin() as owner:
        owner.execute(text("REVOKE ALL ON landlord_event FROM portail_worker"))
    try:
        again = load(race.database, "decisions", packed)
    finally:
        with race.database.owner.begin() as owner:
            owner.execute(text("GRANT SELECT, INSERT ON landlord_event TO portail_worker"))
    assert again.exit_code == 0
    assert "Fichier déjà lu jusqu’à la ligne 700" in again.output
    assert "0 prises, 0 mises à jour, 700 déjà connues, 0 gardées" in again.output
    assert everything(race) == before


def test_another_file_of_the_same_events_finds_them_known(race: Race) -> None:
    lines: list[Line] = [race.line("CONTACTED", 3), race.line("VISIT_PLANNED", 4)]
    race.says(*lines)
    more = race.says(*lines, race.line("COMMITTEE_PLANNED", 9))
    assert "1 prises, 0 mises à jour, 2 déjà connues" in more.output
    assert "déjà lu" not in more.output


def test_a_line_set_aside_is_tried_again_by_the_next_load(race: Race, clock: Clock) -> None:
    lines = [race.line("CONTACTED", 3), race.line("VISIT_PLANNED", 4)]
    lines[1]["occurred_at"] = "2026-04-02T09:00:00Z"
    first = race.says(b"{", *lines)
    assert "2 refusées" in first.output
    clock.freeze(datetime(2026, 4, 3, 9, tzinfo=UTC))
    second = race.says(b"{", *lines)
    assert "1 prises, 0 mises à jour, 1 déjà connues" in second.output
    assert "1 refusées" in second.output
    assert "événement daté du futur" not in second.output
    assert race.state == "VISIT_PLANNED"
    third = race.says(b"{", *lines)
    assert "0 prises, 0 mises à jour, 2 déjà connues" in third.output


def test_broken_lines_at_the_edges_of_batches_are_listed_and_their_neighbours_taken(
    race: Race, tmp_path: Path
) -> None:
    count, edges = 2 * BATCH_LINES + 1, (1, BATCH_LINES, BATCH_LINES + 1, 2 * BATCH_LINES + 1)
    lines: list[Any] = [race.line("CONTACTED", 3, event_id=f"E-{n}") for n in range(count)]
    for number in edges:
        lines[number - 1] = b"{"
    # The same event on both sides of an edge, and twice in one batch.
    lines[BATCH_LINES + 1] = lines[BATCH_LINES - 2]
    lines[4] = lines[3]
    refused = tmp_path / "refused.csv"
    result = load(race.database, "decisions", write(race.file, lines), "--refused", str(refused))
    assert listed(refused) == list(edges)
    assert "4 refusées" in result.output
    assert "2 déjà connues" in result.output
    assert rows(race.database, WRITTEN) == [(count - 6, count - 6)]


def test_one_line_the_database_cannot_hold_is_alone_and_is_taken_when_it_can(race: Race) -> None:
    with race.database.owner.begin() as owner:
        for statement in _NO_ROOM:
            owner.execute(text(statement))
    lines = [race.line("CONTACTED", 3, event_id=f"E-{n}") for n in range(BATCH_LINES + 50)]
    lines[300]["event_id"] = "E-refused"
    try:
        first = race.says(*lines)
    finally:
        with race.database.owner.begin() as owner:
            owner.execute(text("DROP FUNCTION no_room() CASCADE"))
    assert "1 refusées" in first.output
    assert "ligne 301, ligne entière : ligne que la base de données refuse" in first.output
    assert taken(race) == BATCH_LINES + 49
    second = race.says(*lines)
    assert "0 refusées" in second.output
    assert taken(race) == BATCH_LINES + 50


def test_of_two_loads_of_one_file_at_once_the_newer_goes_on(race: Race, settings: Settings) -> None:
    file = write(race.file, contacts(race, LINES))
    first, first_said = start(race, settings, file)
    while taken(race) < BATCH_LINES:
        time.sleep(0.005)
    second, second_said = start(race, settings, file)
    for child in (first, second):
        child.wait(120)
    said = [one.read_text("utf-8") for one in (first_said, second_said)]
    assert (first.returncode, second.returncode) == (3, 1), said
    assert "a pris la suite" in said[0]
    assert "Fichier déjà lu jusqu’à la ligne" in said[1]
    assert f"{LINES // 100} refusées" in said[1]
    assert rows(race.database, WRITTEN) == [(LINES * 99 // 100, LINES * 99 // 100)]
