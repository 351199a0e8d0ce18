"""Which second factors an account has, whether it must have one, and what may be taken away."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, or_, select, update

from app.accounts.models import passkey
from app.accounts.passkeys import count_keys, remove_key
from app.accounts.queries import ACCOUNTS
from app.accounts.recovery import forget_recovery_codes
from app.companies.models import membership


class LastFactor(Exception):
    """The account must keep a second factor, and this is its last one."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has beside its password."""

    email: str
    has_app: bool
    keys: int

    @property
    def enrolled(self) -> bool:
        return self.has_app or self.keys > 0


def factors_of(tx: Connection, audience: str, account_id: UUID) -> Factors:
    """The account's second factors. Raises NoResultFound when the account is gone."""
    table = ACCOUNTS[audience]
    row = tx.execute(
        select(table.c.email, table.c.totp_secret).where(table.c.id == account_id)
    ).one()
    return Factors(row.email, row.totp_secret is not None, count_keys(tx, audience, account_id))


def must_keep_one(tx: Connection, audience: str, account_id: UUID) -> bool:
    """Staff always; employers' users who may open full files or export for any company."""
    if audience != "employer":
        return audience == "staff"
    return (
        tx.execute(
            select(membership.c.id)
            .where(
                membership.c.account_id == account_id,
                membership.c.ended_at.is_(None),
                or_(membership.c.may_open_files, membership.c.may_export),
            )
            .limit(1)
        ).first()
        is not None
    )


def end_app(tx: Connection, audience: str, account_id: UUID) -> None:
    """Take the authentication application away. Raises LastFactor."""
    _check_not_last(tx, audience, account_id)
    table = ACCOUNTS[audience]
    tx.execute(
        update(table).where(table.c.id == account_id).values(totp_secret=None, totp_last_step=None)
    )
    _tidy(tx, audience, account_id)


def end_key(tx: Connection, audience: str, account_id: UUID, key_id: UUID) -> bool:
    """Take one passkey away; False when the account has no such key. Raises LastFactor."""
    mine = passkey.c.audience == audience, passkey.c.account_id == account_id
    if tx.scalar(select(passkey.c.id).where(passkey.c.id == key_id, *mine)) is None:
        return False
    _check_not_last(tx, audience, account_id)
    removed = remove_key(tx, audience, account_id, key_id)
    _tidy(tx, audience, account_id)
    return removed


def hold_factors(tx: Connection, audience: str, account_id: UUID) -> Factors:
    """Like factors_of(), and nobody else changes them until the transaction ends."""
    table = ACCOUNTS[audience]
    tx.execute(select(table.c.id).where(table.c.id == account_id).with_for_update())
    return factors_of(tx, audience, account_id)


def _check_not_last(tx: Connection, audience: str, account_id: UUID) -> None:
    found = hold_factors(tx, audience, account_id)
    if found.has_app + found.keys <= 1 and must_keep_one(tx, audience, account_id):
        raise LastFactor


def _tidy(tx: Connection, audience: str, account_id: UUID) -> None:
    """Recovery codes stand in for a factor: without one they open nothing and go."""
    if not factors_of(tx, audience, account_id).enrolled:
        forget_recovery_codes(tx, audience, account_id)
