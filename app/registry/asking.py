"""Asking for an import code: one answer in one time, whatever the registry knows of the number."""

from time import monotonic, sleep

from sqlalchemy import Connection

from app.access.actor import Actor
from app.notifications.outbox import queue_mail
from app.registry.import_codes import issue_code
from app.registry.importing import Import

# Reading a known request takes a fraction of a millisecond longer than finding none: each answer
# waits until the slower of the two is long done.
ANSWER_SECONDS = 0.1


def ask_code(tx: Connection, actor: Actor, source: Import, unique_number: str) -> None:
    """Send a code to the address the registry has, if there is an open request to import.

    Unknown and closed numbers take the same way, to a mail without recipient.
    """
    started = monotonic()
    record = source.registry.fetch(unique_number)
    importable = record is not None and record.status == "ACTIVE"
    recipient = record.registry_email if record is not None and importable else None
    code = issue_code(tx, source.secret_key, actor.account_id, unique_number)
    queue_mail(tx, recipient, "import_code", actor.locale, code=code)
    sleep(max(0.0, started + ANSWER_SECONDS - monotonic()))
