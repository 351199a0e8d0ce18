"""The applicant's side of companies: is this employer known, under which rules, is this code right.

Everything runs under the applicant's own login; the answers hold public facts of companies only.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from app.companies.codes import normalise_code
from app.companies.eligibility import Eligibility, eligibility
from app.companies.models import company, establishment, policy_version
from app.companies.policy import Status

_CODE_OPENS = text("SELECT app.code_opens(:company, :given)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The company behind a SIRET. `status` is a Status value, or UNKNOWN when there is none.

    `establishment_label` is None when only another establishment of the same SIREN is known.
    """

    company_id: UUID | None
    company_name: str | None
    status: str
    establishment_label: str | None
    sector: str | None = None
    headcount_band: str | None = None

    @property
    def eligibility(self) -> Eligibility:
        """By sector and headcount of the SIREN; UNKNOWN for a company nobody told us of."""
        return eligibility(self.sector, self.headcount_band) if self.sector else Eligibility.UNKNOWN

    @property
    def validated(self) -> bool:
        """Only then may a choice other than 1 be made."""
        return self.status == Status.ACTIVE.value


NOBODY = Recognised(None, None, "UNKNOWN", None)


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that govern a choice made on one day. Choice 1 is always in `choices`."""

    id: UUID
    choices: tuple[int, ...]
    code_required: bool
    access_rules: str
    points_on_summary: bool


def recognise(tx: Connection, siret: str) -> Recognised:
    """The company an employer's SIRET (14 digits) belongs to, by establishment or SIREN."""
    found = tx.execute(
        select(
            company.c.id,
            company.c.name,
            company.c.status,
            establishment.c.label,
            company.c.sector,
            company.c.headcount_band,
        )
        .select_from(company)
        .outerjoin(
            establishment,
            (establishment.c.company_id == company.c.id) & (establishment.c.siret == siret),
        )
        .where(company.c.id == func.app.company_of_siret(siret))
    ).first()
    if found is None:
        return NOBODY
    return Recognised(*found)


def current_policy(tx: Connection, company_id: UUID, day: date) -> Policy:
    """The version in force on `day`. Raises LookupError before the company's first one."""
    found = tx.execute(
        select(policy_version)
        .where(policy_version.c.company_id == company_id, policy_version.c.effective_on <= day)
        .order_by(policy_version.c.effective_on.desc(), policy_version.c.number.desc())
        .limit(1)
    ).first()
    if found is None:
        raise LookupError("no policy in force on that day")
    return Policy(
        id=found.id,
        choices=tuple(sorted(found.choices)),
        code_required=found.code_required,
        access_rules=found.access_rules,
        points_on_summary=found.points_on_summary,
    )


def code_opens(tx: Connection, company_id: UUID, typed: str) -> bool:
    """Whether what was typed is a code of this company good today.

    Malformed, wrong, expired and foreign take the same way and the same time: the database is
    asked every time, with an empty text when there is nothing to compare.
    """
    return bool(
        tx.scalar(_CODE_OPENS, {"company": company_id, "given": normalise_code(typed) or ""})
    )
