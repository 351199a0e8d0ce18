"""SQL of results: where candidatures stand, for whoever records, and what is written of them.

Each question and each writing takes many candidatures in one trip: a file's lines come by the
hundred, and a screen's act is a list of one. The rows are those each login may write (rls.py).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from app.privacy.rule import OUTCOMES

# In the order given: whoever takes several holds them in one order (see `lock_standings`).
_STANDINGS = text(
    "SELECT k.place - 1 AS place, s.request_id, s.state, s.step, s.since, s.known, app.clock() "
    "FROM unnest(CAST(:whiches AS uuid[]), CAST(:words AS text[]), "
    "CAST(:moments AS timestamptz[])) WITH ORDINALITY AS k (which, word, moment, place) "
    "CROSS JOIN LATERAL app.candidature_standing(k.which, k.word, k.moment) s"
)
_LET = text(
    "SELECT k.which FROM unnest(CAST(:whiches AS uuid[])) AS k (which) "
    "WHERE app.let_to_another(k.which)"
)
_ANOTHER = text(
    "SELECT k.which FROM unnest(CAST(:whiches AS uuid[])) AS k (which) "
    "WHERE app.another_is_active(k.which)"
)
_RIVALS = text(
    "SELECT k.which, r.id FROM unnest(CAST(:whiches AS uuid[])) AS k (which) "
    "CROSS JOIN LATERAL app.candidature_rivals(k.which) AS r (id) ORDER BY k.which, r.id"
)
_INSERT_EVENT = text(
    "INSERT INTO candidature_event (request_id, candidature_id, occurred_at, occurred_on, step, "
    "outcome, for_applicant) VALUES (:request_id, :candidature_id, :at, "
    "CAST(CAST(:at AS timestamptz) AT TIME ZONE 'Europe/Paris' AS date), :step, :outcome, "
    ":for_applicant)"
)
_SET_STATE = text(
    "UPDATE candidature SET state = :state, active = :active, answer_by = :answer_by "
    "WHERE id = :candidature_id"
)


@dataclass(frozen=True, slots=True)
class RecordedStanding:
    """Where a candidature stands, for whoever records, at the instant `now`; `known`: this very
    event was taken."""

    request_id: UUID
    state: str
    step: int
    since: datetime
    known: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class NewEvent:
    """`for_applicant` is a column no employer may name."""

    request_id: UUID
    candidature_id: UUID
    at: datetime
    step: int
    outcome: str
    for_applicant: str | None


@dataclass(frozen=True, slots=True)
class NewState:
    """What a landlord's or adviser's event led to; `answer_by` is the last day to answer."""

    candidature_id: UUID
    state: str
    active: bool
    answer_by: date | None


def lock_standings(
    tx: Connection, asked: Sequence[tuple[UUID, str, datetime]]
) -> list[RecordedStanding | None]:
    """Hold each candidature and say where it stands for (candidature, outcome, moment); None for
    one that does not exist. They are held in the order of their ids, whatever the caller's."""
    if not asked:
        return []
    order = sorted(range(len(asked)), key=lambda place: asked[place][0])
    sets = [[asked[place][column] for place in order] for column in range(3)]
    rows = tx.execute(_STANDINGS, dict(zip(("whiches", "words", "moments"), sets, strict=True)))
    found: list[RecordedStanding | None] = [None] * len(asked)
    for place, *standing in rows:
        found[order[place]] = RecordedStanding(*standing)
    return found


def let_among(tx: Connection, candidatures: Sequence[UUID]) -> frozenset[UUID]:
    """Those on whose dwelling another one has the lease. Until the caller's end no other lease and
    no correction is taken on these dwellings; call it before holding a candidature."""
    return _those(tx, _LET, candidatures)


def elsewhere_active(tx: Connection, candidatures: Sequence[UUID]) -> frozenset[UUID]:
    """Those whose request has another active candidature."""
    return _those(tx, _ANOTHER, candidatures)


def rivals(tx: Connection, candidatures: Sequence[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    """(candidature, other active one on the same dwelling)."""
    if not candidatures:
        return ()
    return tuple((row[0], row[1]) for row in tx.execute(_RIVALS, {"whiches": list(candidatures)}))


def insert_events(tx: Connection, events: Sequence[NewEvent]) -> None:
    """In the order given."""
    for event in events:
        if event.outcome not in OUTCOMES:
            raise ValueError(f"not an outcome of the rule: {event.outcome}")
    if events:
        tx.execute(_INSERT_EVENT, [asdict(event) for event in events])


def set_states(tx: Connection, states: Sequence[NewState]) -> None:
    """One after the other: what each change sets off is set off once for each."""
    if states:
        tx.execute(_SET_STATE, [asdict(state) for state in states])


def _those(tx: Connection, question: TextClause, candidatures: Sequence[UUID]) -> frozenset[UUID]:
    if not candidatures:
        return frozenset()
    return frozenset(tx.scalars(question, {"whiches": list(candidatures)}))
