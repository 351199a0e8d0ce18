"""Company Codes, policy versions and memberships: the acts that change who may do what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.audit.acts import record_act
from app.companies.codes import generate_code
from app.companies.day import today
from app.companies.models import (
    company,
    company_code,
    establishment,
    invitation,
    membership,
    policy_version,
)
from app.companies.policy import (
    Refused,
    Stale,
    Status,
    check_choices,
    check_effective,
    check_may_leave,
    check_open,
    check_validity,
)
from app.companies.services import lock_company
from app.notifications.notices import notify_company


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """What a new version says. Choice 1 is added when it is missing."""

    effective_on: date
    choices: Collection[int]
    code_required: bool
    access_rules: str = ""
    points_on_summary: bool = True


def issue_code(
    tx: Connection, company_id: UUID, label: str, *,
    siret: str | None = None, valid_from: date | None = None, valid_until: date | None = None,
    notice: str = "CODE_ISSUED",
) -> str:  # fmt: skip
    """A new Company Code in stored form; `siret` ties it to one establishment in words only."""
    day = today(tx)
    begins = valid_from or day
    check_open(status_of(tx, company_id))
    check_validity(begins, valid_until, day)
    if not label.strip():
        raise Refused("label_missing")
    if siret is not None and not _has_site(tx, company_id, siret):
        raise Refused("siret")
    values = {
        "company_id": company_id, "siret": siret, "label": label.strip(),
        "valid_from": begins, "valid_until": valid_until,
    }  # fmt: skip
    again = _just_issued(tx, values) if notice == "CODE_ISSUED" else None
    if again is not None:
        return again
    while True:
        added = tx.execute(
            insert(company_code)
            .values(code=generate_code(), **values)
            .on_conflict_do_nothing(index_elements=["code"])
            .returning(company_code.c.id, company_code.c.code)
        ).first()
        if added is not None:
            notify_company(tx, company_id, notice)
            record_act(tx, "CODE_ISSUED", company_id, str(added.id))
            return str(added.code)


def _just_issued(tx: Connection, values: Mapping[str, object]) -> str | None:
    """The same code made less than a minute ago: a button pressed twice makes one. Two presses at
    once take turns."""
    turn = text("SELECT pg_advisory_xact_lock(hashtextextended(:company, 7033))")
    tx.execute(turn, {"company": str(values["company_id"])})
    found: str | None = tx.scalar(
        select(company_code.c.code)
        .where(
            company_code.c.status == "ACTIVE",
            company_code.c.created_at > text("now() - interval '1 minute'"),
            *(company_code.c[name].is_not_distinct_from(value) for name, value in values.items()),
        )
        .limit(1)
    )
    return found


def suspend_code(tx: Connection, company_id: UUID, code_id: UUID) -> None:
    """Stop a code at once. Raises Stale when it no longer was active."""
    changed = tx.execute(
        update(company_code)
        .where(
            company_code.c.id == code_id,
            company_code.c.company_id == company_id,
            company_code.c.status.in_(("ACTIVE", "ROTATED")),
        )
        .values(status="SUSPENDED")
        .returning(company_code.c.id)
    ).first()
    if changed is None:
        raise Stale
    notify_company(tx, company_id, "CODE_SUSPENDED")
    record_act(tx, "CODE_SUSPENDED", company_id, str(code_id))


def set_policy(tx: Connection, company_id: UUID, new: NewPolicy, *, seen: int) -> int:
    """Add a version and return its number; `seen` is the newest number the person looked at.

    It governs choices made from `effective_on` on; running choices stay as made.
    """
    row = lock_company(tx, company_id)
    check_open(Status(row.status))
    return add_version(tx, company_id, new, seen=seen)


def add_version(tx: Connection, company_id: UUID, new: NewPolicy, *, seen: int) -> int:
    """set_policy() for whoever may. Of two versions with one number, one is kept."""
    choices = check_choices(new.choices)
    check_effective(new.effective_on, today(tx))
    newest = tx.scalar(
        select(func.max(policy_version.c.number)).where(policy_version.c.company_id == company_id)
    )
    if (newest or 0) != seen:
        raise Stale
    number = seen + 1
    added = tx.execute(
        insert(policy_version)
        .values(
            company_id=company_id,
            number=number,
            effective_on=new.effective_on,
            choices=list(choices),
            code_required=new.code_required,
            access_rules=new.access_rules.strip(),
            points_on_summary=new.points_on_summary,
        )
        .on_conflict_do_nothing(index_elements=["company_id", "number"])
        .returning(policy_version.c.number)
    ).first()
    if added is None:
        raise Stale
    notify_company(tx, company_id, "POLICY_SET")
    record_act(tx, "POLICY_SET", company_id, f"v{number}")
    return number


def end_membership(tx: Connection, company_id: UUID, membership_id: UUID) -> None:
    """End a membership and with it, at once, every right of its sessions."""
    held = hold_member(tx, company_id, membership_id)
    check_may_leave(held.role, held.other_owners)
    record_act(tx, "MEMBERSHIP_ENDED", company_id, str(membership_id))
    notify_company(tx, company_id, "MEMBERSHIP_ENDED")
    tx.execute(
        update(membership)
        .where(membership.c.id == membership_id)
        .values(ended_at=text("app.clock()"))
    )
    # Nobody joins by a link of somebody who left.
    tx.execute(
        update(invitation)
        .where(
            invitation.c.company_id == company_id,
            invitation.c.invited_by == "employer",
            invitation.c.invited_by_id == membership_id,
            invitation.c.accepted_at.is_(None),
        )
        .values(cancelled_at=text("app.clock()"))
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A running membership nobody else changes until the transaction ends."""

    account_id: UUID
    role: str
    may_open_files: bool
    may_export: bool
    sites: tuple[str, ...] | None
    other_owners: int


def hold_member(tx: Connection, company_id: UUID, membership_id: UUID) -> Held:
    """Lock the membership and every owner's. Raises Stale when it is over."""
    # Locking every owner in one order lets two simultaneous departures see each other.
    owners = tx.scalars(
        select(membership.c.id)
        .where(
            membership.c.company_id == company_id,
            membership.c.role == "OWNER",
            membership.c.ended_at.is_(None),
        )
        .order_by(membership.c.id)
        .with_for_update()
    ).all()
    row = tx.execute(
        select(membership)
        .where(
            membership.c.id == membership_id,
            membership.c.company_id == company_id,
            membership.c.ended_at.is_(None),
        )
        .with_for_update()
    ).first()
    if row is None:
        raise Stale
    others = len([owner for owner in owners if owner != membership_id])
    sites = tuple(row.sites) if row.sites is not None else None
    return Held(row.account_id, row.role, row.may_open_files, row.may_export, sites, others)


def status_of(tx: Connection, company_id: UUID) -> Status:
    """The company's state; the company is not held. Raises Refused."""
    found = tx.scalar(select(company.c.status).where(company.c.id == company_id))
    if found is None:
        raise Refused("unknown_company")
    return Status(found)


def _has_site(tx: Connection, company_id: UUID, siret: str) -> bool:
    return bool(
        tx.scalar(
            select(establishment.c.siret).where(
                establishment.c.siret == siret, establishment.c.company_id == company_id
            )
        )
    )
