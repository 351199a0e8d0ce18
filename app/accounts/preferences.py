"""What people set for themselves."""

from uuid import UUID

from sqlalchemy import Connection, select, text, update

from app.accounts.models import applicant_account
from app.accounts.queries import ACCOUNTS


def keep_language(tx: Connection, audience: str, account_id: UUID, locale: str) -> None:
    """The language of this account's mails from now on ("fr" or "en")."""
    table = ACCOUNTS[audience]
    tx.execute(update(table).where(table.c.id == account_id).values(locale=locale))


def tutorial_is_new(tx: Connection) -> bool:
    """Whether the signed-in applicant has neither read the tutorial to its end nor skipped it."""
    return tx.scalar(select(applicant_account.c.tutorial_ended_at)) is None


def end_tutorial(tx: Connection) -> None:
    """Read or skipped: it is not offered again, and stays in help."""
    tx.execute(text("SELECT app.end_tutorial()"))
