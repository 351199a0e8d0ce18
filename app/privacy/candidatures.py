"""SQL of candidatures: the applicant's own rows, and results written by the worker.

Employers' copies are the same rows seen through row security: of an event they hold the date,
the step and one word of the rule's closed list.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, TextClause, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.privacy.models import candidature, candidature_event, landlord_event
from app.privacy.rule import OUTCOMES

_CLOCK = text("app.clock()")
_STANDING = text(
    "SELECT request_id, state, step, since, known "
    "FROM app.candidature_standing(:which, :word, :moment)"
)

_REPORTED = text(
    "SELECT e.landlord_siren, e.event_id FROM landlord_event e "
    "JOIN unnest(CAST(:sirens AS text[]), CAST(:ids AS text[])) AS k (siren, id) "
    "ON e.landlord_siren = k.siren AND e.event_id = k.id"
)


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


@dataclass(frozen=True, slots=True)
class RecordedStanding:
    """Where a candidature stands, for whoever records; `known`: this very event was taken."""

    request_id: UUID
    state: str
    step: int
    since: datetime
    known: bool


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
    tx: Connection, candidature_id: UUID, request_id: UUID, *, step: int, outcome: str,
    at: datetime | None = None, for_applicant: str | None = None,
) -> None:  # fmt: skip
    """One event; `at` None is now. `for_applicant` is a column no employer may name."""
    if outcome not in OUTCOMES:
        raise ValueError(f"not an outcome of the rule: {outcome}")
    moment = _CLOCK if at is None else at
    told = {"for_applicant": for_applicant} if for_applicant is not None else {}
    # inline: whoever writes events may not read them back, not even the row's own id
    tx.execute(
        candidature_event.insert()
        .inline()
        .values(
            request_id=request_id,
            candidature_id=candidature_id,
            occurred_at=moment,
            occurred_on=_day_of(moment),
            step=step,
            outcome=outcome,
            **told,
        )
    )


def set_state(
    tx: Connection, candidature_id: UUID, state: str, *, active: bool, answer_by: date | None = None
) -> None:
    """The state a landlord's or adviser's event led to; `answer_by` is the last day to answer."""
    values: dict[str, object] = {"state": state, "active": active, "answer_by": answer_by}
    tx.execute(update(candidature).where(candidature.c.id == candidature_id).values(values))


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


def lock_standing(
    tx: Connection, candidature_id: UUID, outcome: str, at: datetime
) -> RecordedStanding | None:
    """Hold a candidature and say where it stands; None when there is no such one."""
    row = tx.execute(
        _STANDING, {"which": candidature_id, "word": outcome, "moment": at}
    ).one_or_none()
    return RecordedStanding(*row) if row is not None else None


def another_is_active(tx: Connection, candidature_id: UUID) -> bool:
    """Whether the same request has another active candidature."""
    return bool(tx.scalar(text("SELECT app.another_is_active(:which)"), {"which": candidature_id}))


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """A landlord's event that was taken; `before` is the state the candidature came from."""

    candidature_id: UUID
    event: str
    before: str


def landlord_candidature(
    tx: Connection, siren: str, reference: str, unique_number: str
) -> UUID | None:
    """The candidature a landlord speaks of: the running one, else the newest; or None."""
    found: UUID | None = tx.scalar(
        text("SELECT app.landlord_candidature(:siren, :ref, :number)"),
        {"siren": siren, "ref": reference, "number": unique_number},
    )
    return found


def reported_event(tx: Connection, siren: str, event_id: str) -> ReportedEvent | None:
    """A landlord's earlier event by its own identifier."""
    row = tx.execute(
        select(*(landlord_event.c[name] for name in ReportedEvent.__slots__)).where(
            landlord_event.c.landlord_siren == siren, landlord_event.c.event_id == event_id
        )
    ).one_or_none()
    return ReportedEvent(*row) if row is not None else None


def reported_among(tx: Connection, keys: list[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Which of (landlord's SIREN, event's identifier) are known."""
    rows = tx.execute(
        _REPORTED, {"sirens": [siren for siren, _ in keys], "ids": [one for _, one in keys]}
    )
    return frozenset((row.landlord_siren, row.event_id) for row in rows)


def keep_reported(tx: Connection, siren: str, event_id: str, reported: ReportedEvent) -> bool:
    """Remember the event; False when it was known, then nothing else may be done with it."""
    statement = insert(landlord_event).values(
        landlord_siren=siren,
        event_id=event_id,
        **{name: getattr(reported, name) for name in ReportedEvent.__slots__},
    )
    return bool(tx.execute(statement.on_conflict_do_nothing()).rowcount)


def standing_report(tx: Connection, candidature_id: UUID) -> str | None:
    """The identifier of the landlord's event that made the candidature what it is, if one did."""
    found: str | None = tx.scalar(
        select(landlord_event.c.event_id)
        .join(candidature, candidature.c.id == landlord_event.c.candidature_id)
        .where(candidature.c.id == candidature_id, landlord_event.c.event == candidature.c.state)
        .order_by(landlord_event.c.before == landlord_event.c.event, landlord_event.c.event_id)
        .limit(1)
    )
    return found


def let_to_another(tx: Connection, candidature_id: UUID) -> bool:
    """Whether another candidature has the lease of the same dwelling. Until the caller's end no
    other lease and no correction is taken on it; call it before holding a candidature."""
    return bool(tx.scalar(text("SELECT app.let_to_another(:which)"), {"which": candidature_id}))


def rivals(tx: Connection, candidature_id: UUID) -> tuple[UUID, ...]:
    """The other active candidatures on the same dwelling."""
    return tuple(
        tx.scalars(text("SELECT app.candidature_rivals(:which)"), {"which": candidature_id})
    )


def _day_of(moment: datetime | TextClause) -> ColumnElement[date]:
    return func.date(func.timezone("Europe/Paris", moment))
