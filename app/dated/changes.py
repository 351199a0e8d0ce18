"""What one version changes against another, line by line. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from app.dated.kind import Kind, Row


class Change(Enum):
    """What happened to the line of a key."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Changed:
    """`before` and `after` are the cells after the key; empty where there is no line."""

    key: Row
    change: Change
    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every change, in the order of the new lines, then what is gone; and the count of the rest."""

    changed: tuple[Changed, ...]
    unchanged: int

    def count(self, change: Change) -> int:
        return sum(one.change is change for one in self.changed)


def compare(kind: Kind, before: tuple[Row, ...], after: tuple[Row, ...]) -> Comparison:
    """Lines are matched by their key."""
    old, new = _by_key(kind, before), _by_key(kind, after)
    changed = tuple(_changes(old, new))
    return Comparison(changed, sum(1 for key, cells in new.items() if old.get(key) == cells))


def _changes(old: dict[Row, Row], new: dict[Row, Row]) -> Iterator[Changed]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if before is None:
            yield Changed(key, Change.ADDED, (), after or ())
        elif after is None:
            yield Changed(key, Change.REMOVED, before, ())
        else:
            yield Changed(key, Change.CHANGED, before, after)


def _by_key(kind: Kind, rows: tuple[Row, ...]) -> dict[Row, Row]:
    return {kind.key_of(row): row[kind.keys :] for row in rows}
