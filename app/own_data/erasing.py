"""Erasing an applicant's account: asked for behind a password, done by the link of a mail."""

import hashlib
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.accounts.models import applicant_account
from app.accounts.tokens import MAX_LENGTH, issue_token, read_token
from app.notifications.kinds import APPLICANTS_KINDS
from app.notifications.outbox import queue_mail

KIND = "erase_account"
LINK_LIFE = timedelta(hours=24)


def ask_for_erasure(tx: Connection, account_id: UUID) -> None:
    """Send the link to the account's address. Sign-in login; nothing is erased yet."""
    row = tx.execute(
        select(applicant_account.c.email, applicant_account.c.locale).where(
            applicant_account.c.id == account_id
        )
    ).one()
    token = issue_token(tx, KIND, {"account_id": str(account_id)}, LINK_LIFE)
    queue_mail(tx, row.email, "erase_account", row.locale, token=token)


def erasure_link_works(tx: Connection, token: str) -> bool:
    """Whether the link can still erase an account."""
    return read_token(tx, KIND, token) is not None


def erase_by_link(tx: Connection, token: str) -> bool:
    """Erase the account of the link, with all that is its; False for a dead link. Sign-in login."""
    digest = hashlib.sha256(token[:MAX_LENGTH].encode("utf-8", "replace")).digest()
    return bool(
        tx.scalar(
            text("SELECT app.erase_applicant(:link, CAST(:kinds AS text[]))"),
            {"link": digest, "kinds": list(APPLICANTS_KINDS)},
        )
    )


def forget_words_of_past_periods(tx: Connection) -> None:
    """Contests and suggestions of periods that are over: nobody reads them again. The worker's."""
    tx.execute(text("SELECT app.forget_words_of_past_periods()"))
