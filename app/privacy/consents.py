"""The append-only table of choices, as the consent services write and read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.companies.models import company
from app.privacy.models import consent, housing_request


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of the applicant's history. `company_name` is None under choice 1."""

    id: UUID
    made_at: datetime
    choice: int
    sensitive: bool | None
    duration_months: int | None
    visible_until: datetime | None
    cause: str
    wording_version: str
    receipt_code: str
    company_name: str | None


_COLUMNS = (
    consent.c.id,
    consent.c.made_at,
    consent.c.choice,
    consent.c.sensitive,
    consent.c.duration_months,
    consent.c.visible_until,
    consent.c.cause,
    consent.c.wording_version,
    consent.c.receipt_code,
    company.c.name.label("company_name"),
)
_LINES = select(*_COLUMNS).outerjoin(company, company.c.id == consent.c.company_id)


def lock_request(tx: Connection, request_id: UUID) -> None:
    """One choice at a time per request: the second waits, and so is the newest."""
    tx.execute(
        select(housing_request.c.id).where(housing_request.c.id == request_id).with_for_update()
    )


def company_takes_choice(tx: Connection, company_id: UUID | None) -> bool:
    """Whether the request may be shown to this company now, which stays so until the commit.

    Asked before the request is locked: a merger holds companies first, then requests.
    """
    return bool(
        tx.scalar(text("SELECT app.company_takes_choice(:company)"), {"company": company_id})
    )


def append_consent(tx: Connection, **values: object) -> None:
    tx.execute(consent.insert(), values)


def consent_lines(tx: Connection, request_id: UUID) -> tuple[ConsentLine, ...]:
    """Newest first."""
    rows = tx.execute(
        _LINES.where(consent.c.request_id == request_id).order_by(consent.c.made_at.desc())
    )
    return tuple(ConsentLine(**row._mapping) for row in rows)


def consent_line(tx: Connection, consent_id: UUID) -> ConsentLine | None:
    """One line of the signed-in applicant's own history (row security knows no other)."""
    row = tx.execute(_LINES.where(consent.c.id == consent_id)).one_or_none()
    return ConsentLine(**row._mapping) if row is not None else None
