"""How fast registered requests are loaded, against a bare COPY of the same lines.

    python bench/registry_load.py 100000

Uses `DATABASE_URL` or a server of its own in a temporary folder, and an own database that is
dropped at the end. Prints requests per second and the greatest memory of this process.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import text

from app.config import read_settings
from app.db.engines import Database, open_database
from app.db.upgrade import upgrade
from app.demo.requests import DemoEstablishment, generate
from app.registry.loading import load_file

AS_OF = date(2026, 11, 23)
PLACES = (
    DemoEstablishment("73282932000074", "Ateliers Vauquelin", "69266", "69100"),
    DemoEstablishment("82454114800014", "Ateliers Vauquelin Paris", "75111", "75011"),
)


def write_requests(file: Path, count: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        for request in generate(PLACES, count, 7, as_of=AS_OF):
            out.write(json.dumps(request, ensure_ascii=False) + "\n")


@contextmanager
def fresh_database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="portail-bench-") as folder:
        settings = read_settings({"PORTAIL_DATA": folder, "HOME": folder})
        database = open_database(settings, name="portail_bench")
        upgrade(database)
        try:
            yield database
        finally:
            database.dispose()


def bare_copy(database: Database, file: Path) -> None:
    """The floor: the lines as they are into a table of one jsonb column."""
    with database.owner.begin() as connection:
        connection.execute(text("CREATE TABLE bare (payload jsonb)"))
        driver = connection.connection.driver_connection
        assert driver is not None
        with (
            file.open(encoding="utf-8") as lines,
            driver.cursor() as cursor,
            cursor.copy("COPY bare FROM STDIN") as copy,
        ):
            for line in lines:
                copy.write_row((line,))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, count: int, act: Callable[[], object]) -> None:
    before, started, used = peak_mb(), time.perf_counter(), time.process_time()
    act()
    seconds, own = time.perf_counter() - started, time.process_time() - used
    print(
        f"{name:22} {seconds:7.1f} s  {count / seconds:8.0f} requests/s  "
        f"own CPU {own:6.1f} s  peak {before:.0f} -> {peak_mb():.0f} MB"
    )


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="portail-bench-") as folder:
        file = Path(folder) / "requests.jsonl"
        write_requests(file, count)
        print(f"{count} requests, {file.stat().st_size / 1e6:.0f} MB")
        with fresh_database() as database:
            engine = database.engine("registry")
            measure("bare COPY", count, lambda: bare_copy(database, file))
            measure("first load", count, lambda: load_file(file, engine, today=AS_OF))
            measure("same file again", count, lambda: load_file(file, engine, today=AS_OF))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
