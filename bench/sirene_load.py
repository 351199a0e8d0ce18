"""A SIRENE file of a million lines: loaded, loaded again, cut by `kill -9` and taken up again.

    .venv/bin/python -m bench.sirene_load 1000000

The command runs as it is typed, in a process of its own, on a database of its own that is dropped
at the end. Exits 1 when a load of a million lines takes five minutes or 300 MB, loses or doubles
a line, or changes something the second time.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from app.config import read_settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from tests.factories.sirene import SITE_HEADER, siren_number, siret_number, site_line, unit_file

BROKEN_EVERY = 100
SECONDS_A_MILLION, MEGABYTES = 300, 300
_STATE = text("SELECT count(*), md5(string_agg(u::text || ctid::text, '|' ORDER BY 1))")


def main(count: int) -> int:
    """Run, print one figure a line, and give the exit code."""
    with tempfile.TemporaryDirectory(prefix="portail-bench-") as name:
        folder = Path(name)
        units, sites = _write(folder, count)
        settings = read_settings({"PORTAIL_DATA": name, "HOME": name})
        database = open_database(settings)
        upgrade(database)
        try:
            wrong = _measure(database, folder, units, sites, count)
        finally:
            database.dispose()
    for line in wrong:
        print(f"WRONG {line}")
    return 1 if wrong else 0


def _measure(database: Database, folder: Path, units: Path, sites: Path, count: int) -> list[str]:
    expected = count - count // BROKEN_EVERY
    wrong = _killed(database, folder, units, expected)
    for file, kept in ((units, expected), (sites, expected)):
        table = "sirene_unit" if file is units else "sirene_site"
        if file is units:
            _run_owner(database, "TRUNCATE sirene_unit, sirene_site, sirene_load")
        states = []
        for turn in ("first", "again"):
            seconds, peak = _load(folder, file)
            print(f"load.sirene.{table}.{turn} {count / seconds:.0f} lines/s")
            print(f"load.sirene.{table}.{turn}.time {seconds:.1f} s")
            print(f"load.sirene.{table}.{turn}.peak {peak:.0f} MB")
            states.append(_state(database, table))
            if seconds > SECONDS_A_MILLION * count / 1_000_000 or peak > MEGABYTES:
                wrong.append(f"{table} {turn}: {seconds:.0f} s, {peak:.0f} MB")
        if states[0] != states[1] or states[0][0] != kept:
            wrong.append(f"{table}: {states[0][0]} rows for {kept}, or changed the second time")
    return wrong


def _killed(database: Database, folder: Path, file: Path, expected: int) -> list[str]:
    child = subprocess.Popen(_command(file), env=_environment(folder), stdout=subprocess.DEVNULL)
    while _count(database) < expected // 3:
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    kept = _count(database)
    seconds, _ = _load(folder, file)
    found = _count(database)
    print(f"load.sirene.kill.kept {kept} lines")
    print(f"load.sirene.kill.rest {seconds:.1f} s")
    return [] if found == expected else [f"after a kill: {found} rows for {expected}"]


def _load(folder: Path, file: Path) -> tuple[float, float]:
    """(seconds, greatest memory in MB) of the command itself."""
    started = time.perf_counter()
    child = subprocess.Popen(_command(file), env=_environment(folder), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), child.returncode
    return time.perf_counter() - started, used.ru_maxrss / 1024


def _command(file: Path) -> list[str]:
    return [sys.executable, "-c", "from app.cli import main; main()", "sirene", "load", str(file)]


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PORTAIL_DATA": str(folder), "HOME": str(folder)}


def _write(folder: Path, count: int) -> tuple[Path, Path]:
    units, sites = folder / "StockUniteLegale.csv", folder / "StockEtablissement.csv"
    with units.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in unit_file(count, broken_every=BROKEN_EVERY))
    with sites.open("w", encoding="utf-8") as out:
        out.write(SITE_HEADER + "\n")
        for rank in range(1, count + 1):
            siret = siret_number(siren_number(rank))
            # What is broken there has no establishment here.
            out.write(site_line(siret) + "\n")
    return units, sites


def _state(database: Database, table: str) -> tuple[int, str]:
    with database.owner.connect() as connection:
        row = connection.execute(text(f"{_STATE.text} FROM {table} u")).one()
    return row[0], row[1]


def _count(database: Database) -> int:
    with database.owner.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM sirene_unit")) or 0)


def _run_owner(database: Database, statement: str) -> None:
    with database.owner.begin() as connection:
        connection.execute(text(statement))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
