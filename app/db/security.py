"""The wall: roles, functions, row security and grants, laid again after every migration.

It is declared, not migrated: what stands in the code is what stands in the database, and
`portail db upgrade` can be run as often as one likes.
"""

import hashlib
import hmac
from importlib import resources

from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from app.config import DOORS
from app.db.base import metadata
from app.db.grants import general_statements
from app.jobs.schema import open_queue_to
from app.privacy.adviser_doors import adviser_statements
from app.privacy.narrow_doors import narrow_statements
from app.privacy.rls import (
    applicant_statements,
    candidature_statements,
    employer_statements,
    landlord_statements,
    proof_statements,
    trigger_statements,
)

_SQL_FILES = (
    "context.sql",
    "mergers.sql",
    "visibility.sql",
    "exits.sql",
    "receipts.sql",
    "adults.sql",
    "attachment.sql",
    "reminders.sql",
    "journal.sql",
    "journal_search.sql",
    "journal_checks.sql",
    "services.sql",
    "candidatures.sql",
    "adviser.sql",
    "housed.sql",
    "inbox.sql",
    "reports.sql",
    "points.sql",
    "contests.sql",
    "support.sql",
    "person_acts.sql",
    "approvals.sql",
    "alerts.sql",
    "erasure.sql",
    "vitals.sql",
    "sirene.sql",
    "staffing.sql",
    "joining.sql",
    "statistics.sql",
)


def context_key(secret_key: str) -> bytes:
    """The key that signs contexts: 64 bytes, derived so that SECRET_KEY itself stays outside."""
    return hashlib.sha512(b"portail/db-context/" + secret_key.encode()).digest()


def sign_context(key: bytes, message: str) -> str:
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def create_roles(connection: Connection, door_urls: dict[str, str]) -> None:
    """One group role and one NOINHERIT login per door; `door_urls` hold the logins' passwords."""
    existing = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    wanted = ["portail_definer", *(f"portail_{d}" for d in DOORS)]
    for role in wanted:
        if role not in existing:
            connection.execute(text(f"CREATE ROLE {role} NOLOGIN NOINHERIT"))
    # The owner must be able to hand functions over to the definer.
    connection.execute(text("GRANT portail_definer TO CURRENT_USER"))
    for door in DOORS:
        url = make_url(door_urls[door]) if door in door_urls else None
        login = (url.username if url else None) or f"portail_{door}_login"
        if login not in existing:
            connection.execute(text(f'CREATE ROLE "{login}" LOGIN NOINHERIT'))
        if url is not None and url.password:
            quoted = str(url.password).replace("'", "''")
            connection.exec_driver_sql(f"ALTER ROLE \"{login}\" PASSWORD '{quoted}'")
        connection.execute(text(f'GRANT portail_{door} TO "{login}"'))
        if door == "worker":
            open_queue_to(connection, login)


def lay_wall(connection: Connection, secret_key: str, former: str | None = None) -> None:
    """Functions, triggers, policies and grants, in the caller's transaction."""
    run = connection.exec_driver_sql
    run("REVOKE ALL ON SCHEMA public, app FROM PUBLIC")
    _store_context_keys(connection, secret_key, former)
    for name in _SQL_FILES:
        run(resources.files("app.db").joinpath("sql", name).read_text("utf-8").replace("%", "%%"))
    tables = [t.name for t in metadata.sorted_tables if t.schema is None]
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        for policy in connection.scalars(
            text("SELECT policyname FROM pg_policies WHERE schemaname='public' AND tablename=:t"),
            {"t": table},
        ).all():
            run(f'DROP POLICY "{policy}" ON {table}')
        run(f"REVOKE ALL ON {table} FROM PUBLIC, {_door_roles()}")
        run(f"CREATE POLICY definer ON {table} TO portail_definer USING (true) WITH CHECK (true)")
        run(f"GRANT SELECT, INSERT, UPDATE ON {table} TO portail_definer")
    run("GRANT USAGE ON SCHEMA public, app TO portail_definer, " + _door_roles())
    run("GRANT CREATE ON SCHEMA app TO portail_definer")
    run("GRANT SELECT ON app.context_key TO portail_definer")
    _hand_over_functions(connection)
    for statement in (
        *trigger_statements(),
        *employer_statements(),
        *applicant_statements(),
        *candidature_statements(),
        *landlord_statements(),
        *proof_statements(),
        *narrow_statements(),
        *adviser_statements(),
        *general_statements(),
    ):
        run(statement)
    run("GRANT USAGE ON SCHEMA registry TO portail_registry")
    run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA registry TO portail_registry")


def _door_roles() -> str:
    return ", ".join(f"portail_{door}" for door in DOORS)


def _store_context_keys(connection: Connection, secret_key: str, former: str | None) -> None:
    """The key contexts are signed by and, while it changes, the other one."""
    pads: dict[str, bytes | None] = dict.fromkeys(("fi", "fo"))
    for key, (inner, outer) in ((secret_key, ("i", "o")), (former, ("fi", "fo"))):
        if key:
            pads[inner] = bytes(b ^ 0x36 for b in context_key(key))
            pads[outer] = bytes(b ^ 0x5C for b in context_key(key))
    connection.execute(text("REVOKE ALL ON app.context_key FROM PUBLIC"))
    connection.execute(
        text(
            "INSERT INTO app.context_key (one, inner_pad, outer_pad, former_inner_pad, "
            "former_outer_pad) VALUES (true, :i, :o, :fi, :fo) ON CONFLICT (one) DO UPDATE "
            "SET inner_pad = :i, outer_pad = :o, former_inner_pad = :fi, former_outer_pad = :fo"
        ),
        pads,
    )


def _hand_over_functions(connection: Connection) -> None:
    """Every function of schema app belongs to the definer and is closed to PUBLIC."""
    functions = connection.scalars(
        text("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'app'::regnamespace")
    ).all()
    for function in functions:
        connection.exec_driver_sql(
            f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {_door_roles()}"
        )
        connection.exec_driver_sql(f"ALTER FUNCTION {function} OWNER TO portail_definer")
