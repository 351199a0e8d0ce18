"""Loading of a registration file into the sandbox.

Streamed, in batches that are each committed: the same file twice changes nothing, so a load
that was cut is simply started again. Lines that break the contract are set aside with their
place and reason, the rest of the file is loaded.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from psycopg import Connection
from sqlalchemy import Engine

from app.registry.contract import check_line
from app.registry.faults import BrokenLine, Fault
from app.registry.lines import Line, read_lines, unpacked
from app.registry.upsert import Incoming, Outcome, prepare, store

BATCH_REQUESTS = 1_000
# A thousand lines of the longest kind would be 256 MB: a batch is closed by its size too.
BATCH_CHARACTERS = 8 * 1024 * 1024
REFUSALS_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line set aside: its number from 1, a JSON pointer into it, and why."""

    line: int
    path: str
    reason: Fault


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `refused` holds the first hundred, `refused_count` counts all.

    `stale` requests are older than what is known (or the same instant, with another content).
    """

    accepted: int
    unchanged: int
    updated: int
    stale: int
    refused: tuple[Refusal, ...]
    refused_count: int


class _Refusals:
    """Counts every refused line, remembers the first ones, and writes all of them down."""

    def __init__(self, report: TextIO | None) -> None:
        self.first: list[Refusal] = []
        self.count = 0
        self._rows = csv.writer(report, delimiter=";") if report else None
        if self._rows:
            self._rows.writerow(("line", "path", "reason"))

    def add(self, refusal: Refusal) -> None:
        self.count += 1
        if len(self.first) < REFUSALS_REMEMBERED:
            self.first.append(refusal)
        if self._rows:
            self._rows.writerow((refusal.line, refusal.path, refusal.reason.value))


def _checked(line: Line, today: date, refusals: _Refusals) -> Incoming | None:
    try:
        if line.fault:
            raise BrokenLine("", line.fault)
        return prepare(check_line(line.content, today))
    except BrokenLine as broken:
        refusals.add(Refusal(line.number, broken.path, broken.reason))
        return None


def _batches(lines: Iterator[Line], today: date, refusals: _Refusals) -> Iterator[list[Incoming]]:
    """Batches of checked requests; an empty one too, so that a file of refusals shows progress."""
    batch: list[Incoming] = []
    read = characters = 0
    for line in lines:
        read += 1
        checked = _checked(line, today, refusals)
        if checked:
            batch.append(checked)
            characters += len(checked.payload)
        if read >= BATCH_REQUESTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, read, characters = [], 0, 0
    yield batch


def _opened(source: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    return source.open("rb") if isinstance(source, Path) else nullcontext(source)


def _report_file(path: Path | None) -> AbstractContextManager[TextIO | None]:
    return path.open("w", encoding="utf-8", newline="") if path else nullcontext(None)


def load_file(
    source: Path | BinaryIO,
    engine: Engine,
    on_progress: Callable[[int], None] | None = None,
    *,
    today: date,
    refused_to: Path | None = None,
) -> LoadReport:
    """Load a plain or gzip file of requests, judged as of `today`.

    `source` is a path or a seekable binary stream; `on_progress` receives the bytes of it
    read so far, after each commit; `refused_to` is overwritten with one line per refusal
    (`line;path;reason`). Raises OSError for a file that cannot be read and the driver's
    errors when the database is lost: what was committed stays.
    """
    outcome = Outcome()
    with _opened(source) as file, _report_file(refused_to) as report:
        refusals = _Refusals(report)
        for batch, connection in _with_connection(engine, file, today, refusals):
            outcome += store(connection, batch)
            if on_progress:
                on_progress(file.tell())
    return LoadReport(
        accepted=outcome.accepted,
        unchanged=outcome.unchanged,
        updated=outcome.updated,
        stale=outcome.stale,
        refused=tuple(refusals.first),
        refused_count=refusals.count,
    )


def _with_connection(
    engine: Engine, file: BinaryIO, today: date, refusals: _Refusals
) -> Iterator[tuple[list[Incoming], Connection[Any]]]:
    """The batches with the driver's own connection, which alone speaks COPY."""
    pooled = engine.raw_connection()
    try:
        connection = cast("Connection[Any]", pooled.driver_connection)
        for batch in _batches(read_lines(unpacked(file)), today, refusals):
            yield batch, connection
    finally:
        # Thrown away with its temporary table instead of going back to the pool.
        pooled.invalidate()
