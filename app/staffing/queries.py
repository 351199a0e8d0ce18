"""Staff accounts as administrators see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Member:
    """One account. `protected`: a second factor is set up; `seen` is its last open session's."""

    id: UUID
    name: str
    email: str
    role: str
    reference: str
    active: bool
    protected: bool
    sessions: int
    seen: datetime | None


def staff_members(tx: Connection) -> tuple[Member, ...]:
    """Everybody, those who may sign in first, by name. Nobody for other roles."""
    return tuple(Member(*row) for row in tx.execute(text("SELECT * FROM app.staff_members()")))


def staff_member(tx: Connection, which: UUID) -> Member | None:
    return next((one for one in staff_members(tx) if one.id == which), None)
