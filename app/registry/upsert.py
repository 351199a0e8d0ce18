"""One batch of checked requests into the sandbox, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection, Cursor

from app.registry.plausible import read_instant
from app.registry.schema import ENTER_REGISTRY

# One load at a time, or the counts of two of them would be wrong. Any fixed number does.
_ONE_LOAD = "SELECT pg_advisory_xact_lock(7413902158846)"
_STAGING = """
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_request (
    unique_number text COLLATE "C", digest bytea, updated_at timestamptz, payload jsonb
) ON COMMIT DELETE ROWS
"""
_COPY = "COPY incoming_request (unique_number, digest, updated_at, payload) FROM STDIN"
_KNOWN = """
SELECT unique_number, digest, updated_at FROM registry.sandbox_request
 WHERE unique_number = ANY(%s)
"""
_UPSERT = """
INSERT INTO registry.sandbox_request AS kept (unique_number, digest, updated_at, payload)
SELECT unique_number, digest, updated_at, payload FROM incoming_request
ON CONFLICT (unique_number) DO UPDATE
   SET digest = excluded.digest, updated_at = excluded.updated_at,
       payload = excluded.payload, loaded_at = statement_timestamp()
 WHERE kept.updated_at < excluded.updated_at
"""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request ready to be stored; `payload` is canonical JSON text."""

    unique_number: str
    digest: bytes
    updated_at: datetime
    payload: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the requests of a batch; the four add up to their number."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    stale: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.accepted + other.accepted,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.stale + other.stale,
        )


def prepare(payload: dict[str, Any]) -> Incoming:
    """Two deliveries that differ only in the order of members have one digest."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Incoming(
        payload["unique_number"],
        hashlib.sha256(canonical.encode()).digest(),
        read_instant(payload["updated_at"]),
        canonical,
    )


def newest_of(batch: Iterable[Incoming]) -> tuple[list[Incoming], Outcome]:
    """One request per number, the newest, else the first; and how the others count."""
    kept: dict[str, Incoming] = {}
    unchanged = stale = 0
    for item in batch:
        rival = kept.get(item.unique_number)
        if rival is None:
            kept[item.unique_number] = item
        elif rival.digest == item.digest:
            unchanged += 1
        else:
            stale += 1
            if rival.updated_at < item.updated_at:
                kept[item.unique_number] = item
    return list(kept.values()), Outcome(unchanged=unchanged, stale=stale)


def store(connection: Connection[Any], batch: Iterable[Incoming]) -> Outcome:
    """Store a batch and commit it: after a crash it is there as a whole or not at all.

    What is known already is only read, so that the same file again costs no writing.
    """
    rows, outcome = newest_of(batch)
    if not rows:
        return outcome
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(ENTER_REGISTRY)
        cursor.execute(_ONE_LOAD)
        known = cursor.execute(_KNOWN, ([row.unique_number for row in rows],)).fetchall()
        wanted, counted = compare(rows, {number: _Known(*rest) for number, *rest in known})
        if wanted:
            _write(cursor, wanted)
    return outcome + counted


class _Known(NamedTuple):
    digest: bytes
    updated_at: datetime


def compare(
    rows: Iterable[Incoming], known: Mapping[str, _Known]
) -> tuple[list[Incoming], Outcome]:
    """The rows to write, and how all of them count.

    At the same instant the known version stays, so that a second load finds nothing to do.
    """
    wanted: list[Incoming] = []
    accepted = updated = unchanged = stale = 0
    for row in rows:
        former = known.get(row.unique_number)
        if former is not None and former.digest == row.digest:
            unchanged += 1
        elif former is not None and former.updated_at >= row.updated_at:
            stale += 1
        else:
            wanted.append(row)
            accepted += former is None
            updated += former is not None
    return wanted, Outcome(accepted, updated, unchanged, stale)


def _write(cursor: Cursor[Any], rows: Iterable[Incoming]) -> None:
    cursor.execute(_STAGING)
    with cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row((row.unique_number, row.digest, row.updated_at, row.payload))
    cursor.execute(_UPSERT)
