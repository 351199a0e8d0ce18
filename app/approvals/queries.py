"""What waits for a second person, as far as a member may see it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text

from app.access.actor import Actor
from app.approvals.models import approval
from app.approvals.services import Kind
from app.privacy.purposes import Purpose
from app.privacy.rule import NotShared


@dataclass(frozen=True, slots=True)
class Approval:
    """One act that waits. `mine` is one's own; `state` is WAITING, APPROVED, REFUSED or DONE."""

    id: UUID
    kind: Kind
    wanted: dict[str, Any]
    purpose: Purpose | None
    asker_name: str
    asker_role: str
    asked_at: datetime
    answer: str | None
    answerer_name: str | None
    words: str | None
    done_at: datetime | None
    mine: bool

    @property
    def state(self) -> str:
        return "DONE" if self.done_at is not None else self.answer or "WAITING"


_COLUMNS = tuple(approval.c[f.name] for f in fields(Approval) if f.name != "mine")
_ALIVE = approval.c.expires_at > text("app.clock()")


def approvals(tx: Connection, actor: Actor) -> tuple[Approval, ...]:
    """One's own and those one may answer, the newest first; what has expired is gone."""
    statement = _select(actor).where(_ALIVE).order_by(approval.c.asked_at.desc()).limit(100)
    return tuple(_read(row) for row in tx.execute(statement))


def one_approval(tx: Connection, actor: Actor, which: UUID) -> Approval:
    """Raises NotShared where there is none for this member."""
    row = tx.execute(_select(actor).where(_ALIVE, approval.c.id == which)).first()
    if row is None:
        raise NotShared
    return _read(row)


def count_waiting(tx: Connection, actor: Actor) -> int:
    """How many of colleagues' wait for an answer."""
    return int(
        tx.scalar(
            select(func.count()).where(
                _ALIVE, approval.c.answer.is_(None), approval.c.membership_id != actor.membership_id
            )
        )
        or 0
    )


def count_agreed(tx: Connection, actor: Actor) -> int:
    """How many of one's own were agreed to and are still to be done."""
    return int(
        tx.scalar(
            select(func.count()).where(
                _ALIVE,
                approval.c.answer == "APPROVED",
                approval.c.done_at.is_(None),
                approval.c.membership_id == actor.membership_id,
            )
        )
        or 0
    )


def _select(actor: Actor):  # type: ignore[no-untyped-def]
    return select(*_COLUMNS, (approval.c.membership_id == actor.membership_id).label("mine"))


def _read(row: Row[Any]) -> Approval:
    purpose = Purpose(row.purpose) if row.purpose else None
    return Approval(**{**row._mapping, "kind": Kind(row.kind), "purpose": purpose})
