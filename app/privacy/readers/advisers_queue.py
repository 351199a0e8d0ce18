"""The advisers' queue: candidatures by dwelling, state and date. It names nobody, so that nobody
is read by looking at it; a person is found by the Numéro Unique they give, whole."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, text, tuple_

from app.offers.models import offer
from app.privacy.adviser_models import silence_reminder
from app.privacy.models import candidature, candidature_event
from app.privacy.rule import CANDIDATURE_FIELDS, EVENT_FIELDS, Candidature, CandidatureEvent

PAGE_SIZES = (25, 50, 100)


class Shelf(Enum):
    """Where a candidature waits, and for whom. The value stands in the address."""

    TO_VALIDATE = "a-valider"
    TO_TRANSMIT = "a-transmettre"
    AT_LANDLORD = "bailleur"
    SILENT = "relances"


STATES: dict[Shelf, tuple[str, ...]] = {
    Shelf.TO_VALIDATE: ("SUBMITTED",),
    Shelf.TO_TRANSMIT: ("VALIDATED",),
    Shelf.AT_LANDLORD: (
        "TRANSMITTED", "CONTACTED", "VISIT_PLANNED", "COMMITTEE_PLANNED", "AWARDED",
        "AWARDED_RANKED", "AWARDED_CONDITIONALLY", "OFFER_NOTIFIED", "ACCEPTED",
    ),
}  # fmt: skip
STATES[Shelf.SILENT] = STATES[Shelf.AT_LANDLORD]


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """What is looked for. `number` is a whole Numéro Unique: then the shelf does not matter.

    `department` is the beginning of the dwelling's INSEE code; `after` and `before` are ids.
    """

    shelf: Shelf = Shelf.TO_VALIDATE
    department: str | None = None
    number: str | None = None
    size: int = PAGE_SIZES[0]
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class QueuedCandidature:
    """A line of the queue. `last_event_at` is the newest thing that happened to it."""

    id: UUID
    offer_id: UUID
    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    landlord_name: str
    rent_with_charges_euros: int
    state: str
    active: bool
    submitted_at: datetime
    reference: str
    reserved: bool
    last_event_at: datetime


_OWN = QueuedCandidature.__slots__[:11]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page, the longest waiting first, and whether there are others on either side."""

    lines: tuple[QueuedCandidature, ...]
    more_before: bool
    more_after: bool


def read_queue(tx: Connection, asked: QueueQuery) -> QueuePage:
    """Keyset paging: a page costs the same wherever it is."""
    query = _lines().where(*_wanted(asked))
    key = tuple_(candidature.c.submitted_at, candidature.c.id)
    backwards = asked.before is not None
    edge = asked.before or asked.after
    at_edge = _edge(tx, edge) if edge is not None else None
    if at_edge is not None:
        here = tuple_(at_edge.submitted_at, at_edge.id)
        query = query.where(key < here if backwards else key > here)
    columns = (candidature.c.submitted_at, candidature.c.id)
    order = [c.desc() if backwards else c.asc() for c in columns]
    rows = tx.execute(query.order_by(*order).limit(asked.size + 1)).all()
    more = len(rows) > asked.size
    lines = tuple(QueuedCandidature(*row) for row in rows[: asked.size])
    if backwards:
        return QueuePage(lines[::-1], more_before=more, more_after=True)
    return QueuePage(lines, more_before=at_edge is not None, more_after=more)


def count_shelves(tx: Connection) -> dict[Shelf, int]:
    """How many candidatures wait on each shelf."""
    rows = tx.execute(
        select(candidature.c.state, func.count())
        .where(candidature.c.active)
        .group_by(candidature.c.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    counts = {shelf: sum(by_state.get(s, 0) for s in states) for shelf, states in STATES.items()}
    silent = select(func.count()).select_from(candidature).where(candidature.c.active, _silent())
    return {**counts, Shelf.SILENT: tx.scalar(silent) or 0}


def find_queued(tx: Connection, candidature_id: UUID) -> QueuedCandidature | None:
    """One candidature as the queue shows it, ended ones too."""
    row = tx.execute(_lines().where(candidature.c.id == candidature_id)).one_or_none()
    return QueuedCandidature(*row) if row is not None else None


def steps_of(tx: Connection, candidature_id: UUID) -> Candidature | None:
    """The dwelling and the events in order of time, without what their applicant alone reads."""
    row = tx.execute(
        select(*(candidature.c[name] for name in CANDIDATURE_FIELDS)).where(
            candidature.c.id == candidature_id
        )
    ).one_or_none()
    if row is None:
        return None
    events = tx.execute(
        select(*(candidature_event.c[name] for name in EVENT_FIELDS))
        .where(candidature_event.c.candidature_id == candidature_id)
        .order_by(candidature_event.c.occurred_at, candidature_event.c.step)
    )
    facts = {**row._mapping, "surface_m2": float(row.surface_m2)}
    return Candidature(**facts, events=tuple(CandidatureEvent(*event) for event in events))


def queued_on(tx: Connection, offer_id: UUID) -> tuple[QueuedCandidature, ...]:
    """Every candidature on one dwelling, in the order they came."""
    rows = tx.execute(
        _lines()
        .where(candidature.c.offer_id == offer_id)
        .order_by(candidature.c.submitted_at, candidature.c.id)
    )
    return tuple(QueuedCandidature(*row) for row in rows)


def _last_event() -> ColumnElement[datetime]:
    newest = select(func.max(candidature_event.c.occurred_at)).where(
        candidature_event.c.candidature_id == candidature.c.id
    )
    return newest.scalar_subquery()


def _lines() -> Select:  # type: ignore[type-arg]
    return select(
        *(candidature.c[name] for name in _OWN),
        offer.c.reference,
        offer.c.reserved_for_siren.is_not(None),
        _last_event(),
    ).join(offer, offer.c.id == candidature.c.offer_id)


def _wanted(asked: QueueQuery) -> list[ColumnElement[bool]]:
    if asked.number is not None:
        theirs = text("candidature.id IN (SELECT app.candidatures_of_number(:number))")
        return [theirs.bindparams(number=asked.number)]  # type: ignore[list-item]
    where = [candidature.c.active, candidature.c.state.in_(STATES[asked.shelf])]
    if asked.shelf is Shelf.SILENT:
        where.append(_silent())
    if asked.department is not None:
        where.append(candidature.c.insee_code.startswith(asked.department, autoescape=True))
    return where


def _silent() -> ColumnElement[bool]:
    """A reminder was noted, and nothing has come since."""
    noted = select(silence_reminder.c.reminded_at).where(
        silence_reminder.c.candidature_id == candidature.c.id
    )
    return noted.scalar_subquery() > _last_event()


def _edge(tx: Connection, which: UUID) -> Row | None:  # type: ignore[type-arg]
    return tx.execute(
        select(candidature.c.submitted_at, candidature.c.id).where(candidature.c.id == which)
    ).one_or_none()
