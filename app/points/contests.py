"""Contested points: opened by the applicant, answered by somebody who did not award them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.inbox.services import Kind, open_case
from app.points.models import points_contest, points_line
from app.points.policy import WORDS_LENGTH, PointsRefused
from app.privacy.rule import NotShared

_OPEN = text("SELECT app.contest_points(:line, :words)")
_ANSWER = text("SELECT app.answer_contest(:line, :verdict, :words)")
_TO_ANSWER = text("SELECT line_id, public_id, opened_at FROM app.contests_to_answer()")
_FOR_STAFF = text("SELECT * FROM app.contests_for_staff()")


@dataclass(frozen=True, slots=True)
class Contest:
    """What the person said of one line, and what was answered. `outcome` is KEPT or REVERSED."""

    line_id: UUID
    words: str
    opened_at: datetime
    outcome: str | None
    answer: str | None
    answered_role: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contest this member may answer."""

    line_id: UUID
    public_id: UUID
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class StaffContest:
    """A contest nobody of the company may answer; it names nobody."""

    line_id: UUID
    company_name: str
    label: str
    kind: str
    points: int
    reason: str | None
    words: str
    opened_at: datetime
    reversible: bool


def contest_line(tx: Connection, line_id: UUID, words: str) -> str | None:
    """The applicant contests one own line, once. Where nobody of the company may answer, Action
    Logement gets a case, whose number is returned. Raises PointsRefused: WORDS, ALREADY, UNKNOWN.
    """
    said = _words(words)
    answer = str(tx.scalar(_OPEN, {"line": line_id, "words": said}))
    if answer == "TO_STAFF":
        company = tx.scalar(select(points_line.c.company_id).where(points_line.c.id == line_id))
        return open_case(tx, Kind.POINTS_CONTESTED, said, about=line_id, company_id=company)
    if answer != "DONE":
        raise PointsRefused(answer)
    return None


def answer_contest(tx: Connection, line_id: UUID, verdict: str, words: str) -> None:
    """KEPT or REVERSED, with words the applicant reads; as a member, or as an adviser where the
    company has nobody else. Raises NotShared, and PointsRefused: WORDS, OWN_AWARD, SELF, ALREADY,
    NOTHING_LEFT, NOT_ALLOWED."""
    said = _words(words)
    given = {"line": line_id, "verdict": verdict, "words": said}
    answer = str(tx.scalar(_ANSWER, given))
    if answer == "NOT_SHARED":
        raise NotShared
    if answer != "DONE":
        raise PointsRefused(answer)


def contests_to_answer(tx: Connection) -> tuple[Waiting, ...]:
    """What waits for this member, oldest first."""
    return tuple(Waiting(*row) for row in tx.execute(_TO_ANSWER))


def contests_for_staff(tx: Connection) -> tuple[StaffContest, ...]:
    """What waits for an adviser, oldest first."""
    return tuple(StaffContest(*row) for row in tx.execute(_FOR_STAFF))


def contests_of(tx: Connection, public_id: UUID) -> dict[UUID, Contest]:
    """The contests of one person's lines, by line; row security bounds what is read."""
    columns = (points_contest.c[name] for name in Contest.__slots__)
    rows = tx.execute(select(*columns).where(points_contest.c.public_id == public_id))
    return {row.line_id: Contest(*row) for row in rows}


def _words(words: str) -> str:
    said = words.strip()
    if not 1 <= len(said) <= WORDS_LENGTH:
        raise PointsRefused("WORDS")
    return said
