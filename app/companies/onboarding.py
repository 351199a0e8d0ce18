"""What a company's own users are told of it: its establishments and its codes in force.

No use of a code, no count of people: an employer's login reads none of them here.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.companies.codes import display_code
from app.companies.day import today
from app.companies.models import company_code, establishment
from app.companies.policy import code_state
from app.db.written import Written, write


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A Company Code in force; `shown` is ABCD-EFGH-J, `until` its last day or None."""

    label: str
    shown: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OwnSite:
    """An establishment of the company acted for."""

    siret: str
    label: str
    insee_code: str | None
    head_office: bool


def own_sites(tx: Connection, sites: tuple[str, ...] | None) -> tuple[OwnSite, ...]:
    """The establishments one acts for (`sites` None: all of them), the head office first."""
    columns = (
        establishment.c.siret,
        establishment.c.label,
        establishment.c.insee_code,
        establishment.c.head_office,
    )
    statement = select(*columns).order_by(
        establishment.c.head_office.desc(), establishment.c.label, establishment.c.siret
    )
    if sites is not None:
        statement = statement.where(establishment.c.siret.in_(sites))
    return tuple(OwnSite(*row) for row in tx.execute(statement))


def count_establishments(tx: Connection) -> int:
    """The establishments of the company acted for."""
    return int(_count_written().ask_one(tx)[0])


@cache
def _count_written() -> Written:
    """Every page's frame says it."""
    return write(select(func.count()).select_from(establishment))


def codes_in_force(tx: Connection) -> tuple[OwnCode, ...]:
    """The codes one may publish today, by label."""
    day = today(tx)
    rows = tx.execute(
        select(
            company_code.c.label,
            company_code.c.code,
            company_code.c.status,
            company_code.c.valid_from,
            company_code.c.valid_until,
        ).order_by(company_code.c.label, company_code.c.code)
    )
    return tuple(
        OwnCode(row.label, display_code(row.code), row.valid_until)
        for row in rows
        if code_state(row.status, row.valid_from, row.valid_until, day) == "ACTIVE"
    )


@dataclass(frozen=True, slots=True)
class PrintableCode:
    """A code in force whose poster may be printed."""

    id: UUID
    label: str
    shown: str


def codes_to_print(tx: Connection) -> tuple[PrintableCode, ...]:
    """The codes in force with their ids, by label."""
    day = today(tx)
    rows = tx.execute(
        select(
            company_code.c.id,
            company_code.c.label,
            company_code.c.code,
            company_code.c.status,
            company_code.c.valid_from,
            company_code.c.valid_until,
        ).order_by(company_code.c.label, company_code.c.code)
    )
    return tuple(
        PrintableCode(row.id, row.label, display_code(row.code))
        for row in rows
        if code_state(row.status, row.valid_from, row.valid_until, day) == "ACTIVE"
    )
