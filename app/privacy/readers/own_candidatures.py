"""The applicant's own candidatures, with the sentences that are the applicant's alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.privacy.codec import decode_row
from app.privacy.models import candidature, candidature_event
from app.privacy.rule import CANDIDATURE_FIELDS, EVENT_FIELDS, Candidature, CandidatureEvent


@dataclass(frozen=True, slots=True)
class OwnCandidatureFile:
    """`told` are (day, sentence) pairs, oldest first; `answer_by` the last day to answer."""

    id: UUID
    offer_id: UUID
    state: str
    active: bool
    answer_by: date | None
    candidature: Candidature
    told: tuple[tuple[date, str], ...]


def own_candidature_files(tx: Connection) -> tuple[OwnCandidatureFile, ...]:
    """All of the signed-in applicant's, newest first."""
    events: dict[UUID, list[CandidatureEvent]] = {}
    told: dict[UUID, list[tuple[date, str]]] = {}
    columns = (candidature_event.c[name] for name in EVENT_FIELDS)
    for row in tx.execute(
        select(
            candidature_event.c.candidature_id, candidature_event.c.for_applicant, *columns
        ).order_by(candidature_event.c.occurred_at, candidature_event.c.step)
    ):
        events.setdefault(row.candidature_id, []).append(decode_row(CandidatureEvent, row._mapping))
        if row.for_applicant:
            told.setdefault(row.candidature_id, []).append((row.occurred_on, row.for_applicant))
    rows = tx.execute(
        select(
            candidature.c.id,
            candidature.c.offer_id,
            candidature.c.state,
            candidature.c.active,
            candidature.c.answer_by,
            *(candidature.c[name] for name in CANDIDATURE_FIELDS),
        ).order_by(candidature.c.submitted_at.desc(), candidature.c.id)
    )
    return tuple(
        OwnCandidatureFile(
            row.id,
            row.offer_id,
            row.state,
            row.active,
            row.answer_by,
            Candidature(
                **{name: row._mapping[name] for name in CANDIDATURE_FIELDS},
                events=tuple(events.get(row.id, ())),
            ),
            tuple(told.get(row.id, ())),
        )
        for row in rows
    )
