"""An attacker's console: raw SQL under a door's own login, with whatever context one likes."""

from collections.abc import Sequence
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from app.access.actor import Actor
from app.db.engines import Database
from app.db.transaction import signed_context
from tests.factories.accounts import Somebody

PART_TABLES = (
    "summary",
    "file",
    "sensitive_block",
    "other_adult",
    "candidature",
    "candidature_event",
)


class Console:
    """One connection of a door's login; every statement in its own transaction."""

    def __init__(self, database: Database, door: str) -> None:
        url: URL = database.door_urls[door].set(drivername="postgresql")
        self.connection = psycopg.connect(url.render_as_string(hide_password=False))
        self.role = f"portail_{door}"

    def run(
        self, statement: str, parameters: Sequence[Any] = (), *, context: str = "",
        role: str | None = None,
    ) -> list[tuple[Any, ...]]:  # fmt: skip
        """Rows of `statement`, or psycopg's error. The transaction is committed."""
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('role', %s, true), set_config('app.ctx', %s, true)",
                (role or self.role, context),
            )
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        self.connection.close()


def member_actor(who: Somebody, role: str = "OWNER") -> Actor:
    """The actor of a member, to sign contexts with."""
    return Actor(
        "employer", who.account_id, "x", role, "fr", b"",
        membership_id=who.membership_id, company_id=who.company_id, may_open_files=True,
    )  # fmt: skip


def context_of(database: Database, actor: Actor, **options: Any) -> str:
    return signed_context(database, actor, **options)
