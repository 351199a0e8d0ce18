"""A registered housing request, as every other part of the portal receives it.

Codes are those of the contract (`housing_request.schema.json`). What the registry left out is
None, an empty tuple, zero or False; text is trimmed, in Unicode form NFC, and never empty.
Amounts are whole euros, by month unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace: a postcode alone never identifies a commune."""

    postcode: str
    insee_code: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives now."""

    line: str | None
    postcode: str
    insee_code: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """Work, and the employer by its establishment (`siret`, 14 digits)."""

    status: str
    contract: str | None = None
    job_title: str | None = None
    employer_name: str | None = None
    siret: str | None = None
    several_employers: bool = False
    workplace: Place | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The applicant or the co-applicant; only the latter has a `link`."""

    civility: str
    birth_name: str
    usual_name: str | None
    first_names: str
    birth_date: date
    occupation: Occupation
    nationality: str | None = None
    family_status: str | None = None
    link: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | None = None

    @property
    def surname(self) -> str:
        """The usual name, else the birth name."""
        return self.usual_name or self.birth_name


@dataclass(frozen=True, slots=True)
class Dependant:
    """A child or another person the household supports."""

    last_name: str
    first_name: str
    birth_date: date
    sex: str | None = None
    link: str | None = None
    custody: str | None = None


@dataclass(frozen=True, slots=True)
class FlatMate:
    """Somebody who wants to share the dwelling and files an own request."""

    last_name: str
    first_names: str
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """Who would live there beside the applicant and the co-applicant."""

    dependants: tuple[Dependant, ...] = ()
    flat_mates: tuple[FlatMate, ...] = ()
    unborn_children: int = 0
    due_date: date | None = None
    disabled_people: int = 0
    disability_details: str | None = None


@dataclass(frozen=True, slots=True)
class TaxIncome:
    """The tax reference income of one person for one `year`."""

    year: int
    person: str
    euros: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A monthly resource of one person, by the registry's code (SAL, AAH…)."""

    person: str
    code: str
    euros: int


@dataclass(frozen=True, slots=True)
class Income:
    """Yearly taxable income, monthly resources, and alimony paid."""

    reference_tax_income: tuple[TaxIncome, ...] = ()
    monthly_resources: tuple[Resource, ...] = ()
    alimony_paid_euros: int = 0


@dataclass(frozen=True, slots=True)
class CurrentHousing:
    """How the applicant is housed today."""

    kind: str | None = None
    landlord_name: str | None = None
    landlord_siren: str | None = None
    since: date | None = None
    dwelling_type: str | None = None
    surface_m2: float | None = None
    rent_euros: int | None = None
    housing_aid_euros: int | None = None
    people: int | None = None
    owns_another_home: bool | None = None


@dataclass(frozen=True, slots=True)
class WantedCommune:
    """A commune or municipal district, and a named quarter of it."""

    insee_code: str
    district: str | None = None


@dataclass(frozen=True, slots=True)
class WantedHousing:
    """What is looked for; `communes` are in order of preference (one to eight)."""

    dwelling_types: tuple[str, ...]
    communes: tuple[WantedCommune, ...]
    building: str | None = None
    flat_share: bool = False
    accepts_other_communes: bool = False
    max_rent_euros: int | None = None
    parking: bool | None = None
    lift: bool | None = None
    ground_floor: bool | None = None
    adapted_to_disability: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A supporting document; it stays on the registration site, only the tick comes here."""

    code: str
    mandatory: bool
    deposited: bool


@dataclass(frozen=True, slots=True)
class RegisteredRequest:
    """One request. `priority` is for Action Logement only, never for an employer."""

    unique_number: str
    kind: str
    status: str
    registered_on: date
    renewed_on: date | None
    updated_at: datetime
    registry_email: str
    applicant: Person
    co_applicant: Person | None
    household: Household
    wanted_housing: WantedHousing
    income: Income = field(default_factory=Income)
    current_housing: CurrentHousing = field(default_factory=CurrentHousing)
    reasons: tuple[str, ...] = ()
    free_text: str | None = None
    priority: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
