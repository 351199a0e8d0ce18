"""Signing in: one answer and one time for whoever may not."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Row

from app.accounts.addresses import BadAddress, normal_email
from app.accounts.passwords import MAX_LENGTH, check_password
from app.accounts.queries import OwnCompany, find_account, own_companies


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody whose password was right: who, in which language, and for which companies."""

    account_id: UUID
    locale: str
    companies: tuple[OwnCompany, ...] = ()


def sign_in(tx: Connection, audience: str, email: str, password: str) -> Entry | None:
    """Who may enter `audience`'s door with this password, or None.

    Unknown, wrong, closed, unconfirmed, without a company: always None, after one verification of
    a hash (of a decoy where there is no account), so that neither answer nor time tells which.
    """
    account = _account(tx, audience, email)
    given = password if len(password) <= MAX_LENGTH else ""
    right = check_password(account.password_hash if account is not None else None, given)
    if account is None or not right or not account.active:
        return None
    if audience == "applicant" and account.confirmed_at is None:
        return None
    companies = own_companies(tx, account.id) if audience == "employer" else ()
    if audience == "employer" and not companies:
        return None
    return Entry(account.id, account.locale, companies)


def _account(tx: Connection, audience: str, email: str) -> Row | None:  # type: ignore[type-arg]
    try:
        return find_account(tx, audience, normal_email(email))
    except BadAddress:
        return None
