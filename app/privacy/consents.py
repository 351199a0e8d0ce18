"""The append-only table of choices, as the consent services write and read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from app.companies.models import company
from app.privacy.models import consent, housing_request


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of the applicant's history. `company_name` is None under choice 1."""

    made_at: datetime
    choice: int
    sensitive: bool | None
    duration_months: int | None
    visible_until: datetime | None
    cause: str
    company_name: str | None


def lock_request(tx: Connection, request_id: UUID) -> None:
    """One choice at a time per request: the second waits, and so is the newest."""
    tx.execute(
        select(housing_request.c.id).where(housing_request.c.id == request_id).with_for_update()
    )


def append_consent(tx: Connection, **values: object) -> None:
    tx.execute(consent.insert(), values)


def consent_lines(tx: Connection, request_id: UUID) -> tuple[ConsentLine, ...]:
    """Newest first."""
    rows = tx.execute(
        select(
            consent.c.made_at,
            consent.c.choice,
            consent.c.sensitive,
            consent.c.duration_months,
            consent.c.visible_until,
            consent.c.cause,
            company.c.name,
        )
        .outerjoin(company, company.c.id == consent.c.company_id)
        .where(consent.c.request_id == request_id)
        .order_by(consent.c.made_at.desc())
    )
    return tuple(ConsentLine(*row) for row in rows)
