"""The terms of use an employer's user accepts: confidentiality, purposes. Versioned.

Whoever accepted an earlier text is asked again before anything else.
"""

from uuid import UUID

from sqlalchemy import Connection, text, update

from app.accounts.models import employer_account

# A new text gets a new version.
TERMS_VERSION = "2026-11"


def accept_terms(tx: Connection, account_id: UUID) -> None:
    """Note that the present text was accepted, now. Runs as the sign-in login."""
    tx.execute(
        update(employer_account)
        .where(employer_account.c.id == account_id)
        .values(terms_version=TERMS_VERSION, terms_accepted_at=text("app.clock()"))
    )
