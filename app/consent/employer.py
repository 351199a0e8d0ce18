"""The employer a request is attached to, as far as a choice depends on it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.companies.day import today
from app.companies.recognise import (
    NOBODY,
    Policy,
    Recognised,
    code_opens,
    current_policy,
    recognise,
)
from app.consent.policy import Situation
from app.privacy.intake import accept_code
from app.privacy.readers.attachment import co_applicant_agrees
from app.privacy.readers.own import OwnRequest
from app.privacy.rule import Choice


@dataclass(frozen=True, slots=True)
class Employer:
    """`policy` is None unless the company is validated; `code_right` is for this company only.

    `agreement_missing`: it is the co-applicant's employer, and they have not agreed by their link.
    """

    company: Recognised
    policy: Policy | None
    code_right: bool
    agreement_missing: bool = False

    @property
    def code_missing(self) -> bool:
        """Whether the Company Code still has to be typed before a choice 2 or 3."""
        return self.policy is not None and self.policy.code_required and not self.code_right

    @property
    def offered(self) -> frozenset[Choice]:
        """What the policy in force offers; choice 1 always."""
        wanted = self.policy.choices if self.policy is not None else ()
        return frozenset({Choice.ANONYMOUS, *(Choice(number) for number in wanted)})


def employer_of(tx: Connection, own: OwnRequest) -> Employer:
    """The employer by the request's SIRET, today; NOBODY without a SIRET."""
    company = recognise(tx, own.siret) if own.siret else NOBODY
    missing = own.to_co_applicant and not co_applicant_agrees(tx, own.request_id)
    if company.company_id is None or not company.validated:
        return Employer(company, None, False, missing)
    policy = current_policy(tx, company.company_id, today(tx))
    return Employer(company, policy, own.code_accepted_for == company.company_id, missing)


def situation_of(own: OwnRequest, employer: Employer) -> Situation:
    """What decides whether a choice may be made now."""
    return Situation(
        request_active=own.status == "ACTIVE",
        company_validated=employer.company.validated,
        offered=employer.offered,
        code_required=employer.policy is not None and employer.policy.code_required,
        code_right=employer.code_right,
        agreement_missing=employer.agreement_missing,
    )


def give_code(tx: Connection, request_id: UUID, company_id: UUID, typed: str) -> bool:
    """Remember a right Company Code; False for wrong, expired and foreign alike."""
    if not code_opens(tx, company_id, typed):
        return False
    accept_code(tx, request_id, company_id)
    return True
