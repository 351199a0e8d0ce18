"""One service per intention: choose, withdraw. The database's trigger opens and closes parts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, text

from app.access.actor import Actor
from app.companies.day import today
from app.consent.policy import ChoiceRefused, Situation, check_choice
from app.consent.texts import wordings
from app.privacy.consents import (
    ConsentLine,
    append_consent,
    company_takes_choice,
    consent_line,
    consent_lines,
    lock_request,
)
from app.privacy.rule import Choice

__all__ = ["ChoiceMade", "ConsentLine", "choose", "consent_line", "history", "withdraw"]


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """What the applicant answered. `sensitive` only with FULL_FILE; `months` None is no end."""

    choice: Choice
    sensitive: bool | None = None
    months: int | None = None


def choose(
    tx: Connection, actor: Actor, request_id: UUID, made: ChoiceMade, *, company_id: UUID | None,
    policy_version_id: UUID | None, situation: Situation,
) -> None:  # fmt: skip
    """Record a choice; it holds for every answer read after the commit. Raises ChoiceRefused."""
    check_choice(made.choice, made.sensitive, made.months, situation)
    if made.choice is not Choice.ANONYMOUS and not company_takes_choice(tx, company_id):
        raise ChoiceRefused("COMPANY_NOT_VALIDATED")
    lock_request(tx, request_id)
    append_consent(
        tx,
        request_id=request_id,
        company_id=company_id if made.choice is not Choice.ANONYMOUS else None,
        choice=int(made.choice),
        sensitive=made.sensitive,
        duration_months=made.months,
        visible_until=_end(tx, made.months),
        cause="CHOSEN",
        wording_version=wordings(tx, today(tx)).current.version,
        policy_version_id=policy_version_id,
        actor="APPLICANT",
        actor_id=actor.account_id,
    )


def withdraw(tx: Connection, actor: Actor, request_id: UUID, cause: str = "WITHDRAWN") -> None:
    """Back to choice 1, always possible, no reason asked."""
    lock_request(tx, request_id)
    append_consent(
        tx,
        request_id=request_id,
        choice=int(Choice.ANONYMOUS),
        cause=cause,
        wording_version=wordings(tx, today(tx)).current.version,
        actor="APPLICANT",
        actor_id=actor.account_id,
    )


def history(tx: Connection, request_id: UUID) -> tuple[ConsentLine, ...]:
    """Every choice of this request, newest first."""
    return consent_lines(tx, request_id)


def _end(tx: Connection, months: int | None) -> datetime | None:
    if months is None:
        return None
    return tx.scalar(select(text(f"app.clock() + interval '{int(months)} months'")))
