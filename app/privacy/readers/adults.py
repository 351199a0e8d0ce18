"""The other adults of the own request, as the applicant sees them: who has agreed so far."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from app.privacy.models import adult_link, other_adult


@dataclass(frozen=True, slots=True)
class AskedAdult:
    """One adult. `email` is the registry's, None when it has none; `asked_at` the newest link.

    A refusal is not told apart from no answer: nobody has to account for it at home.
    """

    id: UUID
    role: str
    surname: str
    first_names: str
    email: str | None
    agreed: bool
    asked_at: datetime | None


def own_adults(tx: Connection, request_id: UUID) -> tuple[AskedAdult, ...]:
    """In the order of the request."""
    content = other_adult.c.content
    rows = tx.execute(
        select(
            other_adult.c.id,
            content["role"].astext,
            content["surname"].astext,
            content["first_names"].astext,
            content["email"].astext,
            other_adult.c.agreed,
            adult_link.c.asked_at,
        )
        .outerjoin(adult_link, adult_link.c.adult_id == other_adult.c.id)
        .where(other_adult.c.request_id == request_id)
        .order_by(other_adult.c.ordinal)
    )
    return tuple(AskedAdult(*row) for row in rows)
