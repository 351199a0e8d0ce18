"""Loading of a SIRENE file: a stream, in batches that are each committed with how far they went.

A load that was cut goes on from its last batch; a file loaded to its end may be loaded again and
changes nothing. Lines that cannot be read are told by number and reason, the rest is kept.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.db.engines import Database
from app.db.transaction import transaction
from app.sirene.faults import BadFile, BadLine, Fault
from app.sirene.files import Line, fields_of, read_lines, unpacked
from app.sirene.models import sirene_load
from app.sirene.records import Reader, Row
from app.sirene.store import Outcome, store_rows

BATCH_LINES = 10_000
REMEMBERED = 100
_ENDS = 1 << 20


class AnotherLoad(Exception):
    """The same file is being loaded elsewhere: this load stops, the other goes on."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line set aside: its number in the file, the header being line 1, and why."""

    line: int
    reason: Fault


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did. `resumed_at` is the line an earlier, cut load had reached (else 0)."""

    kind: str
    outcome: Outcome
    refused: tuple[Refusal, ...]
    refused_count: int
    resumed_at: int


class _Refusals:
    def __init__(self, out: TextIO | None) -> None:
        self.first: list[Refusal] = []
        self.count = 0
        self._rows = csv.writer(out, delimiter=";") if out else None
        if self._rows:
            self._rows.writerow(("line", "reason"))

    def add(self, line: int, reason: Fault) -> None:
        self.count += 1
        if len(self.first) < REMEMBERED:
            self.first.append(Refusal(line, reason))
        if self._rows:
            self._rows.writerow((line, reason.value))


def load_file(
    path: Path, database: Database, on_progress: Callable[[int], None] | None = None, *,
    refused_to: Path | None = None,
) -> Report:  # fmt: skip
    """Load one file under the worker's login. Raises BadFile, AnotherLoad, OSError.

    `on_progress` receives the bytes of the file read so far, after each commit.
    """
    report_file: Any = refused_to.open("w", encoding="utf-8") if refused_to else nullcontext()
    with path.open("rb") as file, report_file as out, unpacked(file) as stream:
        refusals = _Refusals(out)
        lines = read_lines(stream)
        reader = Reader(_header(lines))
        fingerprint = fingerprint_of(path)
        start = _begin(database, fingerprint, reader.kind.name)
        done, outcome = start, Outcome()
        for last, rows in _batches(lines, reader, refusals, start):
            with transaction(database, "worker") as tx:
                outcome += store_rows(tx, reader.kind, rows)
                _advance(tx, fingerprint, done, last)
            done = last
            if on_progress:
                on_progress(file.tell())
        _finish(database, fingerprint, done)
        if on_progress:
            on_progress(path.stat().st_size)
    return Report(reader.kind.name, outcome, tuple(refusals.first), refusals.count, start)


def kind_of(path: Path) -> str:
    """UNIT or SITE, by the header. Raises BadFile."""
    with path.open("rb") as file, unpacked(file) as stream:
        return Reader(_header(read_lines(stream))).kind.name


def fingerprint_of(path: Path) -> bytes:
    """What tells a file from another: its size, its first and its last megabyte."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(_ENDS))
        _to_the_end(file, size)
        digest.update(file.read(_ENDS))
    return digest.digest()


def _to_the_end(file: BinaryIO, size: int) -> None:
    file.seek(max(size - _ENDS, 0))


def _header(lines: Iterator[Line]) -> list[str]:
    first = next(lines, None)
    if first is None or first.fault:
        raise BadFile("Le fichier ne commence pas par l’en-tête de SIRENE.")
    try:
        return fields_of(first.text)
    except BadLine as bad:
        raise BadFile("L’en-tête du fichier est illisible.") from bad


def _batches(
    lines: Iterator[Line], reader: Reader, refusals: _Refusals, start: int
) -> Iterator[tuple[int, list[Row]]]:
    """(last line's number, rows). Lines before `start` are read again for their faults only."""
    rows: list[Row] = []
    read = 0
    number = start
    for line in lines:
        number = line.number
        row = _row(line, reader, refusals)
        if number <= start:
            continue
        read += 1
        if row is not None:
            rows.append(row)
        if read >= BATCH_LINES:
            yield number, rows
            read, rows = 0, []
    if read:
        yield number, rows


def _row(line: Line, reader: Reader, refusals: _Refusals) -> Row | None:
    try:
        if line.fault:
            raise BadLine(line.fault)
        return reader.row(fields_of(line.text))
    except BadLine as bad:
        refusals.add(line.number, bad.fault)
        return None


def _begin(database: Database, fingerprint: bytes, kind: str) -> int:
    """The line reached by a load that was cut, 0 for a new one or one that came to its end."""
    with transaction(database, "worker") as tx:
        tx.execute(
            insert(sirene_load)
            .values(fingerprint=fingerprint, kind=kind, lines_done=0)
            .on_conflict_do_update(
                index_elements=["fingerprint"],
                set_={"lines_done": 0, "done_at": None, "started_at": text("app.clock()")},
                where=sirene_load.c.done_at.is_not(None),
            )
        )
        done = tx.scalar(
            select(sirene_load.c.lines_done).where(sirene_load.c.fingerprint == fingerprint)
        )
    return int(done or 0)


def _advance(tx: Connection, fingerprint: bytes, before: int, after: int) -> None:
    moved = tx.execute(
        update(sirene_load)
        .where(sirene_load.c.fingerprint == fingerprint, sirene_load.c.lines_done == before)
        .values(lines_done=after)
    )
    if moved.rowcount != 1:
        raise AnotherLoad


def _finish(database: Database, fingerprint: bytes, lines: int) -> None:
    with transaction(database, "worker") as tx:
        tx.execute(
            update(sirene_load)
            .where(sirene_load.c.fingerprint == fingerprint, sirene_load.c.lines_done == lines)
            .values(done_at=func.app.clock())
        )
