"""THE rule: what each choice opens to an employer. Standard library only, no I/O.

Everything else derives from this file: table columns, SELECT lists, row security, the previews
shown before choosing, HTML, PDF, wording and docs/generated/privacy.md. To see what an employer
can see, read this file; to change it, change this file.

Source: the AL'in user guide (three choices, eleven items) and the product's specification, §2.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum, IntEnum


class Choice(IntEnum):
    """What the applicant decided. The absence of any running choice is ANONYMOUS."""

    ANONYMOUS = 1
    SUMMARY = 2
    FULL_FILE = 3


class Part(Enum):
    """One table each. An employer's query can name no other."""

    SUMMARY = "summary"
    FILE = "file"
    SENSITIVE = "sensitive_block"
    OTHER_ADULT = "other_adult"
    CANDIDATURE = "candidature"
    CANDIDATURE_EVENT = "candidature_event"
    ADVISER_ONLY = "adviser_only"


# The lowest choice that opens a part; None: closed to employers in every choice.
OPENS_AT: dict[Part, Choice | None] = {
    Part.SUMMARY: Choice.SUMMARY,
    Part.FILE: Choice.FULL_FILE,
    Part.SENSITIVE: Choice.FULL_FILE,
    Part.OTHER_ADULT: Choice.FULL_FILE,
    Part.CANDIDATURE: Choice.FULL_FILE,
    Part.CANDIDATURE_EVENT: Choice.FULL_FILE,
    Part.ADVISER_ONLY: None,
}

# Parts that also need the explicit answer "tout mon dossier" (GDPR art. 9), block by block.
NEEDS_SENSITIVE_ANSWER = frozenset({Part.SENSITIVE, Part.OTHER_ADULT})
# Parts about somebody else than the person who chose: they need that adult's own agreement too.
NEEDS_OWN_AGREEMENT = frozenset({Part.OTHER_ADULT})


@dataclass(frozen=True, slots=True)
class Place:
    """Postcode + commune, one item: a postcode alone does not name a commune."""

    postcode: str
    insee_code: str


@dataclass(frozen=True, slots=True)
class WantedCommune:
    insee_code: str
    district: str | None = None


@dataclass(frozen=True, slots=True)
class WantedLocation:
    """Communes in the applicant's order, and whether others are accepted."""

    communes: tuple[WantedCommune, ...]
    accepts_other_communes: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The eleven items of choice 2. Its fields ARE the list: each one is a column of `summary`."""

    civility: str
    surname: str
    first_names: str
    birth_date: date
    email: str | None
    employer_name: str | None
    employer_siret: str
    several_employers: bool
    workplace: Place | None
    current_commune: str | None
    wanted_location: WantedLocation


SUMMARY_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Summary))


@dataclass(frozen=True, slots=True)
class Address:
    line: str | None
    postcode: str
    insee_code: str


@dataclass(frozen=True, slots=True)
class RequestBlock:
    unique_number: str
    kind: str
    registered_on: date
    renewed_on: date | None
    updated_on: date


@dataclass(frozen=True, slots=True)
class PersonBlock:
    birth_name: str
    usual_name: str | None
    phone: str | None
    address: Address | None
    status: str
    contract: str | None
    job_title: str | None


@dataclass(frozen=True, slots=True)
class CurrentHousingBlock:
    kind: str | None = None
    landlord_name: str | None = None
    since: date | None = None
    dwelling_type: str | None = None
    surface_m2: float | None = None
    rent_euros: int | None = None
    housing_aid_euros: int | None = None
    owns_another_home: bool | None = None


@dataclass(frozen=True, slots=True)
class WantedHousingBlock:
    dwelling_types: tuple[str, ...]
    building: str | None = None
    flat_share: bool | None = None
    max_rent_euros: int | None = None
    parking: bool | None = None


# --- sensitive blocks: shared as wholes or not at all (half a block gives the rest away) ---


@dataclass(frozen=True, slots=True)
class NationalityBlock:
    nationality: str


@dataclass(frozen=True, slots=True)
class HouseholdBlock:
    """Children by number and age band only: minors did not choose."""

    family_status: str | None = None
    dependants_by_age_band: tuple[tuple[str, int], ...] = ()
    visiting_children: int = 0
    people_in_current_housing: int | None = None
    unborn_children: int = 0
    due_date: date | None = None
    disabled_people: int = 0
    disability_details: str | None = None


@dataclass(frozen=True, slots=True)
class IncomeBlock:
    """Of the person alone; another adult's income stands with that adult (OtherAdult)."""

    reference_tax_income: tuple[tuple[int, int], ...] = ()
    monthly_resources: tuple[tuple[str, int], ...] = ()
    alimony_paid_euros: int | None = None


@dataclass(frozen=True, slots=True)
class ReasonsBlock:
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreeTextBlock:
    free_text: str


@dataclass(frozen=True, slots=True)
class AccessibilityBlock:
    lift: bool | None = None
    ground_floor: bool | None = None
    adapted_to_disability: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentsBlock:
    """(code, mandatory, deposited): ticks only, the portal holds no document."""

    documents: tuple[tuple[str, bool, bool], ...]


SENSITIVE_BLOCKS: dict[str, type] = {
    "nationality": NationalityBlock,
    "household": HouseholdBlock,
    "income": IncomeBlock,
    "reasons": ReasonsBlock,
    "free_text": FreeTextBlock,
    "accessibility": AccessibilityBlock,
    "documents": DocumentsBlock,
}


@dataclass(frozen=True, slots=True)
class OtherAdult:
    """Shown only after that adult agreed by their own link. Never with their employer: neither
    employer of a couple learns of the other."""

    role: str
    civility: str | None
    surname: str
    first_names: str
    link: str | None = None
    email: str | None = None
    phone: str | None = None
    occupation_status: str | None = None
    job_title: str | None = None
    monthly_resources: tuple[tuple[str, int], ...] = ()
    reference_tax_income: tuple[tuple[int, int], ...] = ()


# What an employer is told of a candidature's event: date, step, and one word of this list.
# Reasons, conditions, ranks and notes have no column here: free words reveal pregnancy or DALO.
OUTCOMES: frozenset[str] = frozenset(
    {"SUBMITTED", "VALIDATED", "INVALIDATED", "TRANSMITTED", "CONTACTED", "VISIT_PLANNED",
     "COMMITTEE_PLANNED", "AWARDED", "NOT_AWARDED", "REJECTED", "OFFER_NOTIFIED", "ACCEPTED",
     "DECLINED", "SILENCE", "LEASE_SIGNED", "CANCELLED", "OFFER_FILLED", "NO_ANSWER", "CORRECTED"}
)  # fmt: skip

# Where somebody without any candidature stands.
NO_CANDIDATURE = "NONE"


@dataclass(frozen=True, slots=True)
class CandidatureEvent:
    occurred_on: date
    step: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Candidature:
    dwelling_type: str
    surface_m2: float
    insee_code: str
    residence: str | None
    landlord_name: str
    rent_with_charges_euros: int
    events: tuple[CandidatureEvent, ...]


@dataclass(frozen=True, slots=True)
class FullFile:
    """Choice 3. A sensitive block that is not open is not in `sensitive`: no field is ever hidden
    inside the object. `sensitive_shared` says how the absent ones read: True, "nothing declared";
    False, "non communiqué", the same whether the block is filled or not."""

    summary: Summary
    request: RequestBlock
    person: PersonBlock
    people_to_house: int
    monthly_total_euros: int | None
    current_housing: CurrentHousingBlock
    wanted_housing: WantedHousingBlock
    sensitive_shared: bool
    sensitive: dict[str, object] = field(default_factory=dict)
    other_adults: tuple[OtherAdult, ...] = ()
    candidatures: tuple[Candidature, ...] = ()


# The columns of `file`: FullFile's own blocks, those that no further answer guards.
FILE_FIELDS: tuple[str, ...] = (
    "request",
    "person",
    "people_to_house",
    "monthly_total_euros",
    "current_housing",
    "wanted_housing",
)
CANDIDATURE_FIELDS: tuple[str, ...] = tuple(
    f.name for f in fields(Candidature) if f.name != "events"
)
EVENT_FIELDS: tuple[str, ...] = tuple(f.name for f in fields(CandidatureEvent))


class NotShared(Exception):
    """Nothing to show: unknown, anonymous, withdrawn, expired, another's. Never says which."""


def opens(part: Part, choice: Choice, *, sensitive: bool = False, agreed: bool = False) -> bool:
    """Whether `choice` (still running) opens `part` to the employer it was made for."""
    lowest = OPENS_AT[part]
    if lowest is None or choice < lowest:
        return False
    if part in NEEDS_SENSITIVE_ANSWER and not sensitive:
        return False
    return agreed or part not in NEEDS_OWN_AGREEMENT
