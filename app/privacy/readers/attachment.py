"""The co-applicant of the own request, as far as attaching to their employer needs them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from app.privacy.models import co_applicant_agreement, other_adult, summary


@dataclass(frozen=True, slots=True)
class CoApplicant:
    """`email` is the registry's, None when it has none; `asked_at` the newest link.

    A refusal is not told apart from no answer: nobody has to account for it at home.
    """

    surname: str
    first_names: str
    email: str | None
    agreed: bool
    asked_at: datetime | None


def co_applicant_of(tx: Connection, request_id: UUID, *, attached: bool) -> CoApplicant | None:
    """The co-applicant, `attached` or not to their employer; None when there is none."""
    return _the_person(tx, request_id) if attached else _the_other(tx, request_id)


def co_applicant_agrees(tx: Connection, request_id: UUID) -> bool:
    """Whether they agreed to be shown to their employer. A change of anything bound ends it."""
    agreed = select(co_applicant_agreement.c.agreed).where(
        co_applicant_agreement.c.request_id == request_id
    )
    return bool(tx.scalar(agreed))


def _the_person(tx: Connection, request_id: UUID) -> CoApplicant | None:
    row = tx.execute(
        select(
            summary.c.surname,
            summary.c.first_names,
            summary.c.email,
            co_applicant_agreement.c.agreed,
            co_applicant_agreement.c.asked_at,
        )
        .outerjoin(
            co_applicant_agreement, co_applicant_agreement.c.request_id == summary.c.request_id
        )
        .where(summary.c.request_id == request_id)
    ).first()
    if row is None:
        return None
    return CoApplicant(row.surname, row.first_names, row.email, bool(row.agreed), row.asked_at)


def _the_other(tx: Connection, request_id: UUID) -> CoApplicant | None:
    content = other_adult.c.content
    row = tx.execute(
        select(
            content["surname"].astext, content["first_names"].astext, content["email"].astext
        ).where(other_adult.c.request_id == request_id, content["role"].astext == "CO_APPLICANT")
    ).first()
    return CoApplicant(row[0], row[1], row[2], False, None) if row is not None else None
