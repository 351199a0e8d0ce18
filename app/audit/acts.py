"""Writing an act into the journal, in the act's own transaction."""

from uuid import UUID

from sqlalchemy import Connection, text

from app.audit.register import MONTHS_OF

_RECORD = text("SELECT app.record_act(:act, :company, :subject)")


class UndeclaredAct(Exception):
    """The act is not in the register (register.py)."""


def record_act(tx: Connection, act: str, company_id: UUID | None, subject: str | None) -> None:
    """One line for what the signed-in staff or member just did.

    `act` is a word of 32 characters at most, `subject` an identifier of 64 at most: a number, a
    version, never a name or an address. Raises when the transaction has no context, and for an act
    of which nobody decided how long it is kept.
    """
    if act not in MONTHS_OF:
        raise UndeclaredAct(act)
    tx.execute(_RECORD, {"act": act, "company": company_id, "subject": subject})
