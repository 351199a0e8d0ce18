"""A decisions file of a million lines: loaded, loaded again, cut by `kill -9` and taken up again.

    .venv/bin/python -m bench.decisions_load 1000000

The command runs as it is typed, in a process of its own, on a database of its own that is dropped
at the end: fifty lines for each candidature, a hundred candidatures for a dwelling, out of order;
one line in ten repeats an event, one in a hundred is broken. Before it, at most 20,000 such lines
are taken one by one and together, each on a database of its own. Exits 1 when a load takes 300 MB
or twenty minutes, loses or doubles an event, lists another number of broken lines, or changes
something when it is loaded again.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from app.config import read_settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from tests.app.landlords.files import a_decision_line
from tests.factories.applicants import an_imported_applicant
from tests.factories.offers import an_offer

LINES_EACH, RIVALS, BROKEN_EVERY, REPEATED_EVERY = 50, 100, 100, 10
MEGABYTES, MINUTES, COMPARED = 300, 20, 20_000
# What each table's copies differ by from the one the product's own services made.
_PEOPLE = (
    "INSERT INTO applicant_account SELECT (jsonb_populate_record(t, jsonb_build_object("
    "'id', md5('account' || n), 'email', 'p' || n || '@exemple.example'))).* "
    "FROM applicant_account t, generate_series(1, :many) n",
    "INSERT INTO housing_request SELECT (jsonb_populate_record(t, jsonb_build_object("
    "'id', md5('request' || n), 'account_id', md5('account' || n), "
    "'unique_number', '0691123' || lpad(n::text, 6, '0') || '69V01'))).* "
    "FROM housing_request t, generate_series(1, :many) n",
    "INSERT INTO offer SELECT (jsonb_populate_record(t, jsonb_build_object("
    "'id', md5('offer' || n), 'reference', 'B-' || n))).* "
    "FROM offer t, generate_series(0, :many / :rivals) n",
    "INSERT INTO candidature (request_id, offer_id, dwelling_type, surface_m2, insee_code, "
    "landlord_name, rent_with_charges_euros, state, active) SELECT md5('request' || n)::uuid, "
    "md5('offer' || n / :rivals)::uuid, 'T3', 64, '69266', 'Habitat', 612, 'TRANSMITTED', true "
    "FROM generate_series(1, :many) n",
    "INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on, step, "
    "outcome) SELECT request_id, id, timestamptz '2026-01-01', date '2026-01-01', 3, "
    "'TRANSMITTED' FROM candidature",
    "ANALYZE",
)
_STATE = text(
    "SELECT (SELECT count(*) FROM landlord_event), (SELECT count(*) FROM candidature_event), "
    "(SELECT md5(string_agg(c.id::text || c.state || c.ctid::text, '|' ORDER BY c.id)) "
    "FROM candidature c)"
)


def main(count: int) -> int:
    """Run, print one figure a line, and give the exit code."""
    compared = min(count, COMPARED)
    alone, together = (_pace(compared, store) for store in ("one_by_one(take_decision)",
                                                            "take_decisions"))  # fmt: skip
    print(f"load.decisions.one_by_one {alone:.0f} lines/s")
    print(f"load.decisions.together {together:.0f} lines/s")
    print(f"ratio.load.decisions.together_over_one_by_one {together / alone:.1f} x")
    with _country(count) as (database, folder, file):
        wrong = _measure(database, folder, file, count)
    for line in wrong:
        print(f"WRONG {line}")
    return 1 if wrong else 0


def _pace(count: int, store: str) -> float:
    """Lines a second, by a store of the product's, in a process of its own."""
    with _country(count) as (_database, folder, file):
        said = subprocess.run(
            [sys.executable, "-c", _PACE.format(store=store), str(file)], check=True,
            env=_environment(folder), capture_output=True, text=True,
        )  # fmt: skip
    return count / float(said.stdout)


# Timed inside, without the start of Python and the compiling of contracts.
_PACE = """
import sys, time
from pathlib import Path
from app.config import read_settings
from app.db.engines import open_database
from app.landlords.contract import decision_contract
from app.landlords.decisions import take_decision, take_decisions
from app.landlords.loading import load_lines, one_by_one
database, contract = open_database(read_settings()), decision_contract()
started = time.perf_counter()
load_lines(Path(sys.argv[1]), database, contract, {store})
print(time.perf_counter() - started)
"""


@contextmanager
def _country(count: int) -> Iterator[tuple[Database, Path, Path]]:
    """A database with the people `count` lines speak of, its folder, and the file of the lines."""
    with tempfile.TemporaryDirectory(prefix="portail-bench-") as name:
        folder = Path(name)
        file = folder / "decisions.jsonl"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in _lines(count))
        database = open_database(read_settings({"PORTAIL_DATA": name, "HOME": name}))
        upgrade(database)
        try:
            _people(database, count // LINES_EACH + 1)
            yield database, folder, file
        finally:
            database.dispose()


def _lines(count: int) -> Iterator[str]:
    """Candidature after candidature in turns, so that each one's history grows all along."""
    people = count // LINES_EACH + 1
    for rank in range(count):
        if rank % BROKEN_EVERY == BROKEN_EVERY - 1:
            yield _broken(rank // BROKEN_EVERY, rank)
        else:
            yield json.dumps(
                _event(rank - rank % REPEATED_EVERY if _repeats(rank) else rank, people)
            )


def _repeats(rank: int) -> bool:
    return rank % REPEATED_EVERY == REPEATED_EVERY // 2


def _event(rank: int, people: int) -> dict[str, object]:
    person, turn = rank % people + 1, rank // people
    word = ("CONTACTED", "VISIT_PLANNED", "COMMITTEE_PLANNED")[turn * 7 % 3]
    # Out of order: by turns of seven, whatever the event.
    day, hour = 1 + turn * 11 % 28, turn % 24
    return a_decision_line(
        f"0691123{person:06}69V01", word, event_id=f"E-{rank}",
        offer_reference=f"B-{person // RIVALS}", occurred_at=f"2026-03-{day:02}T{hour:02}:00:00Z",
    )  # fmt: skip


def _broken(which: int, rank: int) -> str:
    """Six kinds in turn: no JSON, another's number, a leap second, too long, missing, unknown."""
    line = a_decision_line("069112300000169V01", "CONTACTED", event_id=f"E-{rank}",
                           offer_reference="B-0")  # fmt: skip
    changes: tuple[dict[str, object], ...] = (
        {"unique_number": "069999999999969V01"}, {"occurred_at": "2026-03-02T23:59:60Z"},
        {"condition": "x" * 1_950}, {"event": "CORRECTED"}, {"offer_reference": "B-none"},
    )  # fmt: skip
    kind = which % (len(changes) + 1)
    return json.dumps(line | changes[kind - 1]) if kind else json.dumps(line)[:-9]


def _people(database: Database, many: int) -> None:
    an_offer(database, reference="B")
    an_imported_applicant(database)
    with database.owner.begin() as owner:
        for statement in _PEOPLE:
            values = {key: value for key, value in (("many", many), ("rivals", RIVALS))
                      if f":{key}" in statement}  # fmt: skip
            owner.execute(text(statement), values)


def _measure(database: Database, folder: Path, file: Path, count: int) -> list[str]:
    sound = [rank for rank in range(count) if rank % BROKEN_EVERY != BROKEN_EVERY - 1]
    expected = sum(not _repeats(rank) for rank in sound)
    wrong = []
    child = subprocess.Popen(_command(file), env=_environment(folder), stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    while _events(database) < expected // 3:
        time.sleep(0.5)
    child.send_signal(signal.SIGKILL)
    child.wait()
    first = time.perf_counter() - started
    print(f"load.decisions.until_kill.time {first:.1f} s")
    print(f"load.decisions.until_kill.kept {_events(database)} events")
    states = []
    for turn in ("rest", "again"):
        refused = folder / f"{turn}.csv"
        seconds, peak = _load(folder, file, refused)
        print(f"load.decisions.{turn}.time {seconds:.1f} s")
        print(f"load.decisions.{turn}.peak {peak:.0f} MB")
        if turn == "rest":
            whole = first + seconds
            print(f"load.decisions.whole {whole:.1f} s, {count / whole:.0f} lines/s")
            if whole > MINUTES * 60:
                wrong.append(f"{whole:.0f} s")
        with refused.open(encoding="utf-8") as rows:
            listed = sum(1 for _ in rows) - 1
        if peak > MEGABYTES or listed != count - len(sound):
            wrong.append(f"{turn}: {peak:.0f} MB, {listed} listed for {count - len(sound)}")
        states.append(_state(database))
    if states[0] != states[1] or states[0][0] != expected:
        wrong.append(f"{states[0][0]} events for {expected}, or changed the second time")
    return wrong


def _load(folder: Path, file: Path, refused: Path) -> tuple[float, float]:
    """(seconds, greatest memory in MB) of the command itself."""
    started = time.perf_counter()
    command = [*_command(file), "--refused", str(refused)]
    child = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), child.returncode
    return time.perf_counter() - started, used.ru_maxrss / 1024


def _command(file: Path) -> list[str]:
    main_of = "from app.cli import main; main()"
    return [sys.executable, "-c", main_of, "decisions", "load", str(file)]


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PORTAIL_DATA": str(folder), "HOME": str(folder)}


def _events(database: Database) -> int:
    with database.owner.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM landlord_event")) or 0)


def _state(database: Database) -> tuple[int, int, str]:
    with database.owner.connect() as connection:
        row = connection.execute(_STATE).one()
    return row[0], row[1], row[2]


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
