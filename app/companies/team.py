"""A company's team, run by its owners: invited, given rights, limited, ended.

Rights are read from the membership at each request: a change holds in every open session at once.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, text, update

from app.accounts.invitations import create_invitation
from app.audit.acts import record_act
from app.companies.models import establishment, invitation, membership
from app.companies.owners import tell_owners
from app.companies.policy import Refused, Stale, check_may_leave, check_rights
from app.companies.rules import end_membership, hold_member

_ME = text("SELECT app.ctx_membership()")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a membership may do. `sites` is None when it is not limited."""

    role: str
    may_open_files: bool
    may_export: bool
    sites: tuple[str, ...] | None = None


def spelled(rights: Rights) -> str:
    """Rights in one line: what a page carries to say which ones the person saw."""
    sites = "*" if rights.sites is None else ",".join(sorted(rights.sites))
    return f"{rights.role}|{rights.may_open_files:d}|{rights.may_export:d}|{sites}"


@dataclass(frozen=True, slots=True)
class OpenSession:
    membership_id: UUID
    began: datetime
    seen: datetime


def invite_colleague(
    tx: Connection, company_id: UUID, email: str, rights: Rights, locale: str
) -> None:
    """Send an invitation; the same answer whatever account the address has."""
    invite_by(tx, company_id, email, rights, "employer", locale)


def invite_by(
    tx: Connection, company_id: UUID, email: str, rights: Rights, who: str, locale: str = "fr"
) -> None:
    """invite_colleague() for whoever may: `who` is "employer" or "staff"."""
    _check(tx, company_id, rights)
    if _just_invited(tx, company_id, email, rights):
        return
    create_invitation(
        tx, company_id=company_id, email=email, role=rights.role, locale=locale,
        invited_by=who, may_open_files=rights.may_open_files,
        may_export=rights.may_export, sites=rights.sites,
    )  # fmt: skip
    record_act(tx, "MEMBER_INVITED", company_id, rights.role)


def _just_invited(tx: Connection, company_id: UUID, email: str, rights: Rights) -> bool:
    """Whether the same invitation left less than a minute ago: a button pressed twice sends one
    mail. Two presses at once take turns."""
    turn = text("SELECT pg_advisory_xact_lock(hashtextextended(:company, 7034))")
    tx.execute(turn, {"company": str(company_id)})
    same = select(invitation.c.id).where(
        invitation.c.company_id == company_id,
        func.lower(invitation.c.email) == email.strip().lower(),
        invitation.c.role == rights.role,
        invitation.c.may_open_files.is_not_distinct_from(rights.may_open_files),
        invitation.c.may_export.is_not_distinct_from(rights.may_export),
        invitation.c.sites.is_not_distinct_from(list(rights.sites) if rights.sites else None),
        invitation.c.accepted_at.is_(None),
        invitation.c.cancelled_at.is_(None),
        invitation.c.created_at > text("now() - interval '1 minute'"),
    )
    return bool(tx.scalar(select(same.exists())))


def cancel_invitation(tx: Connection, company_id: UUID, invitation_id: UUID) -> None:
    """Its link is dead from now on. Raises Stale when it was answered or cancelled meanwhile."""
    done = tx.execute(
        update(invitation)
        .where(
            invitation.c.id == invitation_id,
            invitation.c.company_id == company_id,
            invitation.c.accepted_at.is_(None),
            invitation.c.cancelled_at.is_(None),
        )
        .values(cancelled_at=text("app.clock()"))
    )
    if done.rowcount != 1:
        raise Stale
    record_act(tx, "INVITATION_CANCELLED", company_id, None)


def change_rights(
    tx: Connection, company_id: UUID, membership_id: UUID, new: Rights, *, seen: str
) -> None:
    """Other rights for a colleague. Raises Refused, and Stale when `seen` (spelled()) is over."""
    _refuse_own(tx, membership_id)
    set_rights(tx, company_id, membership_id, new, seen=seen)


def set_rights(
    tx: Connection, company_id: UUID, membership_id: UUID, new: Rights, *, seen: str
) -> None:
    """change_rights() for whoever may."""
    held = hold_member(tx, company_id, membership_id)
    if spelled(Rights(held.role, held.may_open_files, held.may_export, held.sites)) != seen:
        raise Stale
    _check(tx, company_id, new)
    if new.role != "OWNER":
        check_may_leave(held.role, held.other_owners)
    tx.execute(
        update(membership)
        .where(membership.c.id == membership_id)
        .values(
            role=new.role,
            may_open_files=new.may_open_files,
            may_export=new.may_export,
            sites=list(new.sites) if new.sites is not None else None,
        )
    )
    record_act(tx, "MEMBERSHIP_CHANGED", company_id, str(membership_id))
    if new.role == "OWNER" and held.role != "OWNER":
        tell_owners(tx, company_id, held.account_id)


def end_colleague(tx: Connection, company_id: UUID, membership_id: UUID) -> None:
    """End a colleague's membership, at once in every open session. Raises Refused or Stale."""
    _refuse_own(tx, membership_id)
    end_membership(tx, company_id, membership_id)


def team_sessions(tx: Connection) -> tuple[OpenSession, ...]:
    """The colleagues' open sessions, by when they were last seen."""
    rows = tx.execute(text("SELECT * FROM app.team_sessions() ORDER BY seen DESC"))
    return tuple(OpenSession(r.membership_id, r.began, r.seen) for r in rows)


def sign_colleague_out(tx: Connection, company_id: UUID, membership_id: UUID) -> None:
    """End a colleague's sessions for this company; they may sign in again."""
    _refuse_own(tx, membership_id)
    hold_member(tx, company_id, membership_id)
    tx.execute(text("SELECT app.end_team_sessions(:m)"), {"m": membership_id})
    record_act(tx, "SESSIONS_ENDED", company_id, str(membership_id))


def _check(tx: Connection, company_id: UUID, rights: Rights) -> None:
    check_rights(
        rights.role, rights.may_open_files, rights.may_export, rights.sites is not None
    )  # fmt: skip
    if rights.sites is None:
        return
    own = establishment.c.company_id == company_id
    known = set(tx.scalars(select(establishment.c.siret).where(own)))
    if not rights.sites or not set(rights.sites) <= known:
        raise Refused("siret")


def _refuse_own(tx: Connection, membership_id: UUID) -> None:
    """Nobody changes or ends their own rights: another owner does."""
    if tx.scalar(_ME) == membership_id:
        raise Refused("own_membership")
