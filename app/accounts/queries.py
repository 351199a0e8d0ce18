"""What sign-in reads, under the sign-in login."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from app.accounts.models import applicant_account, employer_account, staff_account
from app.companies.models import company, membership

ACCOUNTS: dict[str, Table] = {
    "employer": employer_account,
    "staff": staff_account,
    "applicant": applicant_account,
}


@dataclass(frozen=True, slots=True)
class OwnCompany:
    """One company somebody may act for: a line of the page that lets them choose."""

    membership_id: UUID
    name: str
    siren: str
    role: str


def find_account(tx: Connection, audience: str, email: str) -> Row | None:  # type: ignore[type-arg]
    """The account of a normalised address behind one door, open or not."""
    table = ACCOUNTS[audience]
    return tx.execute(select(table).where(table.c.email == email)).first()


def own_companies(tx: Connection, account_id: UUID) -> tuple[OwnCompany, ...]:
    """The companies an employer's account acts for today, by name."""
    rows = tx.execute(
        select(membership.c.id, company.c.name, company.c.siren, membership.c.role)
        .join(company, company.c.id == membership.c.company_id)
        .where(membership.c.account_id == account_id, membership.c.ended_at.is_(None))
        .order_by(company.c.name, company.c.siren)
    )
    return tuple(OwnCompany(r.id, r.name, r.siren, r.role) for r in rows)
