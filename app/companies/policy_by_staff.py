"""Staff set a company's policy: the same rules as its owners', with a reason they read."""

from uuid import UUID

from sqlalchemy import Connection

from app.companies.decided import check_decision, note_decision
from app.companies.rules import NewPolicy, set_policy


def set_policy_for(
    tx: Connection, company_id: UUID, new: NewPolicy, reason: str, *, seen: int
) -> int:
    """Add a version; its number. Raises Stale when `seen` is not the newest one."""
    check_decision(reason)
    number = set_policy(tx, company_id, new, seen=seen)
    note_decision(tx, company_id, "POLICY", reason, f"v{number}")
    return number
