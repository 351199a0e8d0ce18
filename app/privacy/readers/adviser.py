"""What an adviser reads of one person: the file, for a stated purpose. Each opening writes its
line in the journal, which the applicant reads; without a running purpose row security has no row.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.privacy.models import adviser_only, housing_request, summary
from app.privacy.queries import SUMMARY_COLUMNS, Whose, as_summary, read_checked_blocks
from app.privacy.rule import FullFile
from app.privacy.ticks import ticked_codes


class CheckPurpose(Enum):
    """Why staff open a file."""

    CHECK_CANDIDATURE = "CHECK_CANDIDATURE"
    ANSWER_A_CONTEST = "ANSWER_A_CONTEST"
    CONTROL = "CONTROL"


class NoPurpose(Exception):
    """No purpose runs for this person in this session (or there is no such candidature)."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A whole request. `priority` holds codes (DALO, L441-1) that leave this door nowhere.

    `ticked` are the documents the person ticked as deposited. `told` are (day, sentence) pairs of
    the candidature, which its applicant alone reads.
    """

    purpose: CheckPurpose
    status: str
    attached_to: str
    file: FullFile
    priority: tuple[str, ...]
    ticked: frozenset[str]
    told: tuple[tuple[date, str], ...]


def state_check_purpose(
    tx: Connection, actor: Actor, candidature_id: UUID, purpose: CheckPurpose
) -> None:
    """Let this session open the file for thirty minutes. Nothing happens for an unknown one."""
    tx.execute(
        text("SELECT app.state_check_purpose(:which, :sid, :why)"),
        {"which": candidature_id, "sid": actor.sid_hash, "why": purpose.value},
    )


def end_check(tx: Connection, actor: Actor, candidature_id: UUID) -> None:
    """The next opening asks for a purpose again."""
    tx.execute(
        text("SELECT app.end_check(:which, :sid)"), {"which": candidature_id, "sid": actor.sid_hash}
    )


def check_is_open(tx: Connection, actor: Actor, candidature_id: UUID) -> bool:
    """Whether this session has said why, for this person. Writes no line: nobody is read."""
    said = text("SELECT app.check_is_open(:which, :sid)")
    return bool(tx.scalar(said, {"which": candidature_id, "sid": actor.sid_hash}))


def open_checked_file(tx: Connection, actor: Actor, candidature_id: UUID) -> CheckedFile:
    """The whole file of the candidature's applicant. Raises NoPurpose."""
    opened = tx.execute(
        text("SELECT request_id, purpose FROM app.read_checked_file(:which, :sid)"),
        {"which": candidature_id, "sid": actor.sid_hash},
    ).one_or_none()
    if opened is None:
        raise NoPurpose
    request_id: UUID = opened.request_id
    frame = tx.execute(
        select(housing_request.c.status, housing_request.c.attached_to).where(
            housing_request.c.id == request_id
        )
    ).one()
    return CheckedFile(
        CheckPurpose(opened.purpose),
        frame.status,
        frame.attached_to,
        _whole_file(tx, request_id),
        _priority(tx, request_id),
        ticked_codes(tx, request_id),
        tuple(
            (row.occurred_on, row.sentence)
            for row in tx.execute(
                text("SELECT occurred_on, sentence FROM app.told_in_check(:which)"),
                {"which": candidature_id},
            )
        ),
    )


def _whole_file(tx: Connection, request_id: UUID) -> FullFile:
    whose = Whose(request_id=request_id)
    row = tx.execute(select(*SUMMARY_COLUMNS).where(whose.rows(summary))).one()
    whole = read_checked_blocks(tx, whose, as_summary(row))
    if whole is None:
        raise NoPurpose
    return whole


def _priority(tx: Connection, request_id: UUID) -> tuple[str, ...]:
    found = tx.scalar(
        select(adviser_only.c.priority).where(adviser_only.c.request_id == request_id)
    )
    return tuple(found or ())
