"""Company Codes as the company itself keeps them: changed, replaced with an overlap.

Nothing here counts a use of a code, and nothing may: people would be looked for behind it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from app.audit.acts import record_act
from app.companies.day import today
from app.companies.models import company_code
from app.companies.policy import Refused, Stale, check_validity, code_state
from app.companies.queries import CodeLine
from app.companies.rules import issue_code

LABEL_LENGTH = 120
USUAL_OVERLAP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What of a code may be changed: its name and its last day."""

    label: str
    valid_until: date | None


def change_code(
    tx: Connection, company_id: UUID, code_id: UUID, new: CodeFacts, *, seen: CodeFacts
) -> None:
    """Another label or last day. Raises Stale when it is no longer what the person saw."""
    row = _hold(tx, company_id, code_id)
    if CodeFacts(row.label, row.valid_until) != seen:
        raise Stale
    if not new.label.strip() or len(new.label) > LABEL_LENGTH:
        raise Refused("label_missing")
    check_validity(row.valid_from, new.valid_until, today(tx))
    if row.status == "ROTATED" and new.valid_until is None:
        raise Refused("replaced_needs_end")
    tx.execute(
        update(company_code)
        .where(company_code.c.id == code_id)
        .values(label=new.label.strip(), valid_until=new.valid_until)
    )
    record_act(tx, "CODE_CHANGED", company_id, str(code_id))


def usual_last_day(line: CodeLine, today: date) -> date:
    """A month to change the posters, and no longer than the code was to last."""
    usual = today + USUAL_OVERLAP
    return min(usual, line.valid_until) if line.valid_until else usual


def rotate_code(tx: Connection, company_id: UUID, code_id: UUID, last_day: date) -> str:
    """A new code takes the place of this one; both work until `last_day`. Raises Stale."""
    row = _hold(tx, company_id, code_id)
    day = today(tx)
    if code_state(row.status, row.valid_from, row.valid_until, day) != "ACTIVE":
        raise Stale
    check_validity(row.valid_from, last_day, day)
    if row.valid_until is not None and last_day > row.valid_until:
        raise Refused("overlap_too_long")
    code = issue_code(tx, company_id, row.label, siret=row.siret, notice="CODE_ROTATED")
    following = tx.execute(
        select(company_code.c.id).where(company_code.c.code == code)
    ).scalar_one()
    tx.execute(
        update(company_code)
        .where(company_code.c.id == code_id)
        .values(status="ROTATED", valid_until=last_day, replaced_by=following)
    )
    record_act(tx, "CODE_ROTATED", company_id, str(code_id))
    return code


def _hold(tx: Connection, company_id: UUID, code_id: UUID) -> Row:  # type: ignore[type-arg]
    """The code, if it may still be changed: of two changes at once, the second sees the first."""
    row = tx.execute(
        select(company_code)
        .where(company_code.c.id == code_id, company_code.c.company_id == company_id)
        .with_for_update()
    ).first()
    if row is None or row.status not in ("ACTIVE", "ROTATED"):
        raise Stale
    return row
