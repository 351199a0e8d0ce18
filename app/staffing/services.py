"""Acts on staff accounts. Who may is asked again inside the database: never on oneself, never by
whoever is no administrator at that instant."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, text

from app.accounts.opening import new_reference
from app.accounts.passwords import hash_password
from app.accounts.resetting import issue_link
from app.notifications.outbox import queue_mail

ROLES = ("COMPANY_MANAGER", "ADVISER", "AUDITOR", "ADMINISTRATOR")
LINK_LIFE = timedelta(days=7)


class StaffRefused(Exception):
    """The act was not done; `reason` is KNOWN (the address has an account), SELF, STALE (it is no
    longer as it was looked at) or NOT_ALLOWED."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def invite_staff(tx: Connection, email: str, name: str, role: str, locale: str) -> None:
    """Open an account nobody can enter yet and mail the link that sets its password; the second
    factor is set up at the first sign-in. Raises StaffRefused: KNOWN, NOT_ALLOWED."""
    nobody_s = hash_password(secrets.token_urlsafe(32))
    made = tx.scalar(
        text("SELECT app.add_staff(:email, :name, :role, :reference, :hash)"),
        {
            "email": email, "name": name, "role": role, "reference": new_reference(),
            "hash": nobody_s,
        },
    )  # fmt: skip
    if made is None:
        raise StaffRefused("KNOWN")
    token = issue_link(tx, "staff", UUID(str(made)), email, nobody_s, LINK_LIFE)
    queue_mail(tx, email, "staff_invited", locale, token=token)


def change_role(tx: Connection, which: UUID, role: str, *, seen: str) -> None:
    """Another role, in every open session from its next page. Raises StaffRefused."""
    _act(tx, "SELECT app.change_staff(:which, :role, true, :seen)", which, role=role, seen=seen)


def end_staff(tx: Connection, which: UUID, *, seen: str) -> None:
    """Close the account and all its sessions. What was done stays in the journals."""
    _act(tx, "SELECT app.change_staff(:which, NULL, false, :seen)", which, seen=seen)


def forget_factor(tx: Connection, which: UUID) -> None:
    """A lost telephone or key: the next sign-in sets up another. Sessions end."""
    _act(tx, "SELECT app.forget_staff_factor(:which)", which)


def end_sessions(tx: Connection, which: UUID) -> None:
    """Close somebody's sessions; they may sign in again."""
    _act(tx, "SELECT app.end_staff_sessions(:which)", which)


def _act(tx: Connection, statement: str, which: UUID, **values: object) -> None:
    said = tx.scalar(text(statement), {"which": which, **values})
    if said != "DONE":
        raise StaffRefused(str(said))
