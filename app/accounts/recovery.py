"""Recovery codes: ten numbers on paper, each good once instead of the telephone's code.

They stand among the one-time links, as scrypt digests salted by the account: whoever reads the
table can neither present one nor tell two accounts' apart.
"""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text

from app.accounts.models import one_time_token

HOW_MANY, DIGITS = 10, 12
_LIFE = "10 years"


def make_recovery_codes(tx: Connection, audience: str, account_id: UUID) -> tuple[str, ...]:
    """Ten new codes such as `4821 0937 5560`; the ones before are dead. Shown once, never kept."""
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _n in range(HOW_MANY)]
    rows = [
        {
            "token_hash": _digest(audience, account_id, code),
            "kind": _kind(audience),
            "payload": {"account_id": str(account_id)},
            "expires_at": text(f"app.clock() + interval '{_LIFE}'"),
        }
        for code in codes
    ]
    forget_recovery_codes(tx, audience, account_id)
    tx.execute(one_time_token.insert().values(rows))
    return tuple(" ".join(code[i : i + 4] for i in range(0, DIGITS, 4)) for code in codes)


def use_recovery_code(tx: Connection, audience: str, account_id: UUID, code: str) -> bool:
    """Whether `code` is one of the account's; a right one is gone by this."""
    digits = "".join(code.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    used = tx.execute(
        delete(one_time_token).where(
            one_time_token.c.token_hash == _digest(audience, account_id, digits),
            one_time_token.c.kind == _kind(audience),
        )
    )
    return used.rowcount == 1


def recovery_codes_left(tx: Connection, audience: str, account_id: UUID) -> int:
    """How many codes of the account were not used yet."""
    left = select(func.count()).select_from(one_time_token).where(*_of(audience, account_id))
    return int(tx.execute(left).scalar_one())


def forget_recovery_codes(tx: Connection, audience: str, account_id: UUID) -> None:
    tx.execute(delete(one_time_token).where(*_of(audience, account_id)))


def _of(audience: str, account_id: UUID) -> tuple:  # type: ignore[type-arg]
    return (
        one_time_token.c.kind == _kind(audience),
        one_time_token.c.payload["account_id"].astext == str(account_id),
    )


def _digest(audience: str, account_id: UUID, code: str) -> bytes:
    """Slow on purpose (16 MiB, some 40 ms): twelve digits alone would soon be tried through."""
    salt = audience.encode() + account_id.bytes
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _kind(audience: str) -> str:
    return f"recovery_{audience}"
