"""Opening accounts, one function per door. All run under the sign-in login.

They take a password's hash, never the password: whoever calls them has checked the rules.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.dialects.postgresql import insert

from app.accounts.models import applicant_account, employer_account, staff_account
from app.accounts.terms import TERMS_VERSION
from app.companies.models import membership

_FILE_ROLES = ("OWNER", "MANAGER")
_READABLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an applicant says to be; compared with the registry at import."""

    civility: str
    surname: str
    first_names: str
    birth_date: date


def open_employer_account(
    tx: Connection, *, email: str, full_name: str, password_hash: str, locale: str = "fr"
) -> UUID | None:
    """A new employer's account, terms of use accepted now; None when the address has one."""
    return _insert(
        tx,
        employer_account,
        email=email,
        full_name=full_name,
        password_hash=password_hash,
        locale=locale,
        terms_version=TERMS_VERSION,
        terms_accepted_at=text("app.clock()"),
    )


def open_staff_account(
    tx: Connection, *, email: str, full_name: str, role: str, password_hash: str
) -> UUID | None:
    """A new staff account with a reference of its own; None when the address has one."""
    return _insert(
        tx,
        staff_account,
        email=email,
        full_name=full_name,
        role=role,
        password_hash=password_hash,
        reference=new_reference(),
    )


def new_reference() -> str:
    """What applicants read instead of a name; random: an order would tell seniority."""
    return "AL-" + "".join(secrets.choice(_READABLE) for _ in range(6))


def open_applicant_account(
    tx: Connection, *, email: str, identity: Identity, password_hash: str, locale: str = "fr"
) -> UUID | None:
    """A new applicant's account, its address confirmed now; None when the address has one."""
    return _insert(
        tx,
        applicant_account,
        email=email,
        civility=identity.civility,
        surname=identity.surname,
        first_names=identity.first_names,
        birth_date=identity.birth_date,
        password_hash=password_hash,
        locale=locale,
        confirmed_at=text("app.clock()"),
    )


def join_company(
    tx: Connection, account_id: UUID, company_id: UUID, role: str, *,
    may_open_files: bool | None = None, may_export: bool | None = None,
    sites: list[str] | None = None,
) -> UUID:  # fmt: skip
    """The account's membership of the company: a new one, or the running one left as it is.

    Flags left out are the role's; without `sites` it is not limited.
    """
    opens = role in _FILE_ROLES
    tx.execute(
        insert(membership)
        .values(
            company_id=company_id,
            account_id=account_id,
            role=role,
            may_open_files=opens if may_open_files is None else may_open_files and opens,
            may_export=opens if may_export is None else may_export and opens,
            sites=sites,
        )
        .on_conflict_do_nothing()
    )
    return tx.execute(
        select(membership.c.id).where(
            membership.c.company_id == company_id,
            membership.c.account_id == account_id,
            membership.c.ended_at.is_(None),
        )
    ).scalar_one()


def _insert(tx: Connection, table: Table, **values: object) -> UUID | None:
    opened: UUID | None = tx.scalar(
        insert(table)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(table.c.id)
    )
    return opened
