"""Acts of the second person, each in the caller's transaction.

Whoever asked does the act, with the rights of that moment: an approval is a slip of paper used
once, not somebody else's hand. Nobody answers their own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.approvals.models import second_person
from app.companies.policy import Stale
from app.privacy.purposes import Purpose

WORDS_LENGTH = 300
MOST_PEOPLE = 10_000


class Kind(Enum):
    EXPORT = "EXPORT"
    AWARD = "AWARD"


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many people on somebody else must agree: more than this many; None is never.
    `number` counts the changes, 0 while there was none."""

    exports: int | None = None
    awards: int | None = None
    number: int = 0


class NotAnswered(Exception):
    """The answer was not taken; `reason` is SELF, GONE (answered, ended) or NOT_ALLOWED."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_limits(tx: Connection) -> Limits:
    """Those of the company acted for."""
    row = tx.execute(
        select(second_person.c.exports, second_person.c.awards, second_person.c.number)
    ).first()
    return Limits(*row) if row is not None else Limits()


def set_limits(tx: Connection, wanted: Limits) -> None:
    """As an owner without limit. `wanted.number` is the one looked at; raises Stale when another
    owner has changed them since."""
    done = tx.scalar(
        text("SELECT app.set_second_person(:exports, :awards, :seen)"),
        {"exports": wanted.exports, "awards": wanted.awards, "seen": wanted.number},
    )
    if not done:
        raise Stale


def needs_second(tx: Connection, kind: Kind, people: int) -> bool:
    """Whether an act on so many people must wait for somebody else."""
    asked = {"kind": kind.value, "people": people}
    return bool(tx.scalar(text("SELECT app.over_limit(:kind, :people)"), asked))


def ask_approval(
    tx: Connection, kind: Kind, wanted: Mapping[str, object], purpose: Purpose | None = None
) -> UUID:
    """Let it wait for seven days; asked twice, it is the same one."""
    made = tx.scalar(
        text("SELECT app.ask_approval(:kind, CAST(:wanted AS jsonb), :purpose)"),
        {
            "kind": kind.value,
            "wanted": json.dumps(wanted, sort_keys=True),
            "purpose": purpose.value if purpose else None,
        },
    )
    return UUID(str(made))


def answer_approval(tx: Connection, which: UUID, *, approved: bool, words: str) -> None:
    """Say yes or no to a colleague's. Raises NotAnswered."""
    said = tx.scalar(
        text("SELECT app.answer_approval(:id, :verdict, :words)"),
        {"id": which, "verdict": "APPROVED" if approved else "REFUSED", "words": words.strip()},
    )
    if said != "DONE":
        raise NotAnswered(str(said))


def use_approval(tx: Connection, which: UUID) -> bool:
    """Take one's own approved export, once; False when it is not there to be taken."""
    return bool(tx.scalar(text("SELECT app.use_approval(:id)"), {"id": which}))
