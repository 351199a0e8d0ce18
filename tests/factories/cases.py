"""Cases, opened by the product's own services as the person who opens them."""

from uuid import UUID

from sqlalchemy import text

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import transaction
from app.inbox.services import Kind, Topic, open_case
from tests.factories.accounts import Somebody


def staff_actor(somebody: Somebody, role: str = "ADVISER") -> Actor:
    """Somebody of the staff signed in, for the services."""
    return Actor(
        audience="staff", account_id=somebody.account_id, name="Dominique Leroy", role=role,
        locale="fr", sid_hash=b"",
    )  # fmt: skip


def a_contact(database: Database, actor: Actor, words: str = "Mon code n’arrive pas.") -> UUID:
    """A contact of this applicant; returns the case's id."""
    with transaction(database, "applicant", actor) as tx:
        open_case(tx, Kind.CONTACT, words, topic=Topic.IMPORT)
    with database.owner.connect() as owner:
        newest = text("SELECT id FROM staff_case ORDER BY opened_at DESC LIMIT 1")
        return UUID(str(owner.scalar(newest)))
