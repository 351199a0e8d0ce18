"""The candidatures a company may support, and where those it supported stand: of people whose file
is open to it now. Each reading writes its journal line."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, exists, select, tuple_

from app.access.actor import Actor
from app.privacy.codec import decode_row
from app.privacy.models import candidature, candidature_event, summary
from app.privacy.readers.employer import note_reading
from app.privacy.rule import (
    CANDIDATURE_FIELDS,
    EVENT_FIELDS,
    Candidature,
    CandidatureEvent,
    Choice,
    NotShared,
)
from app.reference.names import display_name

# After one of these a note can no longer go with the file.
_OVER = ("INVALIDATED", "CANCELLED", "OFFER_FILLED", "NO_ANSWER")


@dataclass(frozen=True, slots=True)
class ShownCandidature:
    """One candidature, and "NOM Prénoms" of whoever applied."""

    id: UUID
    public_id: UUID
    person: str
    candidature: Candidature


def supportable(
    tx: Connection, actor: Actor, size: int, *, after: UUID | None = None,
    public_id: UUID | None = None,
) -> tuple[tuple[ShownCandidature, ...], UUID | None]:  # fmt: skip
    """Those not yet at the landlord's, newest first, and the key of the next page."""
    gone = exists(
        select(candidature_event.c.candidature_id)
        .where(
            candidature_event.c.candidature_id == candidature.c.id,
            (candidature_event.c.step >= 3) | candidature_event.c.outcome.in_(_OVER),
        )
        .correlate(candidature)
    )
    terms: list[ColumnElement[bool]] = [~gone]
    if public_id is not None:
        terms.append(candidature.c.public_id == public_id)
    key = _key_of(tx, actor, after)
    if key is not None:
        terms.append(tuple_(candidature.c.submitted_at, candidature.c.id) < key)
    found = _read(tx, actor, *terms, most=size + 1)
    _write_down(tx, found[:size])
    return found[:size], found[size - 1].id if len(found) > size else None


def candidatures_of(
    tx: Connection, actor: Actor, ids: tuple[UUID, ...]
) -> dict[UUID, ShownCandidature]:
    """Those of `ids` that are open to the company now, by id."""
    found = _read(tx, actor, candidature.c.id.in_(ids), most=len(ids))
    _write_down(tx, found)
    return {one.id: one for one in found}


def _read(
    tx: Connection, actor: Actor, *terms: ColumnElement[bool], most: int
) -> tuple[ShownCandidature, ...]:
    rows = tx.execute(
        select(
            candidature.c.id,
            candidature.c.public_id,
            summary.c.surname,
            summary.c.first_names,
            *(candidature.c[name] for name in CANDIDATURE_FIELDS),
        )
        .join(summary, summary.c.public_id == candidature.c.public_id)
        .where(
            candidature.c.company_id == actor.company_id,
            candidature.c.level >= int(Choice.FULL_FILE),
            summary.c.company_id == actor.company_id,
            *terms,
        )
        .order_by(candidature.c.submitted_at.desc(), candidature.c.id.desc())
        .limit(most)
    ).all()
    events = _events(tx, [row.id for row in rows])
    return tuple(
        ShownCandidature(
            row.id,
            row.public_id,
            display_name(row.surname, row.first_names),
            Candidature(
                **{name: row._mapping[name] for name in CANDIDATURE_FIELDS},
                events=tuple(events.get(row.id, ())),
            ),
        )
        for row in rows
    )


def _events(tx: Connection, ids: list[UUID]) -> dict[UUID, list[CandidatureEvent]]:
    found: dict[UUID, list[CandidatureEvent]] = {}
    if not ids:
        return found
    columns = (candidature_event.c[name] for name in EVENT_FIELDS)
    for row in tx.execute(
        select(candidature_event.c.candidature_id, *columns)
        .where(candidature_event.c.candidature_id.in_(ids))
        .order_by(candidature_event.c.occurred_at, candidature_event.c.step)
    ):
        found.setdefault(row.candidature_id, []).append(decode_row(CandidatureEvent, row._mapping))
    return found


def _write_down(tx: Connection, found: tuple[ShownCandidature, ...]) -> None:
    """One line for the page. Raises NotShared when somebody left meanwhile."""
    people = list({one.public_id for one in found})
    if people and not note_reading(tx, people, "LIST_READ", None, Choice.FULL_FILE):
        raise NotShared


def _key_of(tx: Connection, actor: Actor, candidature_id: UUID | None):  # type: ignore[no-untyped-def]
    if candidature_id is None:
        return None
    return tx.execute(
        select(candidature.c.submitted_at, candidature.c.id).where(
            candidature.c.company_id == actor.company_id,
            candidature.c.level >= int(Choice.FULL_FILE),
            candidature.c.id == candidature_id,
        )
    ).one_or_none()
