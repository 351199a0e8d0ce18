"""The worker's part: mails leave one by one, each in a transaction of its own.

The row is locked while its mail leaves. A crash between the server's 250 and the commit sends it
once more, under the same Message-ID; a crash before sends it later. None is lost.
"""

from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import Enum
from urllib.parse import urlsplit

import structlog
from sqlalchemy import Connection, Row, select, text, update

from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.notifications.models import mail_outbox
from app.notifications.rendering import render_mail
from app.notifications.transport import NotDelivered, Transport, transport_of

log = structlog.get_logger("portail.mail")
# After each failed try, how long until the next; after the last one the mail has failed.
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
_CLOCK = text("app.clock()")


class Outcome(Enum):
    NOTHING_WAITS = "nothing waits"
    LEFT = "left"
    STAYED = "stayed, for a reason of its own"
    UNREACHABLE = "stayed: no mail can leave now"


def deliver_waiting(database: Database, settings: Settings, limit: int = 50) -> int:
    """Send up to `limit` waiting mails; returns how many left."""
    transport = transport_of(settings)
    left = 0
    for _attempt in range(limit):
        outcome = _deliver_one(database, settings, transport)
        left += outcome is Outcome.LEFT
        if outcome in (Outcome.NOTHING_WAITS, Outcome.UNREACHABLE):
            break
    return left


def _deliver_one(database: Database, settings: Settings, transport: Transport) -> Outcome:
    with transaction(database, "worker") as tx:
        row = tx.execute(
            select(mail_outbox)
            .where(
                mail_outbox.c.sent_at.is_(None),
                mail_outbox.c.failed_at.is_(None),
                mail_outbox.c.next_try_at <= _CLOCK,
            )
            .order_by(mail_outbox.c.next_try_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return Outcome.NOTHING_WAITS
        try:
            if row.recipient is not None:
                transport.send(compose(row, settings), _file_name(row))
        except NotDelivered as error:
            _note_failure(tx, row, str(error), final=error.final)
            return Outcome.UNREACHABLE if error.whole else Outcome.STAYED
        except Exception as error:  # a mail that cannot be written must not stop the others
            _note_failure(tx, row, type(error).__name__, final=False)
            return Outcome.STAYED
        _forget(tx, row, sent_at=_CLOCK)
        return Outcome.LEFT


def compose(row: Row, settings: Settings) -> EmailMessage:  # type: ignore[type-arg]
    """The message of an outbox row: the same Message-ID, date and words at each try."""
    mail = render_mail(row.kind, row.locale, row.params, settings.public_url)
    name, sender = parseaddr(settings.mail_from)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = mail.subject
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=row.recipient)
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = f"<{row.id}@{urlsplit(settings.public_url).hostname or 'localhost'}>"
    message["Content-Language"] = row.locale
    # No out-of-office answers to a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_link is not None:
        message["List-Unsubscribe"] = f"<{mail.stop_link}>"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _file_name(row: Row) -> str:  # type: ignore[type-arg]
    return f"{row.created_at:%Y%m%dT%H%M%SZ}-{row.kind}-{str(row.id)[:8]}"


def _note_failure(tx: Connection, row: Row, reason: str, *, final: bool) -> None:  # type: ignore[type-arg]
    """Try again later, or give up. Reasons in the log never quote an address."""
    tries = row.attempts
    log.warning("mail not delivered", kind=row.kind, tries=tries + 1, reason=reason)
    if final or tries >= len(BACKOFF):
        _forget(tx, row, failed_at=_CLOCK, attempts=tries + 1)
        return
    wait = int(BACKOFF[tries].total_seconds())
    tx.execute(
        update(mail_outbox)
        .where(mail_outbox.c.id == row.id)
        .values(attempts=tries + 1, next_try_at=text(f"app.clock() + interval '{wait} seconds'"))
    )


def _forget(tx: Connection, row: Row, **state: object) -> None:  # type: ignore[type-arg]
    """What is over keeps neither the address nor the link."""
    tx.execute(
        update(mail_outbox)
        .where(mail_outbox.c.id == row.id)
        .values(recipient=None, params={}, **state)
    )
