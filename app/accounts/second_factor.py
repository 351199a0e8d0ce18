"""Time-based one-time passwords (RFC 6238): enrolment, check, no reuse.

A secret is kept once its first code was right. Until then it is derived from the session, so that
reloading the page shows the same one, another session another one, and nothing waits in a table.
"""

import base64
import hashlib
import hmac
from uuid import UUID

import pyotp
from sqlalchemy import Connection, or_, select, text, update

from app.accounts.queries import ACCOUNTS
from app.accounts.vault import Unreadable, Vault

STEP_SECONDS = 30
# One step before and after the present one: clocks of telephones drift, people type slowly.
_DRIFT = (-1, 0, 1)


def enrolment_secret(secret_key: str, sid_hash: bytes) -> str:
    """The secret offered to this session: 160 bits in base32, as RFC 4226 recommends."""
    digest = hmac.new(secret_key.encode(), b"totp-enrolment/" + sid_hash, hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode()


def enrolment_address(secret: str, email: str, issuer: str) -> str:
    """The otpauth:// address that applications read from the QR code."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(
        name=email, issuer_name=issuer
    )


def enrol(
    tx: Connection, vault: Vault, audience: str, account_id: UUID, secret: str, code: str
) -> bool:
    """Keep `secret` if `code` is its present code and the account has none yet."""
    step = _matching_step(tx, secret, code)
    if step is None:
        return False
    table = ACCOUNTS[audience]
    done = tx.execute(
        update(table)
        .where(table.c.id == account_id, table.c.totp_secret.is_(None))
        .values(totp_secret=vault.seal(account_id, secret), totp_last_step=step)
    )
    return done.rowcount == 1


def check_code(tx: Connection, vault: Vault, audience: str, account_id: UUID, code: str) -> bool:
    """Whether `code` is right and was not used before; a right one is used up by this."""
    table = ACCOUNTS[audience]
    sealed = tx.scalar(select(table.c.totp_secret).where(table.c.id == account_id))
    secret = _opened(vault, account_id, sealed)
    step = _matching_step(tx, secret, code) if secret else None
    if step is None:
        return False
    # The comparison is made by the database: of two requests with one code, one wins.
    used = tx.execute(
        update(table)
        .where(
            table.c.id == account_id,
            or_(table.c.totp_last_step.is_(None), table.c.totp_last_step < step),
        )
        .values(totp_last_step=step)
    )
    return used.rowcount == 1


def _opened(vault: Vault, account_id: UUID, sealed: str | None) -> str | None:
    """The secret; one that no key opens any more is as good as none: recovery codes are left."""
    try:
        return vault.open(account_id, sealed) if sealed else None
    except Unreadable:
        return None


def _matching_step(tx: Connection, secret: str, code: str) -> int | None:
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    now = int(tx.execute(text("SELECT extract(epoch FROM app.clock())::bigint")).scalar_one())
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    steps = [now // STEP_SECONDS + drift for drift in _DRIFT]
    right = [s for s in steps if hmac.compare_digest(totp.generate_otp(s), digits)]
    return right[-1] if right else None
