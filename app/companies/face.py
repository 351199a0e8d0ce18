"""What of a company stands on its users' pages: name, establishments, codes, policy; nobody."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from app.companies.codes import display_code
from app.companies.day import today
from app.companies.models import company
from app.companies.onboarding import OwnCode
from app.companies.policy import CHOICES, Status
from app.companies.queries import SiteLine, code_lines, policy_lines, site_lines


@dataclass(frozen=True, slots=True)
class Face:
    """`choices` and `points_on_summary` are those of the policy that governs today."""

    id: UUID
    name: str
    active: bool
    sites: tuple[SiteLine, ...]
    codes: tuple[OwnCode, ...]
    choices: tuple[int, ...]
    points_on_summary: bool


def read_face(tx: Connection, company_id: UUID) -> Face | None:
    """The company as its own users' frame names it, or None."""
    row = tx.execute(
        select(company.c.name, company.c.status).where(company.c.id == company_id)
    ).first()
    if row is None:
        return None
    day = today(tx)
    policies = policy_lines(tx, company_id, day)
    policy = next((line for line in policies if line.state == "CURRENT"), None)
    return Face(
        company_id,
        row.name,
        row.status == Status.ACTIVE.value,
        site_lines(tx, company_id),
        tuple(
            OwnCode(line.label, display_code(line.code), line.valid_until)
            for line in code_lines(tx, company_id, day)
            if line.state == "ACTIVE"
        ),
        policy.choices if policy else CHOICES,
        policy.points_on_summary if policy else True,
    )
