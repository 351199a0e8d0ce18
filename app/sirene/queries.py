"""What staff read of the reference: units by name or number, one unit with its establishments."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, Select, case, func, select

from app.companies.eligibility import Eligibility, eligibility
from app.companies.models import company, establishment
from app.reference.communes import commune_label
from app.reference.names import sort_key
from app.reference.siret import normalise_siren, normalise_siret, siren_of
from app.sirene.models import sirene_load, sirene_site, sirene_unit
from app.sirene.sector import sector_of

MOST_UNITS = 20
MOST_SITES = 200
# Of words that very many names hold, these are sorted and the first shown.
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit found. `place` is the head office's commune, "" when not known; `company_id` is set
    when the portal has the company already."""

    siren: str
    name: str
    place: str
    active: bool
    headcount_band: str | None
    headcount_year: int | None
    sector: str
    company_id: UUID | None

    @property
    def eligible(self) -> Eligibility:
        """Whether it may use the platform, by what INSEE publishes."""
        return eligibility(self.sector, self.headcount_band)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """An open establishment of the reference; `taken`: the portal has it already."""

    siret: str
    label: str
    address: str
    postcode: str
    insee_code: str
    head_office: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Units found, and whether there are more than shown."""

    units: tuple[UnitLine, ...]
    more: bool


def search_units(tx: Connection, typed: str) -> Found:
    """Units by SIREN, SIRET, or words of the name in any order, their beginnings being enough."""
    number = normalise_siren(typed)
    if number is None and (siret := normalise_siret(typed)) is not None:
        number = siren_of(siret)
    if number is not None:
        rows = tx.execute(_units().where(sirene_unit.c.siren == number)).all()
        return Found(tuple(map(_line, rows)), more=False)
    words = _words(typed)
    if not words:
        return Found((), more=False)
    sirens = tx.scalars(select(func.app.units_named(words, _LOOKED_AT))).all()
    rows = tx.execute(
        _units()
        .where(sirene_unit.c.siren.in_(sirens))
        .order_by(sirene_unit.c.active.desc(), sirene_unit.c.search_name, sirene_unit.c.siren)
        .limit(MOST_UNITS + 1)
    ).all()
    return Found(tuple(map(_line, rows[:MOST_UNITS])), more=len(rows) > MOST_UNITS)


def read_unit(tx: Connection, siren: str) -> UnitLine | None:
    """One unit, or None."""
    row = tx.execute(_units().where(sirene_unit.c.siren == siren)).first()
    return _line(row) if row is not None else None


def open_sites(tx: Connection, siren: str) -> tuple[SiteLine, ...]:
    """Its open establishments, head office first, MOST_SITES at most."""
    rows = tx.execute(
        select(sirene_site, establishment.c.siret.label("taken"))
        .outerjoin(establishment, establishment.c.siret == sirene_site.c.siret)
        .where(sirene_site.c.siren == siren, sirene_site.c.active)
        .order_by(sirene_site.c.head_office.desc(), sirene_site.c.siret)
        .limit(MOST_SITES)
    )
    return tuple(
        SiteLine(
            r.siret, r.label, r.address, r.postcode, r.insee_code, r.head_office,
            r.taken is not None,
        )
        for r in rows
    )  # fmt: skip


def last_load(tx: Connection) -> datetime | None:
    """When a file of units was last loaded to its end."""
    return tx.scalar(select(func.max(sirene_load.c.done_at)).where(sirene_load.c.kind == "UNIT"))


def _units() -> Select:  # type: ignore[type-arg]
    office = sirene_unit.c.siren.concat(sirene_unit.c.head_office_nic)
    return (
        select(
            sirene_unit,
            case((sirene_site.c.insee_code != "", sirene_site.c.insee_code)).label("insee_code"),
            company.c.id.label("company_id"),
        )
        .outerjoin(sirene_site, sirene_site.c.siret == office)
        .outerjoin(company, company.c.siren == sirene_unit.c.siren)
    )


def _line(row: Row) -> UnitLine:  # type: ignore[type-arg]
    return UnitLine(
        row.siren,
        row.name,
        commune_label(row.insee_code) if row.insee_code else "",
        row.active,
        row.headcount_band or None,
        row.headcount_year or None,
        sector_of(row.legal_form, row.activity),
        row.company_id,
    )


def _words(typed: str) -> str:
    """A text search that wants every word's beginning; "" when no word is left."""
    words = "".join(c if c.isalnum() else " " for c in sort_key(typed)).split()
    return " & ".join(f"'{word}':*" for word in words[:8])
