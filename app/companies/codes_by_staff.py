"""Staff act on a company's codes: the company's own acts and rules, each with a reason it reads."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from app.companies.codes import display_code
from app.companies.decided import check_decision, note_decision
from app.companies.models import company_code
from app.companies.own_codes import CodeFacts, change_code, rotate_code
from app.companies.policy import check_open
from app.companies.rules import issue_code, status_of, suspend_code


def issue_for(
    tx: Connection, company_id: UUID, label: str, reason: str, *,
    siret: str | None, valid_from: date | None, valid_until: date | None,
) -> str:  # fmt: skip
    """A new code in stored form; pressed twice, the same one, said once."""
    check_decision(reason)
    code = issue_code(
        tx, company_id, label, siret=siret, valid_from=valid_from, valid_until=valid_until
    )
    note_decision(tx, company_id, "CODE_NEW", reason, display_code(code))
    return code


def change_for(
    tx: Connection, company_id: UUID, code_id: UUID, new: CodeFacts, reason: str, *,
    seen: CodeFacts,
) -> None:  # fmt: skip
    """Another label or last day. Raises Stale when it is no longer what was looked at."""
    _check(tx, company_id, reason)
    change_code(tx, company_id, code_id, new, seen=seen)
    note_decision(tx, company_id, "CODE_EDIT", reason, _shown(tx, code_id))


def rotate_for(tx: Connection, company_id: UUID, code_id: UUID, last_day: date, reason: str) -> str:
    """A new code takes its place; both work until `last_day`."""
    _check(tx, company_id, reason)
    code = rotate_code(tx, company_id, code_id, last_day)
    about = f"{_shown(tx, code_id)} → {display_code(code)}"
    note_decision(tx, company_id, "CODE_SWAP", reason, about)
    return code


def suspend_for(tx: Connection, company_id: UUID, code_id: UUID, reason: str) -> None:
    """Stop a code at once."""
    _check(tx, company_id, reason)
    suspend_code(tx, company_id, code_id)
    note_decision(tx, company_id, "CODE_STOP", reason, _shown(tx, code_id))


def _check(tx: Connection, company_id: UUID, reason: str) -> None:
    check_decision(reason)
    check_open(status_of(tx, company_id))


def _shown(tx: Connection, code_id: UUID) -> str:
    code = tx.execute(select(company_code.c.code).where(company_code.c.id == code_id)).scalar_one()
    return display_code(code)
