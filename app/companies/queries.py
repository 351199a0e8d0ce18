"""Everything staff may know of one company. No figure about applicants, no use of codes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Row, select, text

from app.accounts.models import employer_account, staff_account
from app.companies.day import today
from app.companies.models import (
    company,
    company_code,
    company_event,
    establishment,
    invitation,
    membership,
    policy_version,
)
from app.companies.policy import code_state


@dataclass(frozen=True, slots=True)
class SiteLine:
    """An establishment; `place` parts are None when the address is not known."""

    siret: str
    label: str
    address: str | None
    postcode: str | None
    insee_code: str | None
    head_office: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A Company Code. `state` adds COMING and EXPIRED, told by the clock."""

    id: UUID
    code: str
    label: str
    siret: str | None
    valid_from: date
    valid_until: date | None
    state: str
    replaced_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy version. `until` is the last day it governed, None for the last one.

    `state` is CURRENT, COMING, PAST, or REPLACED when a later one took its only day.
    """

    id: UUID
    number: int
    effective_on: date
    until: date | None
    choices: tuple[int, ...]
    code_required: bool
    access_rules: str
    points_on_summary: bool
    state: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """A state the company passed to. `by` is the staff's name."""

    status: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who acts for the company. `sites` is None when not limited."""

    id: UUID
    name: str
    email: str
    role: str
    sites: tuple[str, ...] | None
    since: datetime
    may_open_files: bool = False
    may_export: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation nobody has answered yet."""

    id: UUID
    email: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyView:
    """One company as staff see it."""

    id: UUID
    siren: str
    name: str
    sector: str
    headcount_band: str | None
    facts_source: str
    headcount_year: int | None
    status: str
    reason: str | None
    since: datetime
    sites: tuple[SiteLine, ...]
    codes: tuple[CodeLine, ...]
    policies: tuple[PolicyLine, ...]
    events: tuple[EventLine, ...]
    members: tuple[MemberLine, ...]
    invitations: tuple[InvitationLine, ...]

    @property
    def owners(self) -> int:
        """How many active members hold OWNER."""
        return sum(member.role == "OWNER" for member in self.members)

    @property
    def newest_policy(self) -> int:
        """The highest version number, 0 when there is none."""
        return max((policy.number for policy in self.policies), default=0)


def read_company(tx: Connection, company_id: UUID) -> CompanyView | None:
    """The company with all that hangs on it, or None."""
    row = tx.execute(select(company).where(company.c.id == company_id)).first()
    if row is None:
        return None
    day = today(tx)
    return CompanyView(
        id=row.id,
        siren=row.siren,
        name=row.name,
        sector=row.sector,
        headcount_band=row.headcount_band,
        facts_source=row.facts_source,
        headcount_year=row.headcount_year,
        status=row.status,
        reason=row.status_reason,
        since=row.status_since,
        sites=site_lines(tx, company_id),
        codes=code_lines(tx, company_id, day),
        policies=policy_lines(tx, company_id, day),
        events=_events(tx, company_id),
        members=member_lines(tx, company_id),
        invitations=invitation_lines(tx, company_id),
    )


def site_lines(tx: Connection, company_id: UUID) -> tuple[SiteLine, ...]:
    rows = tx.execute(
        select(establishment)
        .where(establishment.c.company_id == company_id)
        .order_by(establishment.c.head_office.desc(), establishment.c.siret)
    )
    return tuple(
        SiteLine(r.siret, r.label, r.address, r.postcode, r.insee_code, r.head_office) for r in rows
    )


def code_lines(tx: Connection, company_id: UUID, day: date) -> tuple[CodeLine, ...]:
    rows = tx.execute(
        select(company_code)
        .where(company_code.c.company_id == company_id)
        .order_by(company_code.c.created_at.desc(), company_code.c.id)
    )
    return tuple(
        CodeLine(
            r.id, r.code, r.label, r.siret, r.valid_from, r.valid_until,
            code_state(r.status, r.valid_from, r.valid_until, day), r.replaced_by,
        )
        for r in rows
    )  # fmt: skip


def policy_lines(tx: Connection, company_id: UUID, day: date) -> tuple[PolicyLine, ...]:
    rows = tx.execute(
        select(policy_version)
        .where(policy_version.c.company_id == company_id)
        .order_by(policy_version.c.effective_on.desc(), policy_version.c.number.desc())
    ).all()
    current = next((r.number for r in rows if r.effective_on <= day), None)
    lines: list[PolicyLine] = []
    following: date | None = None
    for r in rows:
        until = following - timedelta(days=1) if following is not None else None
        lines.append(_policy_line(r, until, current, day))
        following = r.effective_on
    return tuple(lines)


def _policy_line(row: Row, until: date | None, current: int | None, day: date) -> PolicyLine:  # type: ignore[type-arg]
    if until is not None and until < row.effective_on:
        state = "REPLACED"
    elif row.number == current:
        state = "CURRENT"
    else:
        state = "COMING" if row.effective_on > day else "PAST"
    return PolicyLine(
        row.id, row.number, row.effective_on, until, tuple(sorted(row.choices)),
        row.code_required, row.access_rules, row.points_on_summary, state,
    )  # fmt: skip


def _events(tx: Connection, company_id: UUID) -> tuple[EventLine, ...]:
    rows = tx.execute(
        select(company_event, staff_account.c.full_name)
        .join(staff_account, staff_account.c.id == company_event.c.staff_id)
        .where(company_event.c.company_id == company_id)
        .order_by(company_event.c.at)
    )
    return tuple(EventLine(r.status, r.reason, r.at, r.full_name) for r in rows)


def member_lines(tx: Connection, company_id: UUID) -> tuple[MemberLine, ...]:
    rows = tx.execute(
        select(membership, employer_account.c.full_name, employer_account.c.email)
        .join(employer_account, employer_account.c.id == membership.c.account_id)
        .where(membership.c.company_id == company_id, membership.c.ended_at.is_(None))
        .order_by(membership.c.started_at, membership.c.id)
    )
    return tuple(
        MemberLine(
            r.id, r.full_name, r.email, r.role,
            tuple(r.sites) if r.sites is not None else None, r.started_at,
            r.may_open_files, r.may_export,
        )
        for r in rows
    )  # fmt: skip


def invitation_lines(tx: Connection, company_id: UUID) -> tuple[InvitationLine, ...]:
    rows = tx.execute(
        select(invitation)
        .where(
            invitation.c.company_id == company_id,
            invitation.c.accepted_at.is_(None),
            invitation.c.cancelled_at.is_(None),
            invitation.c.expires_at > text("app.clock()"),
        )
        .order_by(invitation.c.created_at)
    )
    return tuple(InvitationLine(r.id, r.email, r.role, r.expires_at) for r in rows)
