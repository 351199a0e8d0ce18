"""Rate limits, kept in PostgreSQL so that every process counts together.

Buckets are keyed digests: the table tells nothing about addresses or accounts.
"""

import hashlib
import hmac

from flask import request
from sqlalchemy import text
from werkzeug.exceptions import TooManyRequests

from app.db.transaction import transaction
from app.web.portal import portal


def spend(what: str, key: str, *, most: int, seconds: int) -> bool:
    """Count one act in bucket (`what`, `key`); False once `most` were made within `seconds`.

    Committed at once: a failed attempt counts although its request is rolled back.
    """
    with transaction(portal().database, "signin") as connection:
        return bool(
            connection.scalar(
                text("SELECT app.hit(:bucket, :most, :seconds)"),
                {"bucket": _bucket(what, key), "most": most, "seconds": seconds},
            )
        )


def give_back(what: str, key: str) -> None:
    """Take one spend() back: what turned out right does not count against anybody."""
    with transaction(portal().database, "signin") as connection:
        connection.execute(text("SELECT app.give_back(:bucket)"), {"bucket": _bucket(what, key)})


def limit(what: str, key: str, *, most: int, seconds: int) -> None:
    """Like spend(), but answers 429 when the bucket is empty."""
    if not spend(what, key, most=most, seconds=seconds):
        raise TooManyRequests


def _bucket(what: str, key: str) -> bytes:
    secret = portal().settings.secret_key.encode()
    return hmac.new(secret, f"{what}/{key}".encode(), hashlib.sha256).digest()


def client_address() -> str:
    """The caller's address, behind as many proxies as TRUSTED_PROXIES says."""
    return request.remote_addr or "unknown"
