"""Invitations to a company: sent by staff, accepted by whoever holds the link.

Sending gives one answer whatever account the address has. Only the link's holder is told whether
the address has one already: that is who reads its mail.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select, text, update

from app.accounts.addresses import normal_email
from app.accounts.opening import join_company, open_employer_account
from app.accounts.passwords import MAX_LENGTH, check_password
from app.accounts.queries import find_account
from app.accounts.tokens import issue_token, read_token, use_token
from app.companies.models import company, invitation
from app.companies.owners import tell_owners
from app.notifications.notices import notify_company
from app.notifications.outbox import queue_mail

KIND = "invitation"
LINK_LIFE = timedelta(days=7)
_INVITERS = {"staff": "app.ctx_staff()", "employer": "app.ctx_membership()"}


class LinkUsed(Exception):
    """The link does not work (any more): unknown, too old, used, or the company closed."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation's page shows its holder."""

    company_name: str
    role: str
    email: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody who accepted: the account and the membership to act by."""

    account_id: UUID
    membership_id: UUID


def create_invitation(
    tx: Connection, *, company_id: UUID, email: str, role: str, locale: str = "fr",
    invited_by: str = "staff", may_open_files: bool | None = None,
    may_export: bool | None = None, sites: tuple[str, ...] | None = None,
) -> None:  # fmt: skip
    """Invite `email` to the company with `role`: the row, its link and its mail, together.

    Runs as a member of staff who manages companies, or as an owner ("employer"). Flags left out
    are the role's. Raises BadAddress.
    """
    address = normal_email(email)
    seconds = int(LINK_LIFE.total_seconds())
    created = tx.execute(
        invitation.insert()
        .values(
            company_id=company_id,
            email=address,
            role=role,
            invited_by=invited_by,
            invited_by_id=text(_INVITERS[invited_by]),
            may_open_files=may_open_files,
            may_export=may_export,
            sites=list(sites) if sites is not None else None,
            expires_at=text(f"app.clock() + interval '{seconds} seconds'"),
        )
        .returning(invitation.c.id)
    ).scalar_one()
    token = issue_token(tx, KIND, {"invitation_id": str(created)}, LINK_LIFE)
    queue_mail(tx, address, KIND, locale, token=token)


def read_invitation(tx: Connection, token: str) -> Invited | None:
    """What the link's holder is invited to, None when the link does not work (any more)."""
    payload = read_token(tx, KIND, token)
    if payload is None:
        return None
    row = tx.execute(
        select(invitation.c.email, invitation.c.role, company.c.name)
        .join(company, company.c.id == invitation.c.company_id)
        .where(
            invitation.c.id == UUID(payload["invitation_id"]),
            invitation.c.accepted_at.is_(None),
            invitation.c.cancelled_at.is_(None),
            company.c.status != "CLOSED",
        )
    ).first()
    if row is None:
        return None
    known = find_account(tx, "employer", row.email) is not None
    return Invited(row.name, row.role, row.email, known)


def accept_with_new_account(
    tx: Connection, token: str, *, full_name: str, password_hash: str, locale: str
) -> Joined:
    """Open the invited address's account (terms of use accepted) and join the company.

    Raises LinkUsed, also when the address got an account meanwhile.
    """
    invited = read_invitation(tx, token)
    if invited is None:
        raise LinkUsed
    account = open_employer_account(
        tx,
        email=invited.email,
        full_name=full_name,
        password_hash=password_hash,
        locale=locale,
    )
    if account is None:
        raise LinkUsed
    return _join(tx, token, account)


def accept_with_own_account(tx: Connection, token: str, password: str) -> Joined | None:
    """Join with the account the address has. None for a wrong password. Raises LinkUsed."""
    invited = read_invitation(tx, token)
    if invited is None:
        raise LinkUsed
    account = find_account(tx, "employer", invited.email)
    given = password if len(password) <= MAX_LENGTH else ""
    right = check_password(account.password_hash if account is not None else None, given)
    if account is None or not right or not account.active:
        return None
    return _join(tx, token, account.id)


def _join(tx: Connection, token: str, account_id: UUID) -> Joined:
    """Use the link up. Of two requests with one link, one joins; the other is rolled back."""
    payload = use_token(tx, KIND, token)
    if payload is None:
        raise LinkUsed
    accepted = tx.execute(
        update(invitation)
        .where(
            invitation.c.id == UUID(payload["invitation_id"]), invitation.c.cancelled_at.is_(None)
        )
        .values(accepted_at=text("app.clock()"))
        .returning(
            invitation.c.company_id,
            invitation.c.role,
            invitation.c.may_open_files,
            invitation.c.may_export,
            invitation.c.sites,
        )
    ).first()
    if accepted is None:
        raise LinkUsed
    member = join_company(
        tx, account_id, accepted.company_id, accepted.role,
        may_open_files=accepted.may_open_files, may_export=accepted.may_export,
        sites=accepted.sites,
    )  # fmt: skip
    notify_company(tx, accepted.company_id, "MEMBER_JOINED")
    if accepted.role == "OWNER":
        tell_owners(tx, accepted.company_id, account_id)
    return Joined(account_id, member)
