"""Loading of files into the sandbox, under the registry's own login."""

from __future__ import annotations

import csv
import gzip
import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.db.engines import Database
from app.registry.connector import RegistryConnector
from app.registry.contract import MAX_LINE_BYTES, Fault, read_request
from app.registry.loading import LoadReport, load_file
from app.registry.sandbox import SandboxRegistry
from tests.factories.broken_lines import SECRET, lines_with_faults
from tests.factories.requests import as_line, hostile_requests, plain_request

TODAY = date(2026, 11, 23)
ONE = "0690318000001GDPUB"
TWO = "0690318000002GDPUB"


def version(number: str, day: int, **changes: Any) -> bytes:
    return as_line(plain_request(number) | {"updated_at": f"2026-01-{day:02}T00:00:00Z"} | changes)


def load(database: Database, lines: Iterable[bytes], end: bytes = b"\n") -> LoadReport:
    stream = io.BytesIO(b"".join(line + end for line in lines))
    return load_file(stream, database.engine("registry"), today=TODAY)


def counts(report: LoadReport) -> tuple[int, int, int, int, int]:
    return (
        report.accepted,
        report.updated,
        report.unchanged,
        report.stale,
        report.refused_count,
    )


def stored(database: Database) -> list[tuple[Any, ...]]:
    with database.owner.connect() as connection:
        query = "SELECT * FROM registry.sandbox_request ORDER BY unique_number"
        return [tuple(row) for row in connection.execute(text(query))]


def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    lines = [as_line(request) for request in hostile_requests(1_500, seed=3)]
    assert counts(load(database, lines)) == (1_500, 0, 0, 0, 0)
    before = stored(database)
    assert counts(load(database, lines)) == (0, 0, 1_500, 0, 0)
    assert stored(database) == before


def test_hostile_requests_come_back_as_they_were_sent(database: Database) -> None:
    lines = [as_line(request) for request in hostile_requests(200, seed=4)]
    load(database, lines)
    registry = SandboxRegistry(database.engine("registry"))
    for line in lines:
        sent = read_request(line, TODAY)
        assert registry.fetch(sent.unique_number) == sent


def test_the_order_of_members_is_no_change(database: Database) -> None:
    request = plain_request()
    load(database, [as_line(request)])
    turned = dict(reversed(request.items()))
    assert counts(load(database, [as_line(turned)])) == (0, 0, 1, 0, 0)


def test_the_newest_version_wins_in_any_order(database: Database) -> None:
    registry = SandboxRegistry(database.engine("registry"))
    assert counts(load(database, [version(ONE, 2)])) == (1, 0, 0, 0, 0)
    assert counts(load(database, [version(ONE, 1)])) == (0, 0, 0, 1, 0)
    assert counts(load(database, [version(ONE, 3, status="HOUSED")])) == (0, 1, 0, 0, 0)
    found = registry.fetch(ONE)
    assert found is not None
    assert (found.status, found.updated_at) == ("HOUSED", datetime(2026, 1, 3, tzinfo=UTC))


def test_versions_within_one_file_count_once_each(database: Database) -> None:
    lines = [version(ONE, 1), version(ONE, 3), version(ONE, 2), version(ONE, 3), version(TWO, 1)]
    assert counts(load(database, lines)) == (2, 0, 1, 2, 0)
    assert counts(load(database, lines)) == (0, 0, 3, 2, 0)
    found = SandboxRegistry(database.engine("registry")).fetch(ONE)
    assert found is not None
    assert found.updated_at.day == 3


def test_at_the_same_instant_the_first_version_stays(database: Database) -> None:
    lines = [version(ONE, 1), version(ONE, 1, status="HOUSED")]
    assert counts(load(database, lines)) == (1, 0, 0, 1, 0)
    before = stored(database)
    assert counts(load(database, lines)) == (0, 0, 1, 1, 0)
    assert stored(database) == before


def test_broken_lines_are_set_aside_and_the_rest_is_loaded(
    database: Database, tmp_path: Path
) -> None:
    cases = [(line, fault) for line, fault in lines_with_faults() if b"\n" not in line]
    lines = [*(line for line, _ in cases), version(TWO, 1)]
    file = tmp_path / "requests.jsonl"
    file.write_bytes(b"\n".join(lines))
    set_aside = tmp_path / "refused.csv"
    engine = database.engine("registry")
    report = load_file(file, engine, today=TODAY, refused_to=set_aside)
    expected = [(n, fault) for n, (_, fault) in enumerate(cases, start=1) if fault is not None]
    assert counts(report) == (2, 0, 0, 0, len(expected))
    assert [(r.line, r.path) for r in report.refused] == expected[:100]
    written = set_aside.read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert rows[0] == ["line", "path", "reason"]
    assert [(int(line), path) for line, path, _ in rows[1:]] == expected
    assert SECRET not in written


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \n\n\r\n"])
def test_line_ends_blank_lines_and_a_byte_order_mark_do_not_count(
    database: Database, end: bytes
) -> None:
    lines = [b"\xef\xbb\xbf" + version(ONE, 1), b"", b"{", version(TWO, 1)]
    report = load(database, lines, end)
    assert counts(report) == (2, 0, 0, 0, 1)
    per_line = end.count(b"\n")
    assert report.refused[0].line == 2 * per_line + 1


def test_an_endless_line_is_refused_without_being_held(database: Database) -> None:
    lines = [b"x" * (3 * MAX_LINE_BYTES), version(ONE, 1)]
    report = load(database, lines)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.refused[0].reason is Fault.LINE_TOO_LONG


def test_a_line_of_the_greatest_length_is_accepted(database: Database) -> None:
    line = version(ONE, 1)
    full = line[:-1] + b" " * (MAX_LINE_BYTES - len(line)) + b"}"
    assert counts(load(database, [full], b"\r\n")) == (1, 0, 0, 0, 0)
    assert counts(load(database, [full[:-1] + b" }"], b"\r\n")) == (0, 0, 0, 0, 1)


def test_an_empty_file_loads_nothing(database: Database) -> None:
    assert counts(load(database, [])) == (0, 0, 0, 0, 0)


def test_gzip_is_told_by_its_content(database: Database) -> None:
    packed = gzip.compress(b"\n".join([version(ONE, 1), version(TWO, 1)]))
    report = load_file(io.BytesIO(packed), database.engine("registry"), today=TODAY)
    assert counts(report) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize("damage", ["cut", "flipped", "header"])
def test_a_damaged_gzip_keeps_what_came_before(database: Database, damage: str) -> None:
    lines = [as_line(request) for request in hostile_requests(400, seed=5)]
    packed = bytearray(gzip.compress(b"\n".join(lines)))
    if damage == "cut":
        del packed[len(packed) * 2 // 3 :]
    elif damage == "flipped":
        packed[-6] ^= 0xFF
    else:
        packed[3] = 0xFF
        del packed[20:]
    report = load_file(io.BytesIO(bytes(packed)), database.engine("registry"), today=TODAY)
    assert report.refused[-1].reason is Fault.DAMAGED_FILE
    assert len(stored(database)) == report.accepted


def test_progress_ends_at_the_size_of_the_file(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_bytes(b"\n".join(as_line(request) for request in hostile_requests(2_500, seed=6)))
    seen: list[int] = []
    load_file(file, database.engine("registry"), seen.append, today=TODAY)
    assert seen == sorted(seen)
    assert len(seen) == 3
    assert seen[-1] == file.stat().st_size


def test_an_unknown_or_malformed_number_is_simply_unknown(database: Database) -> None:
    load(database, [version(ONE, 1)])
    registry: RegistryConnector = SandboxRegistry(database.engine("registry"))
    for number in (TWO, "", "\x00", "'; DROP TABLE x;--", "0690318000001GDPU\ud800"):
        assert registry.fetch(number) is None
        assert registry.contact_address(number) is None
    assert registry.contact_address("069 0318 000001 gdpub") == "personne@exemple.example"


def test_what_was_committed_survives_a_kill_and_nothing_is_doubled(
    database: Database, tmp_path: Path
) -> None:
    """The child is killed while it loads; the same command again ends as one quiet load would."""
    lines = [as_line(request) for request in hostile_requests(20_000, seed=7)]
    file = tmp_path / "requests.jsonl"
    file.write_bytes(b"\n".join(lines))
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(file), _url(database)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    for _ in range(3):
        assert child.stdout.readline().startswith(b"committed")
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    kept = _settled_count(database)
    assert 3_000 <= kept < 20_000
    assert kept % 1_000 == 0, "a batch is stored as a whole or not at all"
    report = load_file(file, database.engine("registry"), today=TODAY)
    assert counts(report) == (20_000 - kept, 0, kept, 0, 0)
    assert {row[0] for row in stored(database)} == {
        json.loads(line)["unique_number"] for line in lines
    }


_CHILD = """
import sys
from datetime import date
from pathlib import Path
from sqlalchemy import create_engine
from app.registry.loading import load_file
load_file(
    Path(sys.argv[1]), create_engine(sys.argv[2]),
    lambda read: print("committed", read, flush=True), today=date(2026, 11, 23),
)
"""


def _url(database: Database) -> str:
    return database.engine("registry").url.render_as_string(hide_password=False)


def _settled_count(database: Database) -> int:
    """The number of rows once the killed child's last transaction is over."""
    query = text(
        "SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid()"
        " AND relation = 'registry.sandbox_request'::regclass"
    )
    deadline = time.monotonic() + 20
    with database.owner.connect() as connection:
        while connection.scalar(query) and time.monotonic() < deadline:
            time.sleep(0.05)
        return connection.scalar(text("SELECT count(*) FROM registry.sandbox_request")) or 0
