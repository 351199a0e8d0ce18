"""One-time links. The mail holds the token; the table holds its digest, kind, payload and end."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, text, update

from app.accounts.models import one_time_token

MAX_LENGTH = 64


def issue_token(tx: Connection, kind: str, payload: dict[str, Any], life: timedelta) -> str:
    """A new token for a link; only whoever reads the mail can present it."""
    token = secrets.token_urlsafe(32)
    seconds = int(life.total_seconds())
    tx.execute(
        # inline: whoever may leave a token may not read the table
        one_time_token.insert()
        .inline()
        .values(
            token_hash=_digest(token),
            kind=kind,
            payload=payload,
            expires_at=text(f"app.clock() + interval '{seconds} seconds'"),
        )
    )
    return token


def read_token(tx: Connection, kind: str, token: str) -> dict[str, Any] | None:
    """The payload of a link that still works, None for any other. Uses nothing up."""
    payload: dict[str, Any] | None = tx.scalar(
        select(one_time_token.c.payload).where(*_still_good(kind, token))
    )
    return payload


def use_token(tx: Connection, kind: str, token: str) -> dict[str, Any] | None:
    """The payload, once: of two requests with one link, one gets it. What it held is erased."""
    payload: dict[str, Any] | None = tx.scalar(
        select(one_time_token.c.payload).where(*_still_good(kind, token)).with_for_update()
    )
    if payload is not None:
        tx.execute(
            update(one_time_token)
            .where(one_time_token.c.token_hash == _digest(token))
            .values(used_at=text("app.clock()"), payload={})
        )
    return payload


def _still_good(kind: str, token: str) -> tuple[Any, ...]:
    return (
        one_time_token.c.token_hash == _digest(token[:MAX_LENGTH]),
        one_time_token.c.kind == kind,
        one_time_token.c.used_at.is_(None),
        one_time_token.c.expires_at > text("app.clock()"),
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
