"""Loading of a landlord's file, whichever its contract: streamed, in bounded memory.

Each line is taken whole or not at all; batches are committed one after the other, and the same
line twice changes nothing, so a load that was cut is simply started again: what is known already
is found a batch at a time. A batch the database refuses is taken again line by line, so that the
one line it cannot hold is listed and the others are kept.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.db.engines import Database
from app.db.transaction import transaction
from app.landlords.contract import Contract
from app.registry.faults import BrokenLine
from app.registry.lines import Line, read_lines, unpacked

BATCH_LINES = 500
REFUSALS_REMEMBERED = 100


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
    """What a load did; `refused` holds the first hundred refusals."""

    counts: dict[Taken, int]
    refused: tuple[Refusal, ...]
    refused_count: int


# Stores one line's object. Raises BrokenLine or RefusedLine.
Store = Callable[[Connection, dict[str, Any]], Taken]
# Which objects of a batch, by their place in it, are stored already and change nothing.
Known = Callable[[Connection, list[dict[str, Any]]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A line and its object, or why it has none."""

    line: Line
    payload: dict[str, Any]
    broken: BrokenLine | None = None


# What a line did, or its number, a pointer into it and why it was set aside.
_Result = Taken | tuple[int, str, StrEnum]


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

    def add(self, line: int, path: str, reason: StrEnum) -> None:
        self.count += 1
        if len(self.first) < self._remembered:
            self.first.append(Refusal(line, path, reason.value))
        if self._rows:
            self._rows.writerow((line, path, reason.value))


def load_lines(
    path: Path, database: Database, contract: Contract, store: Store,
    on_progress: Callable[[int], None] | None = None, *, refused_to: Path | None = None,
    known: Known | None = None,
) -> LandlordReport:  # fmt: skip
    """Load a plain or gzip JSON Lines file under the worker's login.

    `on_progress` receives the bytes read after each commit; `refused_to` is overwritten with
    `line;path;reason`. Raises OSError for a file that cannot be read, DBAPIError when the
    database went away; what was committed stays.
    """
    counts = dict.fromkeys(Taken, 0)
    with path.open("rb") as file, _report_file(refused_to) as report:
        refusals = Refusals(report)
        for lines in _batches(file):
            for result in _take_batch(
                database, [_read(contract, one) for one in lines], store, known
            ):
                if isinstance(result, Taken):
                    counts[result] += 1
                else:
                    refusals.add(*result)
            if on_progress:
                on_progress(file.tell())
    return LandlordReport(counts, tuple(refusals.first), refusals.count)


def _take_batch(
    database: Database, batch: list[_Read], store: Store, known: Known | None
) -> list[_Result]:
    try:
        with transaction(database, "worker") as tx:
            return _take(tx, batch, store, known)
    except DBAPIError as error:
        _raise_if_gone(error)
    return [_take_alone(database, one, store) for one in batch]


def _take_alone(database: Database, one: _Read, store: Store) -> _Result:
    try:
        with transaction(database, "worker") as tx:
            return _take(tx, [one], store, None)[0]
    except DBAPIError as error:
        _raise_if_gone(error)
        return (one.line.number, "", Impossible.DATABASE)


def _raise_if_gone(error: DBAPIError) -> None:
    """A server that went away says nothing about a line. (Called while `error` is handled.)"""
    if error.connection_invalidated:
        raise error


def _take(tx: Connection, batch: list[_Read], store: Store, known: Known | None) -> list[_Result]:
    whole = [one for one in batch if one.broken is None]
    seen = known(tx, [one.payload for one in whole]) if known else frozenset()
    numbers = {whole[place].line.number for place in seen}
    return [
        Taken.UNCHANGED if one.line.number in numbers else _take_one(tx, one, store)
        for one in batch
    ]


def _take_one(tx: Connection, one: _Read, store: Store) -> _Result:
    try:
        if one.broken:
            raise one.broken
        # A line that turns out impossible leaves nothing half-written.
        with tx.begin_nested():
            return store(tx, one.payload)
    except (BrokenLine, RefusedLine) as refused:
        return (one.line.number, refused.path, refused.reason)


def _read(contract: Contract, line: Line) -> _Read:
    try:
        if line.fault:
            raise BrokenLine("", line.fault)
        return _Read(line, contract.read(line.content))
    except BrokenLine as broken:
        return _Read(line, {}, broken)


def _batches(file: BinaryIO) -> Iterator[list[Line]]:
    lines = read_lines(unpacked(file))
    while batch := list(islice(lines, BATCH_LINES)):
        yield batch


def take_line(
    tx: Connection, line: Line, contract: Contract, store: Store, refusals: Refusals
) -> Taken | None:
    """What a line did; None when it is set aside, then `refusals` know why."""
    result = _take_one(tx, _read(contract, line), store)
    if isinstance(result, Taken):
        return result
    refusals.add(*result)
    return None


def _report_file(path: Path | None) -> AbstractContextManager[TextIO | None]:
    return path.open("w", encoding="utf-8", newline="") if path else nullcontext(None)
