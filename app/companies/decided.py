"""A reason for each act of staff on a company's codes, policy and users: the company reads it."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select, text

from app.companies.models import company_event
from app.companies.policy import Refused, check_reason

# With what the act is about before it, it fills no more than company_event.reason holds.
DECISION_LENGTH = 400
_ME = text("SELECT app.ctx_staff()")


def check_decision(reason: str) -> None:
    """Before the act: one without its reason could not be explained to the company. Refused."""
    check_reason(reason)
    if len(reason.strip()) > DECISION_LENGTH:
        raise Refused("decision_too_long")


def note_decision(
    tx: Connection, company_id: UUID, what: str, reason: str, about: str = ""
) -> None:
    """A line of the company's history that changes no state; `what` is worded by event_label().

    A button pressed twice did one thing: it is said once.
    """
    told = f"{about}\u00a0: {reason.strip()}" if about else reason.strip()
    values = {"company_id": company_id, "status": what, "reason": told, "staff_id": tx.scalar(_ME)}
    if tx.scalar(select(select(company_event.c.id).where(*_just_said(values)).exists())):
        return
    tx.execute(company_event.insert().values(values))


def _just_said(values: dict[str, Any]) -> list[ColumnElement[bool]]:
    same = [company_event.c[name] == value for name, value in values.items()]
    return [*same, company_event.c.at > text("app.clock() - interval '1 minute'")]
