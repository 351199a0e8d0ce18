"""One service per intention: open a case, write in it, assign, answer, close, detach.

What may be done stands in app/db/sql/inbox.sql, under the caller's own login: a service here says
it in Python and turns a refusal into its reason.
"""

from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, text

from app.audit.acts import record_act
from app.privacy.rule import NotShared

MOST_WORDS = 4_000


class Kind(Enum):
    """Why a case was opened."""

    CONTACT = "CONTACT"
    READING_CONTESTED = "READING_CONTESTED"
    POINTS_CONTESTED = "POINTS_CONTESTED"
    NOT_EMPLOYED = "NOT_EMPLOYED"


class Topic(Enum):
    """What a contact is about."""

    IMPORT = "IMPORT"
    CHOICE = "CHOICE"
    OFFERS = "OFFERS"
    ACCOUNT = "ACCOUNT"
    OTHER = "OTHER"


class CaseMoved(Exception):
    """The case is closed, or somebody wrote in it since the page was shown."""


def open_case(
    tx: Connection, kind: Kind, words: str, *, topic: Topic | None = None,
    about: UUID | None = None, company_id: UUID | None = None,
) -> str:  # fmt: skip
    """Open a case of the signed-in applicant; returns its follow-up number.

    `about` is the contested line: of the journal (READING_CONTESTED, its company is found), of the
    points' ledger (POINTS_CONTESTED, with `company_id`). Raises NotShared when the line is not one
    of the applicant's own.
    """
    number = tx.scalar(
        text("SELECT app.open_case(:kind, :words, :topic, :about, :company)"),
        {"kind": kind.value, "words": words, "topic": topic.value if topic else None,
         "about": about, "company": company_id},
    )  # fmt: skip
    if number is None:
        raise NotShared
    return str(number)


def report_not_employed(tx: Connection, public_id: UUID, words: str) -> str:
    """An employer's user says that somebody visible does not (any more) work there.

    Returns the follow-up number; raises NotShared for anybody the user does not see. The person is
    asked to confirm the employer and reads `words`: the form must say so. Nothing changes on the
    company's screens.
    """
    number = tx.scalar(
        text("SELECT app.report_not_employed(:person, :words)"),
        {"person": public_id, "words": words},
    )
    if number is None:
        raise NotShared
    record_act(tx, "NOT_EMPLOYED_REPORTED", None, str(number))
    return str(number)


def reply(tx: Connection, case_id: UUID, words: str) -> None:
    """The applicant writes again in an own case. Raises CaseMoved once it is closed."""
    _demand(tx, "SELECT app.reply_to_case(:case, :words)", case=case_id, words=words)


def mark_seen(tx: Connection, case_id: UUID) -> None:
    """The applicant opened an own case."""
    tx.execute(text("SELECT app.case_seen(:case)"), {"case": case_id})


def answer(tx: Connection, case_id: UUID, words: str, *, seen: int, number: str) -> None:
    """Staff answer; the person finds it in the portal and is told so by mail.

    `seen` is how many messages were on the page. Raises CaseMoved.
    """
    _write(tx, case_id, "STAFF", words, seen)
    record_act(tx, "CASE_ANSWERED", None, number)


def note(tx: Connection, case_id: UUID, words: str, *, seen: int) -> None:
    """A note between staff: the person never reads it. Raises CaseMoved."""
    _write(tx, case_id, "NOTE", words, seen)


def assign(tx: Connection, case_id: UUID, staff_id: UUID | None) -> None:
    """Give the case to somebody who answers, or back to everybody. Raises CaseMoved."""
    _demand(tx, "SELECT app.assign_case(:case, :staff)", case=case_id, staff=staff_id)


def close(tx: Connection, case_id: UUID, *, number: str) -> None:
    """It is over: nobody writes in it any more. Raises CaseMoved."""
    _demand(tx, "SELECT app.close_case(:case)", case=case_id)
    record_act(tx, "CASE_CLOSED", None, number)


def detach(tx: Connection, case_id: UUID, *, number: str) -> None:
    """The person of a NOT_EMPLOYED case leaves the company: choice 1. Raises CaseMoved."""
    _demand(tx, "SELECT app.detach_person(:case)", case=case_id)
    record_act(tx, "PERSON_DETACHED", None, number)


def _write(tx: Connection, case_id: UUID, author: str, words: str, seen: int) -> None:
    _demand(
        tx, "SELECT app.answer_case(:case, :author, :words, :seen)",
        case=case_id, author=author, words=words, seen=seen,
    )  # fmt: skip


def _demand(tx: Connection, statement: str, **values: object) -> None:
    """Run a function that answers whether it did anything."""
    if not tx.scalar(text(statement), values):
        raise CaseMoved
