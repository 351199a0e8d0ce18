"""Server-side sessions: a random id in the cookie, everything else in a row that can be ended.

Read through the sign-in login once per request. Rights hang on the membership row: ending it, or
suspending the company, holds from the next request.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    Uuid,
    bindparam,
    exists,
    or_,
    select,
    text,
    update,
)

from app.access.actor import Actor
from app.accounts.models import (
    applicant_account,
    employer_account,
    passkey,
    staff_account,
    web_session,
)
from app.accounts.terms import TERMS_VERSION
from app.companies.models import company, membership
from app.db.written import Written, write

ABSOLUTE = timedelta(hours=12)
IDLE = {
    "employer": timedelta(minutes=30),
    "staff": timedelta(minutes=30),
    "applicant": timedelta(minutes=60),
}
_SEEN_EVERY = timedelta(minutes=1)


def idle_seconds(audience: str) -> int:
    """How long a page may be left alone: what the shell's warning counts down from.

    A minute short of the truth, because the last sight is noted once a minute only.
    """
    return int((IDLE[audience] - _SEEN_EVERY).total_seconds())


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


def rotate_session(
    tx: Connection, sid_hash: bytes, *,
    factor: bool = False, confirmed: bool = False, membership_id: UUID | None = None,
) -> str:  # fmt: skip
    """Replace a session by a new id, as every gain of rights must; returns the id for the cookie.

    `factor` notes that the second factor was just passed, `confirmed` that the password or a key
    was given again; `membership_id` changes the company. Its age stays. Raises LookupError when
    the session is gone.
    """
    old = tx.execute(web_session.delete().where(web_session.c.sid_hash == sid_hash).returning(
        web_session.c.audience, web_session.c.account_id, web_session.c.membership_id,
        web_session.c.created_at, web_session.c.expires_at, web_session.c.password_at,
        web_session.c.factor_at,
    )).first()  # fmt: skip
    if old is None:
        raise LookupError("the session was ended meanwhile")
    sid = secrets.token_urlsafe(32)
    kept = dict(old._mapping)
    if membership_id is not None:
        kept["membership_id"] = membership_id
    if factor:
        kept["factor_at"] = text("app.clock()")
    if confirmed:
        kept["password_at"] = text("app.clock()")
    tx.execute(web_session.insert().values(sid_hash=hash_sid(sid), **kept))
    return sid


def confirmed_within(tx: Connection, sid_hash: bytes, minutes: int) -> bool:
    """Whether the password or a key was given in this session within the last `minutes`."""
    row = tx.execute(
        select(web_session.c.password_at, text("app.clock() AS now")).where(
            web_session.c.sid_hash == sid_hash
        )
    ).first()
    return row is not None and row.password_at + timedelta(minutes=minutes) > row.now


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
    row = _session_written().ask_one(tx, sid=hash_sid(sid), audience=audience)
    if row is None or row.expires_at <= row.now or row.seen_at + IDLE[audience] <= row.now:
        return None
    _note_seen(tx, row.sid_hash, row.seen_at, row.now)
    finders = {"employer": _employer, "staff": _staff, "applicant": _applicant}
    return finders[audience](tx, row, policy)


@cache
def _session_written() -> Written:
    """Read at every request, like the membership behind it."""
    return write(
        select(web_session, text("app.clock() AS now")).where(
            web_session.c.sid_hash == bindparam("sid"),
            web_session.c.audience == bindparam("audience"),
        )
    )


def _note_seen(tx: Connection, sid_hash: bytes, seen_at: datetime, now: datetime) -> None:
    if now - seen_at >= _SEEN_EVERY:
        tx.execute(
            update(web_session).where(web_session.c.sid_hash == sid_hash).values(seen_at=now)
        )


def member_actor(tx: Connection, membership_id: UUID) -> Actor | None:
    """A member acting without a browser: a job done as the one who asked. No second factor is
    pending, since it was passed to ask; None when the membership is over."""
    row = _member(tx, membership_id)
    return _employer_actor(row, b"", factor_pending=False) if row is not None else None


def _member(tx: Connection, membership_id: UUID) -> Any:
    return _member_written().ask_one(tx, membership=membership_id)


@cache
def _member_written() -> Written:
    return write(
        select(
            employer_account.c.full_name,
            employer_account.c.locale,
            employer_account.c.terms_version,
            _has_factor(employer_account, "employer").label("has_factor"),
            membership,
            company.c.name.label("company_name"),
            company.c.status,
        )
        .select_from(membership)
        .join(employer_account, employer_account.c.id == membership.c.account_id)
        .join(company, company.c.id == membership.c.company_id)
        .where(
            membership.c.id == bindparam("membership", type_=Uuid),
            membership.c.ended_at.is_(None),
            employer_account.c.active,
        )
    )


def _employer(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = _member(tx, session.membership_id)
    if row is None or row.account_id != session.account_id:
        return None
    needs_factor = row.may_open_files or row.may_export or row.has_factor
    pending = policy.second_factor and needs_factor and session.factor_at is None
    return _employer_actor(row, session.sid_hash, factor_pending=pending)


def _employer_actor(row: Row, sid_hash: bytes, *, factor_pending: bool) -> Actor:  # type: ignore[type-arg]
    return Actor(
        audience="employer",
        account_id=row.account_id,
        name=row.full_name,
        role=row.role if row.status == "ACTIVE" else "SUSPENDED",
        locale=row.locale,
        sid_hash=sid_hash,
        membership_id=row.id,
        company_id=row.company_id,
        company_name=row.company_name,
        may_open_files=row.may_open_files,
        may_export=row.may_export,
        sites=tuple(row.sites) if row.sites is not None else None,
        factor_pending=factor_pending,
        terms_pending=row.terms_version != TERMS_VERSION,
    )


def staff_actor(tx: Connection, account_id: UUID) -> Actor | None:
    """A member of staff acting without a browser; None once the account is closed."""
    row = _staff_row(tx, account_id)
    return _as_staff(row, b"", factor_pending=False) if row is not None else None


def _staff_row(tx: Connection, account_id: UUID) -> Row | None:  # type: ignore[type-arg]
    return tx.execute(
        select(staff_account).where(staff_account.c.id == account_id, staff_account.c.active)
    ).first()


def _staff(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = _staff_row(tx, session.account_id)
    if row is None:
        return None
    pending = policy.second_factor and session.factor_at is None
    return _as_staff(row, session.sid_hash, factor_pending=pending)


def _as_staff(row: Row, sid_hash: bytes, *, factor_pending: bool) -> Actor:  # type: ignore[type-arg]
    return Actor(
        audience="staff",
        account_id=row.id,
        name=row.full_name,
        role=row.role,
        locale=row.locale,
        sid_hash=sid_hash,
        factor_pending=factor_pending,
    )


def _applicant(tx: Connection, session: Row, policy: SessionPolicy) -> Actor | None:  # type: ignore[type-arg]
    row = tx.execute(
        select(
            applicant_account, _has_factor(applicant_account, "applicant").label("has_factor")
        ).where(
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
        factor_pending=policy.second_factor and row.has_factor and session.factor_at is None,
    )


def _has_factor(account: Table, audience: str) -> ColumnElement[bool]:
    """Whether the account of the row set a second factor up: who did is asked for it."""
    keys = exists().where(passkey.c.audience == audience, passkey.c.account_id == account.c.id)
    return or_(account.c.totp_secret.is_not(None), keys)
