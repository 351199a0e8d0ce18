"""Cases as staff list and read them, and as the person reads the own ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, null, select, text

from app.accounts.models import staff_account
from app.companies.models import company
from app.inbox.models import case_message, staff_case

HANDLERS = ("ADVISER", "ADMINISTRATOR")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Message:
    """What was written: `staff_reference` signs what staff wrote, with their role."""

    author: str
    staff_role: str | None
    staff_reference: str | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case without any word of it."""

    id: UUID
    number: str
    kind: str
    topic: str | None
    state: str
    company_name: str | None
    assignee_id: UUID | None
    assignee: str | None
    opened_at: datetime
    changed_at: datetime
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A case and all its messages, oldest first. `about` names what is contested."""

    line: CaseLine
    about: UUID | None
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who a case is about. Reading it leaves a line that this person can read."""

    civility: str
    surname: str
    first_names: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: `mine` is a staff account; `after` the id of the last one of the page before."""

    kind: str | None = None
    state: str | None = None
    mine: UUID | None = None
    number: str | None = None
    page: int = 1


def _lines() -> Select[Any]:
    return (
        select(
            staff_case.c.id, staff_case.c.number, staff_case.c.kind, staff_case.c.topic,
            staff_case.c.state, company.c.name, staff_case.c.assignee_id,
            staff_account.c.full_name, staff_case.c.opened_at, staff_case.c.changed_at,
            staff_case.c.about,
        )
        .outerjoin(company, company.c.id == staff_case.c.company_id)
        .outerjoin(staff_account, staff_account.c.id == staff_case.c.assignee_id)
    )  # fmt: skip


def list_cases(tx: Connection, wanted: Wanted) -> tuple[tuple[CaseLine, ...], bool]:
    """One page for staff, those that waited longest first, and whether there is another."""
    found = _lines().order_by(staff_case.c.changed_at, staff_case.c.id)
    if wanted.number is not None:
        found = found.where(staff_case.c.number == wanted.number)
    if wanted.kind is not None:
        found = found.where(staff_case.c.kind == wanted.kind)
    if wanted.state is not None:
        found = found.where(staff_case.c.state == wanted.state)
    if wanted.mine is not None:
        found = found.where(staff_case.c.assignee_id == wanted.mine)
    found = found.limit(PAGE_SIZE + 1).offset((wanted.page - 1) * PAGE_SIZE)
    rows = tx.execute(found).all()
    return tuple(_line(row) for row in rows[:PAGE_SIZE]), len(rows) > PAGE_SIZE


def count_by_state(tx: Connection, kind: str | None = None) -> dict[str, int]:
    """How many cases stand in each state; a state without one is absent."""
    counted = select(staff_case.c.state, func.count()).group_by(staff_case.c.state)
    if kind is not None:
        counted = counted.where(staff_case.c.kind == kind)
    return {row[0]: row[1] for row in tx.execute(counted)}


def read_case(tx: Connection, case_id: UUID) -> Case | None:
    """A case with what staff may read of it, notes included."""
    row = tx.execute(_lines().where(staff_case.c.id == case_id)).first()
    return Case(_line(row), row.about, _messages(tx, case_id)) if row is not None else None


def case_person(tx: Connection, case_id: UUID) -> Person | None:
    """Who the case is about, with the line in the journal that says who looked."""
    row = tx.execute(
        text("SELECT civility, surname, first_names FROM app.case_person(:case)"), {"case": case_id}
    ).first()
    return Person(*row) if row is not None else None


def handlers(tx: Connection) -> tuple[tuple[UUID, str], ...]:
    """Staff a case can be given to, by name."""
    rows = tx.execute(
        select(staff_account.c.id, staff_account.c.full_name)
        .where(staff_account.c.role.in_(HANDLERS), staff_account.c.active)
        .order_by(staff_account.c.full_name)
    )
    return tuple((row.id, row.full_name) for row in rows)


def own_cases(tx: Connection) -> tuple[CaseLine, ...]:
    """The signed-in applicant's, newest first. Who of the staff has it is not among it."""
    rows = tx.execute(_own().order_by(staff_case.c.changed_at.desc(), staff_case.c.id))
    return tuple(_line(row) for row in rows)


def own_case(tx: Connection, case_id: UUID) -> Case | None:
    """An own case with its messages, notes left out by the database itself."""
    row = tx.execute(_own().where(staff_case.c.id == case_id)).first()
    return Case(_line(row), row.about, _messages(tx, case_id)) if row is not None else None


def unread_cases(tx: Connection) -> tuple[CaseLine, ...]:
    """Own cases in which something waits to be read."""
    rows = tx.execute(_own().where(staff_case.c.unread).order_by(staff_case.c.changed_at))
    return tuple(_line(row) for row in rows)


def _own() -> Select[Any]:
    return select(
        staff_case.c.id, staff_case.c.number, staff_case.c.kind, staff_case.c.topic,
        staff_case.c.state, company.c.name, null().label("assignee_id"),
        null().label("full_name"), staff_case.c.opened_at, staff_case.c.changed_at,
        staff_case.c.about, staff_case.c.unread,
    ).outerjoin(company, company.c.id == staff_case.c.company_id)  # fmt: skip


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        row.id, row.number, row.kind, row.topic, row.state, row.name, row.assignee_id,
        row.full_name, row.opened_at, row.changed_at, getattr(row, "unread", False),
    )  # fmt: skip


def _messages(tx: Connection, case_id: UUID) -> tuple[Message, ...]:
    rows = tx.execute(
        select(
            case_message.c.author, case_message.c.staff_role, case_message.c.staff_reference,
            case_message.c.words, case_message.c.at,
        )
        .where(case_message.c.case_id == case_id)
        .order_by(case_message.c.at, case_message.c.id)
    )  # fmt: skip
    return tuple(Message(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ContestedReading:
    """The reading a case contests; names leave the journal after a while."""

    at: datetime
    act: str
    reader_name: str | None
    reader_role: str | None
    purpose: str | None


def contested_reading(tx: Connection, case_id: UUID) -> ContestedReading | None:
    """What a READING_CONTESTED case is about, None for any other."""
    row = tx.execute(
        text("SELECT at, act, reader_name, reader_role, purpose FROM app.contested_reading(:case)"),
        {"case": case_id},
    ).first()
    return ContestedReading(*row) if row is not None else None
