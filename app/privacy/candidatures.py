"""SQL of candidatures: the applicant's own rows. Results are written by `recording`.

Employers' copies are the same rows seen through row security: of an event they hold the date,
the step and one word of the rule's closed list.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.privacy.models import candidature, candidature_event
from app.privacy.rule import OUTCOMES

_CLOCK = text("app.clock()")
_TODAY = func.date(func.timezone("Europe/Paris", _CLOCK))


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What a candidature keeps of its offer, so that the history outlives the offer."""

    offer_id: UUID
    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    landlord_name: str
    rent_with_charges_euros: int


@dataclass(frozen=True, slots=True)
class OwnCandidature:
    """One line of the applicant's own candidatures."""

    id: UUID
    offer_id: UUID
    state: str
    active: bool
    submitted_at: datetime


def insert_candidature(tx: Connection, request_id: UUID, home: Dwelling, state: str) -> UUID | None:
    """A new active candidature; None when the request has one already (held by an index)."""
    made: UUID | None = tx.scalar(
        insert(candidature)
        .values(
            request_id=request_id,
            **{name: getattr(home, name) for name in Dwelling.__slots__},
            state=state,
            active=True,
        )
        .on_conflict_do_nothing(index_elements=["request_id"], index_where=text("active"))
        .returning(candidature.c.id)
    )
    return made


def insert_event(
    tx: Connection, candidature_id: UUID, request_id: UUID, *, step: int, outcome: str
) -> None:
    """One event of now, by the applicant's own hand."""
    if outcome not in OUTCOMES:
        raise ValueError(f"not an outcome of the rule: {outcome}")
    # inline: whoever writes events may not read them back, not even the row's own id
    tx.execute(
        candidature_event.insert()
        .inline()
        .values(
            request_id=request_id,
            candidature_id=candidature_id,
            occurred_at=_CLOCK,
            occurred_on=_TODAY,
            step=step,
            outcome=outcome,
        )
    )


def answer_own_offer(tx: Connection, candidature_id: UUID, answer: str) -> str:
    """DONE, or why not: UNKNOWN, NOT_OFFERED, TOO_LATE."""
    said = text("SELECT app.answer_offer(:which, :answer)")
    return str(tx.scalar(said, {"which": candidature_id, "answer": answer}))


def unanswered_offers(tx: Connection) -> tuple[UUID, ...]:
    """Candidatures whose offer was not answered in time."""
    return tuple(tx.scalars(text("SELECT app.unanswered_offers()")))


def leave_state(
    tx: Connection, candidature_id: UUID, state: str, *, only_from: frozenset[str]
) -> UUID | None:
    """End an own candidature that stands in one of `only_from`; its request, or None."""
    left: UUID | None = tx.scalar(
        update(candidature)
        .where(candidature.c.id == candidature_id, candidature.c.state.in_(only_from))
        .values(state=state, active=False)
        .returning(candidature.c.request_id)
    )
    return left


def own_step(tx: Connection, candidature_id: UUID) -> int:
    """The highest step the own candidature has reached; 0 for one that is not ours."""
    found = select(func.max(candidature_event.c.step)).where(
        candidature_event.c.candidature_id == candidature_id
    )
    return tx.scalar(found) or 0


def own_candidatures(tx: Connection) -> tuple[OwnCandidature, ...]:
    """The signed-in applicant's candidatures, newest first."""
    rows = tx.execute(
        select(*(candidature.c[name] for name in OwnCandidature.__slots__)).order_by(
            candidature.c.submitted_at.desc(), candidature.c.id
        )
    )
    return tuple(OwnCandidature(*row) for row in rows)
