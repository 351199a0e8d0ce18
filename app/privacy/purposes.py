"""Why somebody opens a full file: stated before, per person and session, for thirty minutes."""

from enum import Enum
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.accounts.models import file_purpose


class Purpose(Enum):
    """An employer's purposes. Staff have their own."""

    AWARD_POINTS = "AWARD_POINTS"
    SUPPORT = "SUPPORT"
    ANSWER_THE_PERSON = "ANSWER_THE_PERSON"
    PREPARE_COMMISSION = "PREPARE_COMMISSION"


VALID_MINUTES = 30


def state_purpose(tx: Connection, sid_hash: bytes, public_id: UUID, purpose: Purpose) -> None:
    """Remember the purpose (sign-in login). Works for any id, and so tells nothing about one."""
    until = text(f"app.clock() + interval '{VALID_MINUTES} minutes'")
    statement = insert(file_purpose).values(
        sid_hash=sid_hash, public_id=public_id, purpose=purpose.value, until=until
    )
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["sid_hash", "public_id"],
            set_={"purpose": purpose.value, "until": until},
        )
    )


def stated_purpose(tx: Connection, sid_hash: bytes, public_id: UUID) -> Purpose | None:
    """The purpose still running for this person in this session, or None."""
    found = tx.scalar(
        select(file_purpose.c.purpose).where(
            file_purpose.c.sid_hash == sid_hash,
            file_purpose.c.public_id == public_id,
            file_purpose.c.until > text("app.clock()"),
        )
    )
    return Purpose(found) if found else None


def end_purpose(tx: Connection, sid_hash: bytes, public_id: UUID) -> None:
    tx.execute(
        file_purpose.delete().where(
            file_purpose.c.sid_hash == sid_hash, file_purpose.c.public_id == public_id
        )
    )
