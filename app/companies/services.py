"""Acts on companies. Each runs in the caller's transaction, as staff, and writes the journal.

They raise policy.Refused with a stable reason, and policy.Stale when `seen`, the state the person
was looking at, is no longer the company's.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection, Row, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.audit.acts import record_act
from app.companies.day import today
from app.companies.eligibility import BANDS, SECTORS, eligibility
from app.companies.models import company, company_event, establishment, policy_version
from app.companies.policy import (
    CHOICES,
    Refused,
    Stale,
    Status,
    check_open,
    check_transition,
)
from app.reference.names import sort_key
from app.reference.siret import is_valid_siren, is_valid_siret, siren_of

NAME_LENGTH = 200
_ME = text("SELECT app.ctx_staff()")
_NOW = text("app.clock()")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a company is. `headcount_band` is INSEE's code or None (unknown).

    `source` says whether sector and headcount were typed by STAFF or come from SIRENE; the year is
    the one INSEE counted.
    """

    name: str
    sector: str = "NON_AGRICULTURAL"
    headcount_band: str | None = None
    source: str = "STAFF"
    headcount_year: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """An establishment: 14 digits, a name for people, an address with INSEE's commune code."""

    siret: str
    label: str
    address: str | None = None
    postcode: str | None = None
    insee_code: str | None = None


def create_company(tx: Connection, siren: str, facts: Facts, head_office: Site) -> UUID:
    """A company PENDING verification, with its head office and its first policy (all choices)."""
    if not is_valid_siren(siren):
        raise Refused("siren")
    _check_facts(facts)
    row = tx.execute(
        insert(company)
        .values(siren=siren, **_columns(facts))
        .on_conflict_do_nothing(index_elements=["siren"])
        .returning(company.c.id)
    ).first()
    if row is None:
        raise Refused("siren_taken")
    company_id: UUID = row.id
    tx.execute(
        policy_version.insert().values(
            company_id=company_id,
            number=1,
            effective_on=today(tx),
            choices=list(CHOICES),
            code_required=False,
        )
    )
    _note_state(tx, company_id, Status.PENDING, "Création")
    record_act(tx, "COMPANY_CREATED", company_id, siren)
    _insert_site(tx, company_id, siren, head_office, head_office=True)
    return company_id


def correct_company(tx: Connection, company_id: UUID, facts: Facts, *, seen: Facts) -> None:
    """Replace name, sector and headcount, when they still are what the person saw."""
    _check_facts(facts)
    row = lock_company(tx, company_id)
    check_open(Status(row.status))
    if (row.name, row.sector, row.headcount_band) != (seen.name, seen.sector, seen.headcount_band):
        raise Stale
    if (facts.sector, facts.headcount_band) == (row.sector, row.headcount_band):
        # Only the name changed: what the rest stands on is as it was.
        facts = replace(facts, source=row.facts_source, headcount_year=row.headcount_year)
    replace_facts(tx, company_id, facts)


def replace_facts(tx: Connection, company_id: UUID, facts: Facts) -> None:
    """Name, sector, headcount and where they come from."""
    _check_facts(facts)
    row = lock_company(tx, company_id)
    check_open(Status(row.status))
    tx.execute(update(company).where(company.c.id == company_id).values(**_columns(facts)))
    record_act(tx, "COMPANY_CORRECTED", company_id, row.siren)


def add_establishment(tx: Connection, company_id: UUID, site: Site) -> None:
    """One more establishment of the same SIREN."""
    row = lock_company(tx, company_id)
    check_open(Status(row.status))
    _insert_site(tx, company_id, row.siren, site, head_office=False)


def verify_company(tx: Connection, company_id: UUID, reason: str, *, seen: Status) -> None:
    """PENDING to ACTIVE: mandate and numbers were checked."""
    _pass_to(tx, company_id, Status.ACTIVE, reason, seen=seen, only_from=Status.PENDING)


def suspend_company(tx: Connection, company_id: UUID, reason: str, *, seen: Status) -> None:
    """Its members see nobody from their next request on."""
    _pass_to(tx, company_id, Status.SUSPENDED, reason, seen=seen)


def reactivate_company(tx: Connection, company_id: UUID, reason: str, *, seen: Status) -> None:
    """SUSPENDED to ACTIVE: it sees again whoever's choice still runs."""
    _pass_to(tx, company_id, Status.ACTIVE, reason, seen=seen, only_from=Status.SUSPENDED)


def close_company(tx: Connection, company_id: UUID, reason: str, *, seen: Status) -> None:
    """The end: nothing leads out of CLOSED."""
    _pass_to(tx, company_id, Status.CLOSED, reason, seen=seen)


def lock_company(tx: Connection, company_id: UUID) -> Row:  # type: ignore[type-arg]
    """The company, held until the transaction ends: acts on one company pass one at a time."""
    row = tx.execute(
        select(company).where(company.c.id == company_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise Refused("unknown_company")
    return row


def _pass_to(
    tx: Connection, company_id: UUID, after: Status, reason: str, *,
    seen: Status, only_from: Status | None = None,
) -> None:  # fmt: skip
    row = lock_company(tx, company_id)
    before = Status(row.status)
    if before is not seen:
        raise Stale
    if only_from is not None and before is not only_from:
        raise Refused("transition")
    act = check_transition(before, after, reason, eligibility(row.sector, row.headcount_band))
    tx.execute(
        update(company)
        .where(company.c.id == company_id)
        .values(status=after.value, status_reason=reason.strip(), status_since=_NOW)
    )
    _note_state(tx, company_id, after, reason.strip())
    record_act(tx, act, company_id, row.siren)


def _note_state(tx: Connection, company_id: UUID, status: Status, reason: str) -> None:
    tx.execute(
        company_event.insert().values(
            company_id=company_id, status=status.value, reason=reason, staff_id=tx.scalar(_ME)
        )
    )


def _insert_site(
    tx: Connection, company_id: UUID, siren: str, site: Site, *, head_office: bool
) -> None:
    if not is_valid_siret(site.siret):
        raise Refused("siret")
    if siren_of(site.siret) != siren:
        raise Refused("siret_of_another_siren")
    if not site.label.strip():
        raise Refused("label_missing")
    added = tx.execute(
        insert(establishment)
        .values(
            siret=site.siret,
            company_id=company_id,
            label=site.label.strip(),
            address=site.address,
            postcode=site.postcode,
            insee_code=site.insee_code,
            head_office=head_office,
        )
        .on_conflict_do_nothing(index_elements=["siret"])
        .returning(establishment.c.siret)
    ).first()
    if added is None:
        raise Refused("siret_taken")
    record_act(tx, "ESTABLISHMENT_ADDED", company_id, site.siret)


def _check_facts(facts: Facts) -> None:
    if not facts.name.strip() or len(facts.name) > NAME_LENGTH:
        raise Refused("name")
    if facts.sector not in SECTORS:
        raise Refused("sector")
    if facts.headcount_band is not None and facts.headcount_band not in BANDS:
        raise Refused("headcount_band")


def _columns(facts: Facts) -> dict[str, str | int | None]:
    name = " ".join(facts.name.split())
    return {
        "name": name,
        "search_name": sort_key(name)[:400],
        "sector": facts.sector,
        "headcount_band": facts.headcount_band,
        "facts_source": facts.source,
        "headcount_year": facts.headcount_year,
    }
