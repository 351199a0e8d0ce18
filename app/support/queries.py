"""What is read of supports and suggestions. Row security bounds every query."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, select, text, tuple_

from app.offers.models import offer
from app.support.models import suggestion, support

_NOTES = text("SELECT company_name, author_role, note, made_at FROM app.notes_to_send(:which)")


@dataclass(frozen=True, slots=True)
class Support:
    """A company's note on one candidature. `answer` is ACCEPTED, DECLINED or None."""

    id: UUID
    public_id: UUID
    candidature_id: UUID
    note: str
    author_name: str
    author_role: str
    made_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class OwnSupport:
    """A note as its applicant reads it: the author's role, not the name."""

    id: UUID
    candidature_id: UUID
    note: str
    author_role: str
    made_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A dwelling pointed to; the facts are the offer's, None once it is gone from the reader."""

    id: UUID
    public_id: UUID
    offer_id: UUID
    note: str
    author_role: str
    made_at: datetime
    answer: str | None
    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    rent_with_charges_euros: int


@dataclass(frozen=True, slots=True)
class NoteToSend:
    """What leaves with the file."""

    company_name: str
    author_role: str
    note: str
    made_at: datetime


def supports_page(
    tx: Connection, company_id: UUID, size: int, after: UUID | None
) -> tuple[tuple[Support, ...], UUID | None]:
    """A page of the company's standing notes, newest first, and the key of the next page."""
    statement = (
        select(*(support.c[name] for name in Support.__slots__))
        .where(support.c.company_id == company_id, support.c.withdrawn_at.is_(None))
        .order_by(support.c.made_at.desc(), support.c.id.desc())
        .limit(size + 1)
    )
    key = _key_of(tx, company_id, after)
    if key is not None:
        statement = statement.where(tuple_(support.c.made_at, support.c.id) < key)
    found = [Support(*row) for row in tx.execute(statement)]
    return tuple(found[:size]), found[size - 1].id if len(found) > size else None


def supported(tx: Connection, company_id: UUID, candidatures: list[UUID]) -> dict[UUID, Support]:
    """The standing notes on these candidatures, by candidature."""
    rows = tx.execute(
        select(*(support.c[name] for name in Support.__slots__)).where(
            support.c.company_id == company_id,
            support.c.withdrawn_at.is_(None),
            support.c.candidature_id.in_(candidatures),
        )
    )
    return {row.candidature_id: Support(*row) for row in rows}


def support_of(tx: Connection, company_id: UUID, support_id: UUID) -> Support | None:
    """One standing note of the company, or None."""
    row = tx.execute(
        select(*(support.c[name] for name in Support.__slots__)).where(
            support.c.company_id == company_id,
            support.c.id == support_id,
            support.c.withdrawn_at.is_(None),
        )
    ).one_or_none()
    return Support(*row) if row is not None else None


def suggestions_to(tx: Connection, company_id: UUID, public_id: UUID) -> tuple[Suggestion, ...]:
    """What the company suggested to one person in the running period, newest first."""
    return _suggestions(
        tx, suggestion.c.company_id == company_id, suggestion.c.public_id == public_id
    )


def own_supports(tx: Connection) -> dict[UUID, OwnSupport]:
    """The signed-in applicant's, by candidature."""
    rows = tx.execute(
        select(*(support.c[name] for name in OwnSupport.__slots__)).where(
            support.c.withdrawn_at.is_(None)
        )
    )
    return {row.candidature_id: OwnSupport(*row) for row in rows}


def own_suggestions(tx: Connection) -> tuple[Suggestion, ...]:
    """The signed-in applicant's, newest first; those still open only."""
    today = text("(app.clock() AT TIME ZONE 'Europe/Paris')::date")
    return _suggestions(tx, offer.c.closes_on >= today)


def notes_to_send(tx: Connection, candidature_id: UUID) -> tuple[NoteToSend, ...]:
    """What the landlord reads with the file; for an adviser or the worker."""
    return tuple(NoteToSend(*row) for row in tx.execute(_NOTES, {"which": candidature_id}))


def _suggestions(tx: Connection, *terms) -> tuple[Suggestion, ...]:  # type: ignore[no-untyped-def]
    facts = (offer.c.dwelling_type, offer.c.surface_m2, offer.c.insee_code, offer.c.residence)
    plain = ("id", "public_id", "offer_id", "note", "author_role", "made_at", "answer")
    rows = tx.execute(
        select(
            *(suggestion.c[name] for name in plain),
            *facts,
            (offer.c.rent_euros + offer.c.charges_euros).label("rent_with_charges_euros"),
        )
        .join(offer, offer.c.id == suggestion.c.offer_id)
        .where(*terms)
        .order_by(suggestion.c.made_at.desc(), suggestion.c.id.desc())
    )
    return tuple(Suggestion(**row._mapping) for row in rows)


def _key_of(tx: Connection, company_id: UUID, support_id: UUID | None) -> Row | None:  # type: ignore[type-arg]
    if support_id is None:
        return None
    return tx.execute(
        select(support.c.made_at, support.c.id).where(
            support.c.company_id == company_id, support.c.id == support_id
        )
    ).one_or_none()
