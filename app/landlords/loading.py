"""Loading of a landlord's file, whichever its contract: streamed, in bounded memory.

Each line is taken whole or not at all; batches are committed one after the other, and the same
line twice changes nothing, so a load that was cut is simply started again (`resuming` goes on
where it was). A batch the database
refuses is taken again by halves, so that the one line it cannot hold is listed and the others are
kept.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.contract import Contract
from app.registry.faults import BrokenLine
from app.registry.lines import Line, read_lines, unpacked

BATCH_LINES = 500
BATCH_BYTES = 4 << 20
REFUSALS_REMEMBERED = 100
# Two that waited for each other, of which the database let one go: it is taken again.
_CROSSED = frozenset({"40P01", "40001"})
CROSSED_TIMES = 5


class Taken(Enum):
    """What a line did. OLDER: kept as history, where a later event stands already."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"


class Impossible(StrEnum):
    """What nothing of ours foresaw."""

    DATABASE = "ligne que la base de données refuse"


class RefusedLine(Exception):
    """The line keeps to its contract and still cannot be taken; `reason` is a closed list's."""

    def __init__(self, path: str, reason: StrEnum) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line set aside: its number from 1, a JSON pointer into it, and why; never a value."""

    line: int
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class LandlordReport:
    """What a load did; `refused` holds the first hundred refusals. `resumed_at` is the line that
    earlier loads of the same file had reached (else 0)."""

    counts: dict[Taken, int]
    refused: tuple[Refusal, ...]
    refused_count: int
    resumed_at: int = 0


# Stores one line's object. Raises BrokenLine or RefusedLine.
Store = Callable[[Connection, dict[str, Any]], Taken]
# Stores many, as if one after the other.
Result = Taken | BrokenLine | RefusedLine
StoreMany = Callable[[Connection, Sequence[dict[str, Any]]], list[Result]]
# Told of a batch's line numbers and of what each came to.
Noted = Callable[[Connection, Sequence[int], Sequence[Result]], None]


@dataclass(frozen=True, slots=True)
class Read:
    """A line and its object, or why it has none."""

    line: Line
    payload: dict[str, Any]
    broken: BrokenLine | None = None


class Refusals:
    """Lines set aside: all counted, the first ones remembered, every one written if asked for."""

    def __init__(
        self, report: TextIO | None = None, *, remembered: int = REFUSALS_REMEMBERED
    ) -> None:
        self._remembered = remembered
        self.first: list[Refusal] = []
        self.count = 0
        self._rows = csv.writer(report, delimiter=";") if report else None
        if self._rows:
            self._rows.writerow(("line", "path", "reason"))

    def add(self, line: int, path: str, reason: str) -> None:
        self.count += 1
        if len(self.first) < self._remembered:
            self.first.append(Refusal(line, path, str(reason)))
        if self._rows:
            self._rows.writerow((line, path, str(reason)))


def load_lines(
    path: Path, database: Database, contract: Contract, store: StoreMany,
    on_progress: Callable[[int], None] | None = None, *, refused_to: Path | None = None,
) -> LandlordReport:  # fmt: skip
    """Load a plain or gzip JSON Lines file under the worker's login.

    `on_progress` receives the bytes read after each commit; `refused_to` is overwritten with
    `line;path;reason`. Raises OSError for a file that cannot be read, DBAPIError when the
    database went away; what was committed stays.
    """
    counts = dict.fromkeys(Taken, 0)
    with path.open("rb") as file, report_file(refused_to) as report:
        refusals = Refusals(report)
        for lines in batches(read_lines(unpacked(file))):
            batch = [read_line(contract, one) for one in lines]
            for one, result in zip(batch, take_batch(database, batch, store), strict=True):
                if isinstance(result, Taken):
                    counts[result] += 1
                else:
                    refusals.add(one.line.number, result.path, result.reason)
            if on_progress:
                on_progress(file.tell())
    return LandlordReport(counts, tuple(refusals.first), refusals.count)


def one_by_one(store: Store) -> StoreMany:
    """Many, by a store of one: a line that turns out impossible leaves nothing half-written."""

    def many(tx: Connection, payloads: Sequence[dict[str, Any]]) -> list[Result]:
        return [_take_one(tx, payload, store) for payload in payloads]

    return many


def take_batch(
    database: Database, batch: list[Read], store: StoreMany, noted: Noted | None = None,
    again: int = CROSSED_TIMES,
) -> list[Result]:  # fmt: skip
    """Take each line or tell why not; `noted` is called in the transaction that took them."""
    try:
        with transaction(database, "worker") as tx:
            return _noted(tx, batch, _take(tx, batch, store), noted)
    except DBAPIError as error:
        # A server that went away says nothing about a line.
        if error.connection_invalidated:
            raise
        if again and getattr(error.orig, "sqlstate", None) in _CROSSED:
            return take_batch(database, batch, store, noted, again - 1)
    if len(batch) == 1:
        with transaction(database, "worker") as tx:
            return _noted(tx, batch, [RefusedLine("", Impossible.DATABASE)], noted)
    half = len(batch) // 2
    return [
        *take_batch(database, batch[:half], store, noted),
        *take_batch(database, batch[half:], store, noted),
    ]


def _noted(
    tx: Connection, batch: list[Read], results: list[Result], noted: Noted | None
) -> list[Result]:
    if noted:
        noted(tx, [one.line.number for one in batch], results)
    return results


def _take(tx: Connection, batch: list[Read], store: StoreMany) -> list[Result]:
    taken = iter(store(tx, [one.payload for one in batch if one.broken is None]))
    return [one.broken or next(taken) for one in batch]


def _take_one(tx: Connection, payload: dict[str, Any], store: Store) -> Result:
    try:
        with tx.begin_nested():
            return store(tx, payload)
    except (BrokenLine, RefusedLine) as refused:
        return refused


def read_line(contract: Contract, line: Line) -> Read:
    try:
        if line.fault:
            raise BrokenLine("", line.fault)
        return Read(line, contract.read(line.content))
    except BrokenLine as broken:
        return Read(line, {}, broken)


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Some lines at a time, fewer of those that are very long."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.content)
        if len(batch) >= BATCH_LINES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def take_line(
    tx: Connection, line: Line, contract: Contract, store: Store, refusals: Refusals
) -> Taken | None:
    """What a line did; None when it is set aside, then `refusals` know why."""
    one = read_line(contract, line)
    result = one.broken or _take_one(tx, one.payload, store)
    if isinstance(result, Taken):
        return result
    refusals.add(line.number, result.path, result.reason)
    return None


def report_file(path: Path | None) -> AbstractContextManager[TextIO | None]:
    return path.open("w", encoding="utf-8", newline="") if path else nullcontext(None)
