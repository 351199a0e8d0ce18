"""Acts on the ledger, each in the caller's transaction, as an OWNER or MANAGER.

Nobody visible is answered like nobody at all: NotShared. Everything else is PointsRefused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from app.points.policy import REASON_LENGTH, PointsRefused
from app.privacy.rule import NotShared

_TURN = text("SELECT app.points_turn()")
_AWARD = text("SELECT app.award_points(CAST(:people AS uuid[]), :version, :which, :key)")
_ANSWERS = text(
    "SELECT public_id, said FROM app.points_answers(CAST(:people AS uuid[]), :version, :which)"
)
_POSSIBLE = text("SELECT ordinal, said FROM app.points_possible(:person, :version)")
_UNDO = text("SELECT app.undo_points(:key)")
_REVERSE = text("SELECT app.reverse_points(:line, :why)")


@dataclass(frozen=True, slots=True)
class Award:
    """One criterion of the version the author looked at. `key` is the press of the button:
    the same key twice counts once."""

    version: int
    ordinal: int
    key: UUID


def award_points(tx: Connection, people: Sequence[UUID], award: Award) -> None:
    """Give one or many people a criterion's points: all of them or nobody.

    Raises NotShared, and PointsRefused: SCALE (another version is in force), BUDGET, CAP, TWICE
    (the criterion was given this year), SUMMARY (choice 2 takes none), SELF, STALE, NOT_ALLOWED.
    """
    tx.execute(_TURN)
    said = tx.scalar(_AWARD, {**_asked(people, award), "key": award.key})
    _check(str(said))


def answers_to(tx: Connection, people: Sequence[UUID], award: Award) -> dict[UUID, str]:
    """What an award would meet, by visible person: "OK" or a reason of award_points()."""
    return {row.public_id: row.said for row in tx.execute(_ANSWERS, _asked(people, award))}


def possible_for(tx: Connection, public_id: UUID, version: int) -> dict[int, str]:
    """By criterion of the version in force, "OK" or why one person cannot be given it."""
    rows = tx.execute(_POSSIBLE, {"person": public_id, "version": version})
    return {row.ordinal: row.said for row in rows}


def undo_award(tx: Connection, key: UUID) -> int:
    """Take one's own award back within ten minutes, the budget with it; how many lines it was."""
    tx.execute(_TURN)
    return int(tx.scalar(_UNDO, {"key": key}) or 0)


def reverse_award(tx: Connection, line_id: UUID, reason: str) -> None:
    """Take an award back with a reason; the budget stays spent.

    Raises NotShared, and PointsRefused: REASON, SELF, ALREADY, NOT_ALLOWED.
    """
    if not 1 <= len(reason.strip()) <= REASON_LENGTH:
        raise PointsRefused("REASON")
    tx.execute(_TURN)
    _check(str(tx.scalar(_REVERSE, {"line": line_id, "why": reason.strip()})))


def _asked(people: Sequence[UUID], award: Award) -> dict[str, object]:
    return {
        "people": [str(person) for person in people],
        "version": award.version,
        "which": award.ordinal,
    }


def _check(said: str) -> None:
    if said == "NOT_SHARED":
        raise NotShared
    if said != "DONE":
        raise PointsRefused(said)
