"""Asking for a mail, in the transaction of the act that causes it: both hold, or neither does."""

from sqlalchemy import Connection

from app.notifications.kinds import KINDS
from app.notifications.models import mail_outbox


def queue_mail(
    tx: Connection, recipient: str | None, kind: str, locale: str, **params: str
) -> None:
    """Leave a mail of `kind` for the worker. Without recipient it is prepared and goes nowhere.

    Raises ValueError for an unknown kind, or parameters that are not exactly the kind's: this is
    what keeps names and numbers out of mails.
    """
    if kind not in KINDS or set(params) != KINDS[kind].params:
        raise ValueError(f"not a mail of this product, or not its parameters: {kind}")
    tx.execute(
        # inline: whoever may ask for a mail may not read the outbox, not even its own row's id
        mail_outbox.insert()
        .inline()
        .values(
            recipient=recipient,
            kind=kind,
            locale=locale if locale in ("fr", "en") else "fr",
            params=params,
        )
    )
