"""Another e-mail address for an applicant's account: nothing changes before both addresses agree.

Each of the two gets a link of its own, good for a day. Whoever confirms first leaves a word on the
other's link; the second one makes the change. At an address that has an account already the
answer is the same: its mail says so, and the change never completes.
"""

from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, cast, delete, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError

from app.accounts.models import applicant_account, one_time_token
from app.accounts.queries import find_account
from app.accounts.sessions import close_all_sessions
from app.accounts.tokens import issue_token, read_token, use_token
from app.notifications.outbox import queue_mail

LINK_LIFE = timedelta(hours=24)
_OLD, _NEW = "address_old", "address_new"
_OTHER = {_OLD: _NEW, _NEW: _OLD}


class Step(Enum):
    """Where a change of address stands after a link was confirmed."""

    DEAD = "the link does not work (any more)"
    WAITS = "the other address has not confirmed yet"
    DONE = "the address is changed"


def ask_for_new_address(tx: Connection, account_id: UUID, email: str, locale: str) -> None:
    """Send a link to the present address and one to `email` (normalised). Sign-in login.

    A change asked for before is dropped.
    """
    present = tx.execute(
        select(applicant_account.c.email).where(applicant_account.c.id == account_id)
    ).scalar_one()
    forget_waiting_address(tx, account_id)
    taken = find_account(tx, "applicant", email) is not None
    asked = {"account_id": str(account_id), "email": email, "under": present, "change": uuid4().hex}
    old = issue_token(tx, _OLD, asked, LINK_LIFE)
    # A token in both cases: the same writes, the same time.
    new = issue_token(tx, _NEW, {} if taken else asked, LINK_LIFE)
    queue_mail(tx, present, "address_leaving", locale, token=old)
    if taken:
        queue_mail(tx, email, "address_taken", locale)
    else:
        queue_mail(tx, email, "address_coming", locale, token=new)


def address_link_works(tx: Connection, token: str) -> bool:
    """Whether the link can still confirm something."""
    return any(read_token(tx, kind, token) for kind in _OTHER)


def confirm_address(tx: Connection, token: str) -> Step:
    """Confirm for the address that got this link; change the address when both have."""
    for kind, other in _OTHER.items():
        waiting = read_token(tx, kind, token)
        if waiting:
            # The account's lock first: two links pressed at once go one after the other.
            _lock(tx, waiting)
            asked = use_token(tx, kind, token)
            return _agree(tx, asked, other) if asked else Step.DEAD
    return Step.DEAD


def forget_waiting_address(tx: Connection, account_id: UUID) -> None:
    """Drop a change of address that waits for a confirmation."""
    tx.execute(
        delete(one_time_token).where(
            one_time_token.c.kind.in_((_OLD, _NEW)),
            one_time_token.c.payload["account_id"].astext == str(account_id),
        )
    )


def _lock(tx: Connection, asked: dict[str, Any]) -> None:
    account = applicant_account.c.id == UUID(asked["account_id"])
    tx.execute(select(applicant_account.c.id).where(account).with_for_update())


def _agree(tx: Connection, asked: dict[str, Any], other: str) -> Step:
    if asked.get("agreed"):
        return _change(tx, asked)
    tx.execute(
        update(one_time_token)
        .where(
            one_time_token.c.kind == other,
            one_time_token.c.payload["change"].astext == asked["change"],
        )
        .values(payload=one_time_token.c.payload.concat(cast({"agreed": True}, JSONB)))
    )
    return Step.WAITS


def _change(tx: Connection, asked: dict[str, Any]) -> Step:
    """Both agreed. The account may be gone by now, or the address somebody else's."""
    account_id = UUID(asked["account_id"])
    try:
        with tx.begin_nested():
            locale = tx.scalar(
                update(applicant_account)
                .where(
                    applicant_account.c.id == account_id,
                    applicant_account.c.email == asked["under"],
                    applicant_account.c.active,
                )
                .values(email=asked["email"])
                .returning(applicant_account.c.locale)
            )
    except IntegrityError:
        return Step.DEAD
    if locale is None:
        return Step.DEAD
    close_all_sessions(tx, "applicant", account_id)
    for address in (asked["under"], asked["email"]):
        queue_mail(tx, address, "address_changed", locale)
    return Step.DONE
