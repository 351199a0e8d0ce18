"""Staff act on a company's users: the owners' own acts and rules, each with a reason they read.

Staff never become users of a company: an invitation to one's own address is refused.
"""

from dataclasses import replace
from uuid import UUID

from flask_babel import force_locale
from sqlalchemy import Connection, select, text

from app.companies.decided import check_decision, note_decision
from app.companies.models import invitation, membership
from app.companies.policy import Refused, Stale, Status, check_open
from app.companies.rules import end_membership, status_of
from app.companies.team import Rights, cancel_invitation, invite_by, set_rights
from app.companies.words import role_label

_OWN = text("SELECT app.is_own_staff_address(:address)")


def invite_for(
    tx: Connection, company_id: UUID, email: str, rights: Rights, reason: str, *, proven: bool
) -> None:
    """An invitation; `proven` tells that mandate and official contact were checked, asked for an
    owner. The answer is the same whatever account the address has."""
    check_decision(reason)
    status = status_of(tx, company_id)
    check_open(status)
    if status is not Status.ACTIVE:
        raise Refused("not_active")
    if tx.scalar(_OWN, {"address": email}):
        raise Refused("own_address")
    if rights.role == "OWNER" and not proven:
        raise Refused("proof_missing")
    if rights.role == "OWNER":
        # Nobody may be there to give them later: an owner's own rights are another owner's to set.
        rights = replace(rights, may_open_files=True, may_export=True)
    invite_by(tx, company_id, email, rights, "staff")
    note_decision(tx, company_id, "INVITED", reason, _words(rights.role))


def take_back(tx: Connection, company_id: UUID, invitation_id: UUID, reason: str) -> None:
    """An invitation's link is dead from now on. Raises Stale when it was answered meanwhile."""
    check_decision(reason)
    role = tx.scalar(
        select(invitation.c.role).where(
            invitation.c.id == invitation_id, invitation.c.company_id == company_id
        )
    )
    if role is None:
        raise Stale
    cancel_invitation(tx, company_id, invitation_id)
    note_decision(tx, company_id, "UNINVITED", reason, _words(role))


def set_rights_for(
    tx: Connection, company_id: UUID, membership_id: UUID, new: Rights, reason: str, *,
    seen: str, proven: bool,
) -> None:  # fmt: skip
    """Other rights for a user. Raises Refused, and Stale when `seen` is over."""
    check_decision(reason)
    check_open(status_of(tx, company_id))
    before = _role(tx, company_id, membership_id)
    if new.role == "OWNER" and before != "OWNER" and not proven:
        raise Refused("proof_missing")
    set_rights(tx, company_id, membership_id, new, seen=seen)
    about = " → ".join(dict.fromkeys((_words(before), _words(new.role))))
    note_decision(tx, company_id, "RIGHTS", reason, about)


def end_for(tx: Connection, company_id: UUID, membership_id: UUID, reason: str) -> None:
    """End an access, at once in every open session. The last owner's does not end."""
    check_decision(reason)
    before = _role(tx, company_id, membership_id)
    end_membership(tx, company_id, membership_id)
    note_decision(tx, company_id, "ENDED", reason, _words(before))


def _role(tx: Connection, company_id: UUID, membership_id: UUID) -> str:
    role = tx.scalar(
        select(membership.c.role).where(
            membership.c.id == membership_id,
            membership.c.company_id == company_id,
            membership.c.ended_at.is_(None),
        )
    )
    if role is None:
        raise Stale
    return str(role)


def _words(role: str) -> str:
    """Kept in French, whatever language the reason's author reads the portal in."""
    with force_locale("fr"):
        return role_label(role)
