"""SQL of landlords' events: which candidature is meant, and what was reported before."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.privacy.models import candidature, landlord_event

# (landlord's SIREN, the event's identifier).
Key = tuple[str, str]
_REPORTED = text(
    "SELECT e.landlord_siren, e.event_id, e.candidature_id, e.event, e.before "
    "FROM landlord_event e JOIN unnest(CAST(:sirens AS text[]), CAST(:ids AS text[])) "
    "AS k (siren, id) ON e.landlord_siren = k.siren AND e.event_id = k.id"
)
_MEANT = text(
    "SELECT app.landlord_candidature(k.siren, k.ref, k.number) "
    "FROM unnest(CAST(:sirens AS text[]), CAST(:refs AS text[]), CAST(:numbers AS text[])) "
    "WITH ORDINALITY AS k (siren, ref, number, place) ORDER BY k.place"
)
_KEEP = text(
    "INSERT INTO landlord_event (landlord_siren, event_id, candidature_id, event, before) "
    "SELECT * FROM unnest(CAST(:sirens AS text[]), CAST(:ids AS text[]), "
    "CAST(:whiches AS uuid[]), CAST(:events AS text[]), CAST(:befores AS text[])) "
    "ON CONFLICT DO NOTHING RETURNING landlord_siren, event_id"
)


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """A landlord's event that was taken; `before` is the state the candidature came from."""

    candidature_id: UUID
    event: str
    before: str


def landlord_candidatures(
    tx: Connection, meant: Sequence[tuple[str, str, str]]
) -> list[UUID | None]:
    """The candidature each (SIREN, offer's reference, unique number) speaks of: the running one,
    else the newest; or None."""
    if not meant:
        return []
    sirens, refs, numbers = ([one[column] for one in meant] for column in range(3))
    return list(tx.scalars(_MEANT, {"sirens": sirens, "refs": refs, "numbers": numbers}))


def reported_among(tx: Connection, keys: Sequence[Key]) -> dict[Key, ReportedEvent]:
    """Those events that were taken."""
    if not keys:
        return {}
    rows = tx.execute(_REPORTED, _columns(keys))
    return {(row[0], row[1]): ReportedEvent(*row[2:]) for row in rows}


def keep_reported(tx: Connection, events: Sequence[tuple[Key, ReportedEvent]]) -> frozenset[Key]:
    """Remember the events; those that were known are not among the answer, and nothing else may
    be done with them."""
    if not events:
        return frozenset()
    values = _columns([key for key, _event in events]) | {
        "whiches": [one.candidature_id for _key, one in events],
        "events": [one.event for _key, one in events],
        "befores": [one.before for _key, one in events],
    }
    return frozenset((row[0], row[1]) for row in tx.execute(_KEEP, values))


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


def _columns(keys: Sequence[Key]) -> dict[str, list[str] | list[UUID]]:
    return {"sirens": [siren for siren, _ in keys], "ids": [one for _, one in keys]}
