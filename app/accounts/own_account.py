"""One's own account, at any door: password, sessions, second factor. Runs as the sign-in login."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select, text, update

from app.accounts.factors import end_app, factors_of
from app.accounts.models import web_session
from app.accounts.new_address import forget_waiting_address
from app.accounts.passkeys import count_keys
from app.accounts.passwords import MAX_LENGTH, check_password
from app.accounts.queries import ACCOUNTS
from app.accounts.recovery import (
    make_recovery_codes,
    recovery_codes_left,
    use_recovery_code,
)
from app.accounts.resetting import own_names
from app.accounts.second_factor import check_code
from app.accounts.sessions import rotate_session
from app.accounts.vault import Vault
from app.notifications.outbox import queue_mail


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One open session: since when, seen when, and whether it is the one that asks."""

    began: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody reads of their own account."""

    email: str
    has_app: bool
    keys: int
    codes_left: int
    sessions: tuple[SessionLine, ...]

    @property
    def enrolled(self) -> bool:
        """Whether a second factor is set up."""
        return self.has_app or self.keys > 0


def read_own_account(
    tx: Connection, audience: str, account_id: UUID, sid_hash: bytes
) -> OwnAccount:
    """The account, its sessions newest first. Sessions hold no address of any machine."""
    account = _account(tx, audience, account_id)
    rows = tx.execute(
        select(web_session.c.sid_hash, web_session.c.created_at, web_session.c.seen_at)
        .where(
            web_session.c.audience == audience,
            web_session.c.account_id == account_id,
            web_session.c.expires_at > text("app.clock()"),
        )
        .order_by(web_session.c.seen_at.desc())
    )
    return OwnAccount(
        account.email,
        account.totp_secret is not None,
        count_keys(tx, audience, account_id),
        recovery_codes_left(tx, audience, account_id),
        tuple(SessionLine(r.created_at, r.seen_at, r.sid_hash == sid_hash) for r in rows),
    )


def names_of(tx: Connection, audience: str, account_id: UUID) -> tuple[str, ...]:
    """What the account's password may not be."""
    return own_names(audience, _account(tx, audience, account_id))


def is_present_password(tx: Connection, audience: str, account_id: UUID, given: str) -> bool:
    account = _account(tx, audience, account_id)
    return check_password(account.password_hash, given if len(given) <= MAX_LENGTH else "")


def change_password(
    tx: Connection, audience: str, account_id: UUID, sid_hash: bytes, password_hash: str
) -> str:
    """Set the password, end the other sessions, tell the address; returns the own session's new id.

    A change of address that waits is dropped too: whoever stole a session may have asked for it.
    """
    account, table = _account(tx, audience, account_id), ACCOUNTS[audience]
    tx.execute(update(table).where(table.c.id == account_id).values(password_hash=password_hash))
    tx.execute(
        delete(web_session).where(
            web_session.c.audience == audience,
            web_session.c.account_id == account_id,
            web_session.c.sid_hash != sid_hash,
        )
    )
    forget_waiting_address(tx, account_id)
    queue_mail(tx, account.email, f"password_changed_{audience}", account.locale)
    return rotate_session(tx, sid_hash)


def replace_recovery_codes(tx: Connection, audience: str, account_id: UUID) -> tuple[str, ...]:
    """New recovery codes for an enrolled account, none for another; the address is told."""
    if not factors_of(tx, audience, account_id).enrolled:
        return ()
    tell_factor_changed(tx, audience, account_id)
    return make_recovery_codes(tx, audience, account_id)


def end_second_factor(
    tx: Connection, vault: Vault, audience: str, account_id: UUID, code: str
) -> bool:
    """Take the application away if `code` is right. Raises LastFactor."""
    if not passes_factor(tx, vault, audience, account_id, code):
        return False
    end_app(tx, audience, account_id)
    tell_factor_changed(tx, audience, account_id)
    return True


def passes_factor(tx: Connection, vault: Vault, audience: str, account_id: UUID, code: str) -> bool:
    """Whether `code` is the application's present one or a recovery code; it is used up by this.

    A recovery code that was used is told by mail: only its owner should have the paper.
    """
    if check_code(tx, vault, audience, account_id, code):
        return True
    if not use_recovery_code(tx, audience, account_id, code):
        return False
    tell_factor_changed(tx, audience, account_id)
    return True


def tell_factor_changed(tx: Connection, audience: str, account_id: UUID) -> None:
    """A mail that says the two-step verification changed, and where to look."""
    account = _account(tx, audience, account_id)
    queue_mail(tx, account.email, f"factor_changed_{audience}", account.locale)


def _account(tx: Connection, audience: str, account_id: UUID) -> Row:  # type: ignore[type-arg]
    table = ACCOUNTS[audience]
    return tx.execute(select(table).where(table.c.id == account_id)).one()
