"""Connections: the owner's for migrations, one pool per door for everything else.

The addresses come from the settings, or from the embedded server when no DATABASE_URL is set.
"""

import time
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from app.config import DOORS, Settings
from app.db.embedded import EmbeddedServer, ensure_server

DATABASE_NAME = "portail"


class UnsafeLogin(Exception):
    """A door's login is a superuser, the owner or BYPASSRLS: it would see through the wall."""


@dataclass
class Database:
    """The addresses of one installation and the pools opened so far (process-wide)."""

    owner_url: URL
    door_urls: dict[str, URL]
    secret_key: str
    server: EmbeddedServer | None = None
    former_secret_key: str | None = None
    _engines: dict[str, Engine] = field(default_factory=dict)
    # Seconds of the database's clock over this machine's monotonic one, once they were compared.
    _ahead: float | None = None

    @cached_property
    def owner(self) -> Engine:
        return create_engine(self.owner_url, pool_size=2)

    def engine(self, door: str) -> Engine:
        """The pool of one door's own login. Raises KeyError for a door that does not exist."""
        if door not in self._engines:
            url = self.door_urls[door]
            self._engines[door] = create_engine(
                url, pool_size=4, max_overflow=12, query_cache_size=500
            )
        return self._engines[door]

    def now(self) -> float:
        """The database's time: what nodes sign holds although their own clocks are apart."""
        return time.time() if self._ahead is None else time.monotonic() + self._ahead

    def set_clock(self, seconds: float) -> None:
        """Compare: the database said just now that it is `seconds` (since 1970)."""
        self._ahead = seconds - time.monotonic()

    def refuse_unsafe_logins(self) -> None:
        """Raise UnsafeLogin unless every door's login is behind the wall."""
        for door in DOORS:
            with self.engine(door).connect() as connection:
                unsafe = connection.scalar(
                    text(
                        "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_tables "
                        "WHERE schemaname = 'public' AND tableowner = session_user) "
                        "FROM pg_roles WHERE rolname = session_user"
                    )
                )
            if unsafe:
                raise UnsafeLogin(f"the login of door '{door}' could read through the wall")

    def dispose(self) -> None:
        """Close every pool and give the embedded server back."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        if "owner" in self.__dict__:
            self.owner.dispose()
        if self.server is not None:
            self.server.release()


def open_database(
    settings: Settings, *, name: str = DATABASE_NAME, durable: bool = True
) -> Database:
    """The database of `settings`; starts or joins the embedded server when none is configured."""
    if settings.database_url:
        doors = {d: _with_driver(make_url(u)) for d, u in settings.door_urls.items()}
        owner = _with_driver(make_url(settings.database_url))
        return Database(owner, doors, settings.secret_key, None, settings.former_secret_key)
    server = ensure_server(settings.data, durable=durable)
    _create_owner_and_database(server, name)
    doors = {d: _with_driver(make_url(server.dsn(name, f"portail_{d}_login"))) for d in DOORS}
    owner = _with_driver(make_url(server.dsn(name, "portail_owner")))
    return Database(owner, doors, settings.secret_key, server, settings.former_secret_key)


def is_away(error: Exception) -> bool:
    """Whether the database could not do it now and may in a moment: gone, full, too busy."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | PoolExhausted)


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg")


def _create_owner_and_database(server: EmbeddedServer, name: str) -> None:
    """The embedded cluster's superuser is used here, once, and nowhere else."""
    admin = create_engine(
        _with_driver(make_url(server.dsn("postgres"))), isolation_level="AUTOCOMMIT"
    )
    try:
        with admin.connect() as connection:
            # Two processes may arrive together: the second waits here, then finds all made.
            connection.execute(text("SELECT pg_advisory_lock(7013)"))
            if not connection.scalar(
                text("SELECT 1 FROM pg_roles WHERE rolname = 'portail_owner'")
            ):
                connection.execute(text("CREATE ROLE portail_owner LOGIN CREATEROLE CREATEDB"))
            found = connection.scalar(
                text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": name}
            )
            if not found:
                connection.execute(text(f'CREATE DATABASE "{name}" OWNER portail_owner'))
    finally:
        admin.dispose()
