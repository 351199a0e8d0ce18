"""Finding companies: by name, SIREN, SIRET or Company Code, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, tuple_

from app.companies.codes import normalise_code
from app.companies.models import company, company_code, establishment, membership
from app.companies.policy import Status
from app.reference.communes import commune_label
from app.reference.names import sort_key
from app.reference.siret import normalise_siren, normalise_siret, siren_of

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `after` and `before` are the ids of the neighbouring page's edge."""

    text: str = ""
    status: Status | None = None
    size: int = PAGE_SIZES[0]
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company in a list. `place` is the head office's commune, None when not known."""

    id: UUID
    siren: str
    name: str
    status: str
    since: datetime
    place: str | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """One page in the order of names, and whether there are others on either side."""

    lines: tuple[CompanyLine, ...]
    more_before: bool
    more_after: bool


def search_companies(tx: Connection, wanted: Wanted) -> CompanyPage:
    """A page of the companies that match. Keyset paging: a page costs the same wherever it is."""
    query = _filtered(wanted)
    key = tuple_(company.c.search_name, company.c.id)
    backwards = wanted.before is not None
    edge = wanted.before or wanted.after
    if edge is not None:
        at_edge = select(company.c.search_name, company.c.id).where(company.c.id == edge)
        row = tx.execute(at_edge).first()
        if row is not None:
            here = tuple_(row.search_name, row.id)
            query = query.where(key < here if backwards else key > here)
    order = [c.desc() if backwards else c.asc() for c in (company.c.search_name, company.c.id)]
    rows = tx.execute(query.order_by(*order).limit(wanted.size + 1)).all()
    more = len(rows) > wanted.size
    lines = tuple(_line(row) for row in rows[: wanted.size])
    if backwards:
        return CompanyPage(lines[::-1], more_before=more, more_after=True)
    return CompanyPage(lines, more_before=wanted.after is not None, more_after=more)


def count_by_status(tx: Connection) -> dict[str, int]:
    """How many companies stand in each state (every state is there)."""
    rows = tx.execute(select(company.c.status, func.count()).group_by(company.c.status))
    return {s.value: 0 for s in Status} | {row[0]: row[1] for row in rows}


def waiting_for_verification(tx: Connection, most: int) -> tuple[CompanyLine, ...]:
    """PENDING companies, the longest waiting first."""
    rows = tx.execute(
        _lines()
        .where(company.c.status == Status.PENDING.value)
        .order_by(company.c.status_since, company.c.id)
        .limit(most)
    )
    return tuple(_line(row) for row in rows)


def active_without_owner(tx: Connection, most: int) -> tuple[CompanyLine, ...]:
    """ACTIVE companies in which nobody can act: they need a first OWNER."""
    owned = select(membership.c.company_id).where(
        membership.c.role == "OWNER", membership.c.ended_at.is_(None)
    )
    rows = tx.execute(
        _lines()
        .where(company.c.status == Status.ACTIVE.value, company.c.id.not_in(owned))
        .order_by(company.c.status_since, company.c.id)
        .limit(most)
    )
    return tuple(_line(row) for row in rows)


def company_of_siren(tx: Connection, siren: str) -> CompanyLine | None:
    """The company that holds a SIREN."""
    row = tx.execute(_lines().where(company.c.siren == siren)).first()
    return _line(row) if row is not None else None


def _lines() -> Select:  # type: ignore[type-arg]
    office = (
        select(establishment.c.insee_code)
        .where(establishment.c.company_id == company.c.id, establishment.c.head_office)
        .limit(1)
        .scalar_subquery()
    )
    return select(
        company.c.id, company.c.siren, company.c.name, company.c.status,
        company.c.status_since, office.label("insee_code"),
    )  # fmt: skip


def _filtered(wanted: Wanted) -> Select:  # type: ignore[type-arg]
    query = _lines()
    if wanted.status is not None:
        query = query.where(company.c.status == wanted.status.value)
    if wanted.text.strip():
        query = query.where(_matches(wanted.text))
    return query


def _matches(typed: str) -> ColumnElement[bool]:
    """A whole number names one company; anything else is part of a name, or a code."""
    number = normalise_siren(typed)
    if number is None and (siret := normalise_siret(typed)) is not None:
        number = siren_of(siret)
    if number is not None:
        return company.c.siren == number
    code = normalise_code(typed)
    if code is not None:
        holder = select(company_code.c.company_id).where(company_code.c.code == code)
        return company.c.id.in_(holder)
    return company.c.search_name.contains(sort_key(typed), autoescape=True)


def _line(row: Row) -> CompanyLine:  # type: ignore[type-arg]
    place = commune_label(row.insee_code) if row.insee_code else None
    return CompanyLine(row.id, row.siren, row.name, row.status, row.status_since, place)
