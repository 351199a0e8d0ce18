"""Versions of a dated table: the newest one that has begun governs, and none ever changes."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from app.access.actor import Actor
from app.companies.day import today
from app.dated.kind import Kind, Lines, Row
from app.dated.models import dated_table

# The version the portal ships with: nobody made it, it has always begun.
SHIPPED = 0
# Contents by digest: a version never changes, so what was read once is right for good.
_KEPT: dict[str, Lines] = {}
_MOST_KEPT = 32


class VersionRefused(Exception):
    """`reason`: IN_THE_PAST, NO_LINE, NOT_WHOLE or STALE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Version:
    """`effective_on` and `digest` are None for the shipped one."""

    number: int
    effective_on: date | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Why a version was made, and when: for staff alone."""

    reason: str
    made_at: datetime


def lines_on(tx: Connection, kind: Kind, day: date) -> Lines:
    """What governs on that day. One short question; the content is asked for once a process."""
    table = dated_table.c
    row = tx.execute(
        select(table.number, table.digest)
        .where(table.kind == kind.code, table.effective_on <= day)
        .order_by(table.effective_on.desc(), table.number.desc())
        .limit(1)
    ).one_or_none()
    return _content(tx, kind, row.number, row.digest) if row is not None else kind.shipped()


def content_of(tx: Connection, kind: Kind, one: Version) -> Lines:
    """The content of a version that is at hand: no question, once it was read."""
    if one.digest is None:
        return kind.shipped()
    return _content(tx, kind, one.number, one.digest)


def lines_of(tx: Connection, kind: Kind, number: int) -> Lines | None:
    """The content of one version, or None."""
    if number == SHIPPED:
        return kind.shipped()
    digest = tx.scalar(
        select(dated_table.c.digest).where(
            dated_table.c.kind == kind.code, dated_table.c.number == number
        )
    )
    return _content(tx, kind, number, digest) if digest is not None else None


def versions_of(tx: Connection, kind: Kind) -> tuple[Version, ...]:
    """All, newest first; the last one is the shipped one."""
    table = dated_table.c
    rows = tx.execute(
        select(table.number, table.effective_on, table.digest)
        .where(table.kind == kind.code)
        .order_by(table.number.desc())
    )
    return (*(Version(*row) for row in rows), Version(SHIPPED, None, None))


def told_of(tx: Connection, kind: Kind) -> dict[int, Told]:
    """Of every version that somebody made, by number."""
    table = dated_table.c
    rows = tx.execute(
        select(table.number, table.reason, table.made_at).where(table.kind == kind.code)
    )
    return {row.number: Told(row.reason, row.made_at) for row in rows}


def governing(versions: tuple[Version, ...], day: date) -> Version:
    """The one of these that governs on `day`."""
    begun = [v for v in versions if v.effective_on is None or v.effective_on <= day]
    return max(begun, key=lambda v: (v.effective_on or date.min, v.number))


def add_version(
    tx: Connection, actor: Actor, kind: Kind, rows: tuple[Row, ...], effective_on: date,
    reason: str, seen: int,
) -> int:  # fmt: skip
    """A new version; `seen` is the newest number the author was looking at.

    Raises VersionRefused. An older version stays: what was said under it stays explained.
    """
    if not rows:
        raise VersionRefused("NO_LINE")
    if kind.must_be_whole and kind.lacking(rows, effective_on):
        raise VersionRefused("NOT_WHOLE")
    if effective_on < today(tx):
        raise VersionRefused("IN_THE_PAST")
    newest = tx.scalar(
        select(func.max(dated_table.c.number)).where(dated_table.c.kind == kind.code)
    )
    if (newest or SHIPPED) != seen:
        raise VersionRefused("STALE")
    made = tx.scalar(
        insert(dated_table)
        .on_conflict_do_nothing()
        .values(
            kind=kind.code, number=seen + 1, effective_on=effective_on,
            lines=[list(row) for row in rows], digest=digest_of(rows), reason=reason,
            staff_id=actor.account_id,
        )
        .returning(dated_table.c.number)
    )  # fmt: skip
    if made is None:
        # Somebody else's came in between the question and the answer.
        raise VersionRefused("STALE")
    return seen + 1


def digest_of(rows: tuple[Row, ...]) -> str:
    """SHA-256 of the lines, in hexadecimal."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _content(tx: Connection, kind: Kind, number: int, digest: str) -> Lines:
    kept = _KEPT.get(digest)
    if kept is not None:
        return kept
    stored = tx.scalar(
        select(dated_table.c.lines).where(
            dated_table.c.kind == kind.code, dated_table.c.number == number
        )
    )
    found = Lines(tuple(tuple(row) for row in stored or ()))
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[digest] = found
    return found
