"""An applicant decides: the choice by the policy in force, and the mail that confirms it."""

from sqlalchemy import Connection, select

from app.access.actor import Actor
from app.accounts.models import applicant_account
from app.consent.employer import employer_of, situation_of
from app.consent.services import ChoiceMade, choose, withdraw
from app.notifications.outbox import queue_mail
from app.privacy.readers.own import OwnRequest
from app.privacy.rule import Choice


def decide(tx: Connection, actor: Actor, own: OwnRequest, made: ChoiceMade) -> None:
    """Make a choice for the employer of today. Raises ChoiceRefused."""
    employer = employer_of(tx, own)
    choose(
        tx,
        actor,
        own.request_id,
        made,
        company_id=employer.company.company_id,
        policy_version_id=employer.policy.id if employer.policy is not None else None,
        situation=situation_of(own, employer),
    )
    seen = made.choice is not Choice.ANONYMOUS
    _tell(tx, actor, "choice_made" if seen else "choice_withdrawn")


def take_back(tx: Connection, actor: Actor, own: OwnRequest) -> None:
    """Show nothing any more, at once."""
    withdraw(tx, actor, own.request_id)
    _tell(tx, actor, "choice_withdrawn")


def _tell(tx: Connection, actor: Actor, kind: str) -> None:
    address = tx.scalar(
        select(applicant_account.c.email).where(applicant_account.c.id == actor.account_id)
    )
    queue_mail(tx, address, kind, actor.locale)
