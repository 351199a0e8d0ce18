"""What an adviser checks before validating a candidature. Facts and indicators, never a refusal."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sqlalchemy import Connection

from app.companies.day import today
from app.companies.eligibility import Eligibility, eligibility
from app.companies.queries import read_company
from app.companies.search import company_of_siren
from app.documents.needed import documents_for
from app.offers.eligibility import (
    CeilingIndicator,
    EffortIndicator,
    judge_effort,
    judge_income,
    suits,
)
from app.offers.household import household_of
from app.offers.search import OpenOffer
from app.offers.tables import tables_on
from app.privacy.readers.adviser import CheckedFile
from app.privacy.rule import FullFile

_SOON = timedelta(days=30)


class Entitlement(Enum):
    """What is known of the employer the request is attached to."""

    ELIGIBLE = "ELIGIBLE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    NOT_VALIDATED = "NOT_VALIDATED"
    UNKNOWN = "UNKNOWN"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything at one glance. `documents_*` count the mandatory ones."""

    income: CeilingIndicator
    effort: EffortIndicator
    people: int
    dwelling_type: str
    size_fits: bool
    documents_there: int
    documents_wanted: int
    valid_until: date
    expires_soon: bool
    employer: Entitlement


def check_file(tx: Connection, case: CheckedFile, home: OpenOffer) -> Checked:
    """The file against the dwelling, today."""
    day = today(tx)
    whole = case.file
    household = household_of(whole, day)
    wanted, there = _documents(case)
    until = valid_until(whole)
    return Checked(
        income=judge_income(household, home.financing, home.insee_code, day, tables_on(tx, day)),
        effort=judge_effort(household, home.rent_with_charges),
        people=household.people,
        dwelling_type=home.dwelling_type,
        size_fits=suits(home.dwelling_type, household.people),
        documents_there=there,
        documents_wanted=wanted,
        valid_until=until,
        expires_soon=until - _SOON <= day,
        employer=_employer(tx, whole.summary.employer_siret),
    )


def valid_until(whole: FullFile) -> date:
    """A request holds one year from its filing or its last renewal."""
    since = whole.request.renewed_on or whole.request.registered_on
    try:
        return since.replace(year=since.year + 1)
    except ValueError:
        return date(since.year + 1, 2, 28)


def _documents(case: CheckedFile) -> tuple[int, int]:
    """How many mandatory ones, and how many of them are deposited or ticked."""
    wanted = [one for one in documents_for(case.file) if one.mandatory]
    return len(wanted), sum(one.deposited or one.code in case.ticked for one in wanted)


def _employer(tx: Connection, siret: str) -> Entitlement:
    if not siret:
        return Entitlement.NONE
    known = company_of_siren(tx, siret[:9])
    company = read_company(tx, known.id) if known is not None else None
    if company is None:
        return Entitlement.UNKNOWN
    if company.status != "ACTIVE":
        return Entitlement.NOT_VALIDATED
    found = eligibility(company.sector, company.headcount_band)
    refused = (Eligibility.TOO_SMALL, Eligibility.NOT_PRIVATE)
    return Entitlement.NOT_ELIGIBLE if found in refused else Entitlement.ELIGIBLE
