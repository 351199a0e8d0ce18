"""What people set for themselves."""

from uuid import UUID

from sqlalchemy import Connection, update

from app.accounts.queries import ACCOUNTS


def keep_language(tx: Connection, audience: str, account_id: UUID, locale: str) -> None:
    """The language of this account's mails from now on ("fr" or "en")."""
    table = ACCOUNTS[audience]
    tx.execute(update(table).where(table.c.id == account_id).values(locale=locale))
