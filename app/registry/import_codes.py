"""Import codes: eight digits sent to the registry's address, good for 24 hours and five tries.

Only a keyed digest is stored. A code is asked for every number of the right form, known or not,
so that neither the answer nor its time says which: for the others nobody receives it.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select, text, update

from app.accounts.models import import_code

DIGITS = 8
HOURS = 24
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class WaitingCode:
    """A code asked for and still worth trying; `tries_left` is 1 to 5."""

    unique_number: str
    expires_at: datetime
    tries_left: int


def issue_code(tx: Connection, secret_key: str, account_id: UUID, unique_number: str) -> str:
    """A new code for this account; whatever was asked before is forgotten."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    tx.execute(delete(import_code).where(import_code.c.account_id == account_id))
    tx.execute(
        import_code.insert().values(
            account_id=account_id,
            unique_number=unique_number,
            code_hash=_digest(secret_key, account_id, unique_number, code),
            expires_at=text(f"app.clock() + interval '{HOURS} hours'"),
        )
    )
    return code


def waiting_code(tx: Connection, account_id: UUID) -> WaitingCode | None:
    """What the account can still try, or None: nothing asked, used, expired, five tries made."""
    row = tx.execute(
        select(import_code.c.unique_number, import_code.c.expires_at, import_code.c.tries).where(
            import_code.c.account_id == account_id, _open()
        )
    ).first()
    if row is None:
        return None
    return WaitingCode(row.unique_number, row.expires_at, MOST_TRIES - row.tries)


def try_code(tx: Connection, secret_key: str, account_id: UUID, typed: str) -> str | None:
    """The number the code opens, or None. Each try counts, simultaneous ones too.

    The caller commits in both cases: a wrong try that is rolled back would be free.
    """
    code = "".join(character for character in typed if character.isdigit())
    row = tx.execute(
        update(import_code)
        .where(import_code.c.account_id == account_id, _open())
        .values(tries=import_code.c.tries + 1)
        .returning(import_code.c.unique_number, import_code.c.code_hash)
    ).first()
    if row is None:
        return None
    given = _digest(secret_key, account_id, row.unique_number, code)
    return str(row.unique_number) if hmac.compare_digest(given, bytes(row.code_hash)) else None


def give_back(tx: Connection, account_id: UUID) -> None:
    """The right code could not be used for want of an answer: this try was none."""
    tx.execute(
        update(import_code)
        .where(import_code.c.account_id == account_id, import_code.c.tries > 0)
        .values(tries=import_code.c.tries - 1)
    )


def mark_used(tx: Connection, account_id: UUID, unique_number: str) -> None:
    """The code has opened its request: it opens nothing more."""
    tx.execute(
        update(import_code)
        .where(
            import_code.c.account_id == account_id,
            import_code.c.unique_number == unique_number,
            import_code.c.used_at.is_(None),
        )
        .values(used_at=text("app.clock()"))
    )


def _open() -> ColumnElement[bool]:
    return (
        import_code.c.used_at.is_(None)
        & (import_code.c.tries < MOST_TRIES)
        & (import_code.c.expires_at > text("app.clock()"))
    )


def _digest(secret_key: str, account_id: UUID, unique_number: str, code: str) -> bytes:
    message = f"import-code/{account_id}/{unique_number}/{code}"
    return hmac.new(secret_key.encode(), message.encode(), hashlib.sha256).digest()
