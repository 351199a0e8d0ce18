"""A full disk: the store of printed files, then the primary's own log."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_sessions
from bench.cluster.database import NAME, Postgres
from bench.cluster.faults.database_restarted import hold_pages
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

DONE_STORE = "the disk of the report store full for fifteen seconds (a tmpfs)"
DONE_DATABASE = "the disk of the primary's log full (a tmpfs) until PostgreSQL gave up, then freed"


@contextmanager
def _small_disk(path: Path, size: str, owner: str = "root") -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},uid={owner},gid={owner},mode=0700",
                    "tmpfs", str(path)], check=True)  # fmt: skip
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)


def _fill(path: Path) -> Path:
    """To the last byte."""
    ballast = path / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(65_536))
        except OSError:
            pass
    return ballast


def run_store(made: Cluster, verdict: Verdict) -> None:
    reports = made.store / "reports"
    reports.mkdir(exist_ok=True)
    with _small_disk(reports, "8m"):
        load = made.load(30, 0.3)
        load.wait_until(5)
        ballast = _fill(reports)
        load.wait_until(20)
        full = load.whole()
        ballast.unlink()
        found = made.finish(load)
        describe(verdict, found)
        verdict.hold(not found.failed, "every page was served meanwhile")
        while_full = len(full.since(load.ready + 4).acts("export"))
        hold_exports(made, verdict, load, failed=while_full)
        halves = len(list(reports.glob("*.part")))
        verdict.hold(halves == 0, f"{halves} half-written files left")
        hold_acts(made, verdict, load)


def run_database(made: Cluster, verdict: Verdict) -> None:
    primary = made.pair.primary
    small = {"wal_keep_size": "32MB", "max_wal_size": "96MB", "min_wal_size": "32MB"}
    _set(made, primary, small)
    disk = made.pair.root / "small"
    disk.mkdir(exist_ok=True)
    with _small_disk(disk, "256m", "postgres"):
        _move_log(made, primary, disk / "wal")
        try:
            _under_load(made, verdict, primary, disk)
        finally:
            _move_log(made, primary, None)
    _set(made, primary, dict.fromkeys(small, ""))
    made.pair.wait_for_standby()


def _under_load(made: Cluster, verdict: Verdict, primary: Postgres, disk: Path) -> None:
    load = made.load(40, 0.4)
    load.wait_until(8)
    ballast = _fill(disk)
    began = time.time()
    _write_until_it_gives_up(made, primary)
    verdict.note(f"PostgreSQL gave up {time.time() - began:.1f} s after the disk was full")
    time.sleep(3)
    ballast.unlink()
    primary.kill()
    primary.start()  # as its supervisor does until it stays
    made.pair.wait_for(primary)
    back = time.time()
    found = made.finish(load)
    describe(verdict, found)
    hold_pages(verdict, found.failed)
    late = [one for one in found.failed if one["t"] > back + 5]
    verdict.hold(not late, "all well within five seconds of its return")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)


def _write_until_it_gives_up(made: Cluster, primary: Postgres) -> None:
    until = time.monotonic() + 20
    try:
        with made.pair.superuser(primary, NAME) as db:
            while time.monotonic() < until:
                db.execute("SELECT pg_switch_wal()")
                db.execute("CREATE TABLE IF NOT EXISTS public.ballast (x text)")
                db.execute("DROP TABLE public.ballast")
    except psycopg.Error:
        return


def _set(made: Cluster, primary: Postgres, values: dict[str, str]) -> None:
    with made.pair.superuser(primary) as db:
        for name, value in values.items():
            db.execute(f"ALTER SYSTEM SET {name} = '{value}'" if value
                       else f"ALTER SYSTEM RESET {name}")  # fmt: skip
        db.execute("SELECT pg_reload_conf()")
        db.execute("SELECT pg_switch_wal()")
        db.execute("CHECKPOINT")


def _move_log(made: Cluster, primary: Postgres, to: Path | None) -> None:
    """The log onto another disk, or home again."""
    home = primary.folder / "pg_wal"
    primary.stop()
    source = Path(os.path.realpath(home))
    target = to or primary.folder / "pg_wal_home"
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    subprocess.run(["rm", "-rf", str(home)], check=True)
    if to is None:
        target.rename(home)
    else:
        home.symlink_to(target)
    primary.start()
    made.pair.wait_for(primary)
