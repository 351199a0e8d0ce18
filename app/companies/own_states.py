"""What Action Logement decided about a company, as the company's own owners read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class OwnState:
    """A state the company passed to (or MOVED: an establishment came or went), and why."""

    status: str
    reason: str
    at: datetime


def own_states(tx: Connection) -> tuple[OwnState, ...]:
    """The newest first; none for whoever does not run the company. No member of staff is named."""
    rows = tx.execute(text("SELECT status, reason, at FROM app.own_states()"))
    return tuple(OwnState(*row) for row in rows)
