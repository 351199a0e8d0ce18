"""Signs of life: how much waits, for how long, and when what must be repeated was last done.

Queues and ages only. No figure here counts people, choices or companies: a number that moves when
somebody hides or shows would tell on them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from importlib.metadata import version

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.operations.models import vital_event


class Vital(Enum):
    """What is done again and again, and noted when it was."""

    BACKUP = "BACKUP"
    VERIFICATION = "VERIFICATION"
    HOUSEKEEPING = "HOUSEKEEPING"


@dataclass(frozen=True, slots=True)
class Vitals:
    """Ages are seconds since the oldest that waits, 0 when nothing does."""

    mails_waiting: int
    oldest_mail: float
    mails_given_up: int
    jobs_waiting: int
    oldest_job: float
    lines_unsealed: int
    oldest_unsealed: float


@dataclass(frozen=True, slots=True)
class Done:
    """`at` None: never."""

    what: Vital
    at: datetime | None
    age: float | None
    fine: bool


def read_vitals(tx: Connection) -> Vitals:
    """What waits now."""
    return Vitals(*tx.execute(text("SELECT * FROM app.vital_signs()")).one())


def note(tx: Connection, what: Vital, *, fine: bool) -> None:
    """It was just done; `fine` is whether it went well."""
    now = text("app.clock()")
    tx.execute(
        insert(vital_event)
        .values(kind=what.value, at=now, fine=fine)
        .on_conflict_do_update(index_elements=["kind"], set_={"at": now, "fine": fine})
    )


def last_done(tx: Connection) -> tuple[Done, ...]:
    """Each kind, done or not."""
    age = text("extract(epoch FROM app.clock() - at)::float8 AS age")
    rows = {r.kind: r for r in tx.execute(select(vital_event, age))}
    return tuple(
        Done(what, row.at, row.age, row.fine)
        if (row := rows.get(what.value))
        else Done(what, None, None, False)
        for what in Vital
    )


def portal_version() -> str:
    return version("portail-employeur")
