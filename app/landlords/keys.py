"""A key per landlord's system: made and withdrawn by administrators, recognised by its digest.

256 random bits need no slow hash. The key names its landlord: whoever holds it speaks for that
SIREN and for no other.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text, update

from app.access.actor import Actor
from app.audit.acts import record_act
from app.landlords.models import landlord_key

PREFIX = "alin_"
_START = 8


@dataclass(frozen=True, slots=True)
class Key:
    """A key as staff see it: never itself. `revoked_at` None while it serves."""

    id: UUID
    landlord_siren: str
    label: str
    start: str
    created_at: datetime
    revoked_at: datetime | None


def make_key(tx: Connection, staff: Actor, siren: str, label: str) -> str:
    """A new key for the landlord's system (staff's login); returned once, to be shown once."""
    key = PREFIX + secrets.token_urlsafe(32)
    start = key[:_START]
    tx.execute(
        landlord_key.insert()
        .inline()
        .values(
            landlord_siren=siren, label=label, start=start, digest=_digest(key),
            staff_id=staff.account_id,
        )
    )  # fmt: skip
    record_act(tx, "LANDLORD_KEY_MADE", None, f"{siren} {start}")
    return key


def withdraw_key(tx: Connection, key_id: UUID) -> bool:
    """End a key at once; False when it is unknown or was ended before."""
    ended = tx.execute(
        update(landlord_key)
        .where(landlord_key.c.id == key_id, landlord_key.c.revoked_at.is_(None))
        .values(revoked_at=text("app.clock()"))
        .returning(landlord_key.c.landlord_siren, landlord_key.c.start)
    ).first()
    if ended is None:
        return False
    record_act(tx, "LANDLORD_KEY_ENDED", None, f"{ended.landlord_siren} {ended.start}")
    return True


def list_keys(tx: Connection) -> tuple[Key, ...]:
    """Every key, those that serve first."""
    rows = tx.execute(
        select(*(landlord_key.c[name] for name in Key.__slots__)).order_by(
            landlord_key.c.revoked_at.desc().nulls_first(), landlord_key.c.landlord_siren,
            landlord_key.c.created_at,
        )
    )  # fmt: skip
    return tuple(Key(*row) for row in rows)


def recognise(tx: Connection, key: str) -> Actor | None:
    """Whose key this is (the sign-in login), named by SIREN; None: unknown or withdrawn."""
    row = tx.execute(
        select(landlord_key.c.id, landlord_key.c.landlord_siren).where(
            landlord_key.c.digest == _digest(key), landlord_key.c.revoked_at.is_(None)
        )
    ).first()
    if row is None:
        return None
    return Actor("landlord", row.id, row.landlord_siren, "LANDLORD", "fr", b"")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
