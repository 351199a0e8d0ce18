"""Server-side sessions: a random id in the cookie, everything else in a row that can be ended.

Read through the sign-in login once per request. Rights hang on the membership row: ending it, or
suspending the company, holds from the next request.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Row, select, text, update

from app.access.actor import Actor
from app.accounts.models import (
    applicant_account,
    employer_account,
    staff_account,
    web_session,
)
from app.companies.models import company, membership

ABSOLUTE = timedelta(hours=12)
IDLE = {
    "employer": timedelta(minutes=30),
    "staff": timedelta(minutes=30),
    "applicant": timedelta(minutes=60),
}
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """Whether a second factor is asked at all (the demonstration turns it off, and says so)."""

    second_factor: bool


def hash_sid(sid: str) -> bytes:
    """Only the digest is stored: reading the table opens no session."""
    return hashlib.sha256(sid.encode()).digest()


def open_session(
    tx: Connection, audience: str, account_id: UUID, *, membership_id: UUID | None = None
) -> str:
    """A new session (sign-in login); returns the id for the cookie. The old id is never reused."""
    sid = secrets.token_urlsafe(32)
    tx.execute(
        web_session.insert().values(
            sid_hash=hash_sid(sid),
            audience=audience,
            account_id=account_id,
            membership_id=membership_id,
            expires_at=text(f"app.clock() + interval '{int(ABSOLUTE.total_seconds())} seconds'"),
        )
    )
    return sid


def close_session(tx: Connection, sid_hash: bytes) -> None:
    tx.execute(web_session.delete().where(web_session.c.sid_hash == sid_hash))


def close_all_sessions(tx: Connection, audience: str, account_id: UUID) -> None:
    """Sign out everywhere."""
    tx.execute(
        web_session.delete().where(
            web_session.c.audience == audience, web_session.c.account_id == account_id
        )
    )


def resolve_session(tx: Connection, audience: str, sid: str, policy: SessionPolicy) -> Actor | None:
    """The actor a cookie stands for, or None (ended, expired, account closed, membership over)."""
    row = tx.execute(
        select(web_session, text("app.clock() AS now")).where(
            web_session.c.sid_hash == hash_sid(sid), web_session.c.audience == audience
        )
    ).first()
    if row is None or row.expires_at <= row.now or row.seen_at + IDLE[audience] <= row.now:
        return None
    _note_seen(tx, row.sid_hash, row.seen_at, row.now)
    finders = {"employer": _employer, "staff": _staff, "applicant": _applicant}
    return finders[audience](tx, row, policy)


def _note_seen(tx: Connection, sid_hash: bytes, seen_at: datetime, now: datetime) -> None:
    if now - seen_at >= _SEEN_EVERY:
        tx.execute(
            update(web_session).where(web_session.c.sid_hash == sid_hash).values(seen_at=now)
        )


def _employer(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = tx.execute(
        select(
            employer_account.c.full_name,
            employer_account.c.locale,
            membership,
            company.c.name.label("company_name"),
            company.c.status,
        )
        .select_from(membership)
        .join(employer_account, employer_account.c.id == membership.c.account_id)
        .join(company, company.c.id == membership.c.company_id)
        .where(
            membership.c.id == session.membership_id,
            membership.c.account_id == session.account_id,
            membership.c.ended_at.is_(None),
            employer_account.c.active,
        )
    ).first()
    if row is None:
        return None
    needs_factor = row.may_open_files or row.may_export
    return Actor(
        audience="employer",
        account_id=session.account_id,
        name=row.full_name,
        role=row.role if row.status == "ACTIVE" else "SUSPENDED",
        locale=row.locale,
        sid_hash=session.sid_hash,
        membership_id=row.id,
        company_id=row.company_id,
        company_name=row.company_name,
        may_open_files=row.may_open_files,
        may_export=row.may_export,
        sites=tuple(row.sites) if row.sites is not None else None,
        factor_pending=policy.second_factor and needs_factor and session.factor_at is None,
    )


def _staff(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = tx.execute(
        select(staff_account).where(
            staff_account.c.id == session.account_id, staff_account.c.active
        )
    ).first()
    if row is None:
        return None
    return Actor(
        audience="staff",
        account_id=row.id,
        name=row.full_name,
        role=row.role,
        locale=row.locale,
        sid_hash=session.sid_hash,
        factor_pending=policy.second_factor and session.factor_at is None,
    )


def _applicant(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = tx.execute(
        select(applicant_account).where(
            applicant_account.c.id == session.account_id,
            applicant_account.c.active,
            applicant_account.c.confirmed_at.is_not(None),
        )
    ).first()
    if row is None:
        return None
    return Actor(
        audience="applicant",
        account_id=row.id,
        name=row.first_names,
        role="APPLICANT",
        locale=row.locale,
        sid_hash=session.sid_hash,
        factor_pending=policy.second_factor
        and row.totp_secret is not None
        and session.factor_at is None,
    )
