"""One transaction as one actor: the door's role and the signed context, both transaction-local,
so that a pooled connection can never carry the previous caller's company."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, RootTransaction
from sqlalchemy.exc import DBAPIError

from app.access.actor import Actor
from app.db.engines import Database
from app.db.security import context_key, sign_context

CONTEXT_SECONDS = 120
# Everybody passes it; `portail db upgrade` alone closes it, for as long as it changes the wall.
GATE = 7036
# It tells the time besides, at no cost: the next context is signed by the database's own clock.
_ENTER = (
    f"SELECT pg_advisory_xact_lock_shared({GATE}), "
    "extract(epoch FROM clock_timestamp())::float8, "
    "set_config('role', %(role)s, true), set_config('app.ctx', %(ctx)s, true)"
)


class NoContext(Exception):
    """The database does not accept this actor any more: ended, suspended or signed out."""


def signed_context(database: Database, actor: Actor, *, now: float | None = None) -> str:
    """`audience.subject.company.account.expiry.mac`, good for two minutes."""
    expiry = int((database.now() if now is None else now) + CONTEXT_SECONDS)
    subject = actor.membership_id or actor.account_id
    company = actor.company_id or "-"
    message = f"{actor.audience}.{subject}.{company}.{actor.account_id}.{expiry}"
    return f"{message}.{sign_context(context_key(database.secret_key), message)}"


@contextmanager
def transaction(database: Database, door: str, actor: Actor | None = None) -> Iterator[Connection]:
    """A transaction behind `door`; commits at the end, rolls back on any exception."""
    context = signed_context(database, actor) if actor is not None else ""
    try:
        connection, begun = _enter(database, door, context)
    except DBAPIError as error:
        # The database restarted since this connection was last used. Nothing was done yet, and
        # the pool has dropped all such: once more, instead of a ping before every transaction.
        if not error.connection_invalidated:
            raise
        connection, begun = _enter(database, door, context)
    with connection, begun:
        yield connection


def _enter(database: Database, door: str, context: str) -> tuple[Connection, RootTransaction]:
    connection = database.engine(door).connect()
    try:
        begun = connection.begin()
        entered = connection.exec_driver_sql(_ENTER, {"role": f"portail_{door}", "ctx": context})
        database.set_clock(entered.one()[1])
    except BaseException:
        connection.close()
        raise
    return connection, begun


def require_context(connection: Connection) -> None:
    """Raise NoContext when zero rows would only mean that nobody is recognised."""
    if not connection.exec_driver_sql("SELECT app.has_context()").scalar():
        raise NoContext
