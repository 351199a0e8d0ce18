"""Telling a company's owners, by mail and in the portal, that one more person is among them."""

from uuid import UUID

from sqlalchemy import Connection, select

from app.accounts.models import employer_account
from app.companies.models import membership
from app.notifications.notices import notify_company
from app.notifications.outbox import queue_mail


def tell_owners(tx: Connection, company_id: UUID, newcomer: UUID) -> None:
    """A mail to every active owner but the account that just became one; it names nobody."""
    notify_company(tx, company_id, "OWNER_ADDED")
    owners = tx.execute(
        select(employer_account.c.email, employer_account.c.locale)
        .join(membership, membership.c.account_id == employer_account.c.id)
        .where(
            membership.c.company_id == company_id,
            membership.c.role == "OWNER",
            membership.c.ended_at.is_(None),
            employer_account.c.active,
            employer_account.c.id != newcomer,
        )
        .order_by(employer_account.c.email)
    ).all()
    for owner in owners:
        queue_mail(tx, owner.email, "owner_added", owner.locale)
