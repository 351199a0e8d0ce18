"""Long decisions files: what the database refuses, a kill in the middle, a second load."""

import os
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
from tests.app.landlords.files import write
from tests.app.landlords.test_landlord_files import Race, load, rows
from tests.clock import Clock

LINES = 3_000
WRITTEN = "SELECT count(*), count(DISTINCT event_id) FROM landlord_event"


@pytest.fixture
def race(database: Database, tmp_path: Path, clock: Clock) -> Race:
    made = Race(database, tmp_path, clock)
    clock.freeze(datetime(2026, 4, 1, 9, tzinfo=UTC))
    return made


def contacts(race: Race, count: int) -> list[Any]:
    """The landlord wrote to the same person again and again; one line in a hundred is broken."""
    return [
        b"{" if rank % 100 == 50 else race.line("CONTACTED", 1 + rank % 28, event_id=f"E-{rank}")
        for rank in range(count)
    ]


def test_a_line_the_database_refuses_is_listed_and_the_rest_of_its_batch_is_kept(
    race: Race,
) -> None:
    with race.database.owner.begin() as owner:
        for statement in _NO_ROOM:
            owner.execute(text(statement))
    lines = [race.line("CONTACTED", 3, event_id=f"E-{rank}") for rank in range(6)]
    lines[3]["event_id"] = "E-refused"
    result = race.says(lines[0], b"{", *lines[1:])
    assert result.exit_code == 1
    assert "2 refusées" in result.output
    assert "ligne 5, ligne entière : ligne que la base de données refuse" in result.output
    assert "E-refused" not in result.output
    assert rows(race.database, WRITTEN) == [(5, 5)]


@pytest.mark.parametrize(
    "moment",
    ["2026-03-02T23:59:60Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_a_moment_that_is_none_of_ours_is_one_refused_line(race: Race, moment: str) -> None:
    lines = [race.line("CONTACTED", 3), race.line("VISIT_PLANNED", 4, occurred_at=moment)]
    result = race.says(*lines)
    assert "1 prises" in result.output
    assert "ligne 2, /occurred_at" in result.output


def test_a_known_event_on_a_line_that_is_broken_is_told_all_the_same(race: Race) -> None:
    race.says(race.line("CONTACTED", 3))
    result = race.says(race.line("CONTACTED", 3, condition="x" * 1_950), race.line("CONTACTED", 3))
    assert "1 déjà connues" in result.output
    assert "ligne 1, /condition" in result.output


def test_killed_in_the_middle_the_same_command_loses_and_doubles_nothing(
    race: Race, settings: Settings
) -> None:
    file = write(race.file, contacts(race, LINES))
    url = race.database.engine("worker").url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", _CHILD, str(file), url]
    child = subprocess.Popen(command, env=os.environ | {"PORTAIL_DATA": str(settings.data)})
    _until(lambda: rows(race.database, WRITTEN)[0][0] > 0)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    _until(lambda: not rows(race.database, _OTHERS))
    kept = rows(race.database, WRITTEN)[0][0]
    assert 0 < kept < LINES - BATCH_LINES
    again = load(race.database, "decisions", file)
    assert f"{kept} déjà connues, " in again.output
    assert f"{LINES // 100} refusées" in again.output
    assert rows(race.database, WRITTEN) == [(LINES * 99 // 100, LINES * 99 // 100)]
    before = rows(race.database, _ALL)
    third = load(race.database, "decisions", file)
    assert f"0 prises, 0 mises à jour, {LINES * 99 // 100} déjà connues" in third.output
    assert rows(race.database, _ALL) == before


_ALL = (
    "SELECT count(*), md5(string_agg(e::text || e.ctid::text, '|' ORDER BY e.ctid)) "
    "FROM candidature_event e"
)
_OTHERS = (
    "SELECT 1 FROM pg_locks WHERE pid <> pg_backend_pid() AND relation = 'landlord_event'::regclass"
)
_NO_ROOM = (
    "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.event_id = 'E-refused' THEN RAISE EXCEPTION 'no' USING ERRCODE = '23514'; END IF; "
    "RETURN NEW; END $$",
    "CREATE TRIGGER no_room BEFORE INSERT ON landlord_event "
    "FOR EACH ROW EXECUTE FUNCTION no_room()",
)
# The command itself, with the worker's login and nothing else.
_CHILD = """
import sys
from sqlalchemy.engine import make_url
from app.db.engines import Database
from app.landlords.cli import landlord_groups
url = make_url(sys.argv[2])
offers, decisions = landlord_groups(lambda: Database(url, {"worker": url}, "x" * 32))
decisions.main(["load", sys.argv[1]])
"""


def _until(found: Any) -> None:
    deadline = time.monotonic() + 60
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.002)
