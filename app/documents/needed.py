"""Which documents apply to a household. A pure function of the request.

The registry's own list comes first: what it names, it names for this household. What it does not
name follows from what was declared, after the annex of the order on the national form (identity,
tax notice, family status and resources to process a request; the rest where a fact calls for it).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.privacy.rule import (
    DocumentsBlock,
    FullFile,
    HouseholdBlock,
    IncomeBlock,
    NationalityBlock,
    ReasonsBlock,
)

Block = TypeVar("Block")
_EMPLOYED = frozenset(
    {"PRIVATE_EMPLOYEE", "AGRICULTURAL_EMPLOYEE", "STATE", "HOSPITAL", "LOCAL_AUTHORITY",
     "APPRENTICE", "FAMILY_ASSISTANT"}
)  # fmt: skip
_TENANT = frozenset({"SOCIAL_TENANT", "PRIVATE_TENANT", "EMPLOYER_HOUSING"})
_HOSTED = frozenset({"HOSTED_FAMILY", "HOSTED_OTHER"})
_FROM_CAF = frozenset({"AF", "AAH", "AEEH", "AJPP", "RSA", "PAJE"})
# Reasons an institution or a court has put on paper.
_PROVED_REASONS = frozenset(
    {"DEMOLITION", "INDECENT", "UNFIT", "DIVORCE_SEPARATION", "VIOLENCE_AT_HOME", "HEALTH",
     "DISABILITY", "EVICTION", "NOTICE_FROM_OWNER", "CHILD_WELFARE_LEAVER",
     "VOLUNTEER_FIREFIGHTER", "MOBILITY"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Needed:
    """`deposited` is what the registration site says; `mandatory` without it no file is ready."""

    code: str
    mandatory: bool
    deposited: bool


def documents_for(whole: FullFile) -> tuple[Needed, ...]:
    """The registry's list in its order, then what follows from the request, each code once."""
    block = whole.sensitive.get("documents")
    named = block.documents if isinstance(block, DocumentsBlock) else ()
    listed = {code: Needed(code, mandatory, done) for code, mandatory, done in named}
    for code, mandatory in _declared(whole):
        listed.setdefault(code, Needed(code, mandatory, False))
    return tuple(listed.values())


def _declared(whole: FullFile) -> Iterator[tuple[str, bool]]:
    """(code, mandatory) of what the request itself calls for."""
    nationality = _block(whole, "nationality", NationalityBlock)
    foreign = nationality is not None and nationality.nationality == "NON_EU"
    yield ("STAY_PERMIT" if foreign else "IDENTITY", True)
    yield "TAX_NOTICE_N2", True
    yield "RESOURCES", True
    household = _block(whole, "household", HouseholdBlock)
    if household is not None:
        if household.family_status not in (None, "SINGLE"):
            yield "FAMILY_STATUS", True
        if household.unborn_children:
            yield "PREGNANCY", False
    if whole.person.status in _EMPLOYED:
        yield "PAYSLIPS", False
    income = _block(whole, "income", IncomeBlock)
    if income is not None and any(code in _FROM_CAF for code, _euros in income.monthly_resources):
        yield "CAF_STATEMENT", False
    yield from _of_home(whole.current_housing.kind)
    reasons = _block(whole, "reasons", ReasonsBlock)
    if reasons is not None and _PROVED_REASONS.intersection(reasons.reasons):
        yield "REASON_EVIDENCE", False


def _of_home(kind: str | None) -> Iterator[tuple[str, bool]]:
    if kind in _TENANT:
        yield "LEASE", False
        yield "RENT_RECEIPT", False
    elif kind in _HOSTED:
        yield "HOSTING_LETTER", False


def _block(whole: FullFile, name: str, kind: type[Block]) -> Block | None:
    found = whole.sensitive.get(name)
    return found if isinstance(found, kind) else None
