"""A forgotten password: a mailed link, good once and for an hour, sets another.

The answer and the work are the same whether the address has an account or not. A link names the
password and the address it was asked under: once either changes, every older link is dead. It
opens no session and leaves the second factor as it is.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from app.accounts.addresses import BadAddress, normal_email
from app.accounts.queries import ACCOUNTS, find_account
from app.accounts.sessions import close_all_sessions
from app.accounts.tokens import issue_token, read_token, use_token
from app.notifications.outbox import queue_mail

LINK_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Forgetful:
    """Whose password a link may set; `own_names` are what the new one may not be."""

    account_id: UUID
    own_names: tuple[str, ...]


def ask_for_reset(tx: Connection, audience: str, email: str, locale: str) -> None:
    """Send the link to the account of `email` behind this door, if there is one. Sign-in login."""
    account = _open_account(tx, audience, email)
    payload = (
        {"account_id": str(account.id), "under": _fingerprint(account)}
        if account is not None
        else {}
    )
    # A token and a mail in both cases, the mail without recipient: the same writes, the same time.
    token = issue_token(tx, _kind(audience), payload, LINK_LIFE)
    recipient = account.email if account is not None else None
    queue_mail(tx, recipient, f"forgotten_{audience}", locale, token=token)


def issue_link(
    tx: Connection, audience: str, account_id: UUID, email: str, password_hash: str, life: timedelta
) -> str:
    """A link that sets the first password of an account just opened, as a forgotten one would."""
    payload = {"account_id": str(account_id), "under": _under(email, password_hash)}
    return issue_token(tx, _kind(audience), payload, life)


def read_reset(tx: Connection, audience: str, token: str) -> Forgetful | None:
    """Whose password this link may set, None when it does not work (any more)."""
    account = _account_of(tx, audience, read_token(tx, _kind(audience), token))
    return Forgetful(account.id, own_names(audience, account)) if account is not None else None


def reset_password(tx: Connection, audience: str, token: str, password_hash: str) -> bool:
    """Set the password, end every session, tell the address. False for a dead link."""
    account = _account_of(tx, audience, use_token(tx, _kind(audience), token), lock=True)
    if account is None:
        return False
    table = ACCOUNTS[audience]
    tx.execute(update(table).where(table.c.id == account.id).values(password_hash=password_hash))
    close_all_sessions(tx, audience, account.id)
    queue_mail(tx, account.email, f"password_changed_{audience}", account.locale)
    return True


def own_names(audience: str, account: Row) -> tuple[str, ...]:  # type: ignore[type-arg]
    """The address and the names of an account: what its password may not be."""
    if audience == "applicant":
        return (account.email, account.surname, *account.first_names.split())
    return (account.email, account.full_name, *account.full_name.split())


def _open_account(tx: Connection, audience: str, email: str) -> Row | None:  # type: ignore[type-arg]
    try:
        account = find_account(tx, audience, normal_email(email))
    except BadAddress:
        return None
    return account if account is not None and account.active else None


def _account_of(
    tx: Connection, audience: str, payload: dict[str, Any] | None, *, lock: bool = False
) -> Row | None:  # type: ignore[type-arg]
    """The account of a link, when its password and address are still those it was asked under.

    `lock` lets one of several links used at once through: the others then see the new password.
    """
    if not payload:
        return None
    table = ACCOUNTS[audience]
    wanted = select(table).where(table.c.id == UUID(payload["account_id"]), table.c.active)
    account = tx.execute(wanted.with_for_update() if lock else wanted).first()
    if account is None or not hmac.compare_digest(payload["under"], _fingerprint(account)):
        return None
    return account


def _fingerprint(account: Row) -> str:  # type: ignore[type-arg]
    return _under(account.email, account.password_hash)


def _under(email: str, password_hash: str) -> str:
    return hashlib.sha256(f"{email}\n{password_hash}".encode()).hexdigest()


def _kind(audience: str) -> str:
    """One kind of token per door: a link of one opens nothing at another."""
    return f"forgotten_{audience}"
