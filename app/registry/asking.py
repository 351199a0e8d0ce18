"""Asking for an import code: one answer in one time, whatever the registry knows of the number."""

from time import monotonic, sleep

from sqlalchemy import Connection

from app.access.actor import Actor
from app.notifications.outbox import queue_mail
from app.registry.connector import UnreadableRequest
from app.registry.import_codes import issue_code
from app.registry.importing import Import


def ask_code(tx: Connection, actor: Actor, source: Import, unique_number: str) -> None:
    """Send a code to the address the registry has, if there is an open request to import.

    Unknown and closed numbers take the same way, to a mail without recipient; so does a request
    the registry gives in a form that cannot be read, or it would be told apart from them. Each
    answer waits until the slowest of them is long done. Raises RegistryUnavailable, in that same
    time, when there is no answer at all: then nothing has changed.
    """
    started = monotonic()
    try:
        _send(tx, actor, source, unique_number)
    finally:
        sleep(max(0.0, started + source.registry.answer_seconds - monotonic()))


def _send(tx: Connection, actor: Actor, source: Import, unique_number: str) -> None:
    try:
        record = source.registry.fetch(unique_number)
    except UnreadableRequest:
        record = None
    importable = record is not None and record.status == "ACTIVE"
    recipient = record.registry_email if record is not None and importable else None
    code = issue_code(tx, source.secret_key, actor.account_id, unique_number)
    queue_mail(tx, recipient, "import_code", actor.locale, code=code)
