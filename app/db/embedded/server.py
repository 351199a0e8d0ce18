"""Start, join and leave the embedded server."""

import atexit
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from app.db.embedded import processes
from app.db.embedded.account import ServerAccount, choose_account
from app.db.embedded.binaries import find_binaries, read_major
from app.db.embedded.errors import EmbeddedUnavailable
from app.db.embedded.lease import Lease, nobody_holds, turn
from app.db.embedded.place import (
    Place,
    choose_place,
    make_binaries_reachable,
    open_data_dir,
)
from app.db.embedded.settings import PORT, command_line_settings, write_settings

SUPERUSER = "postgres"
START_SECONDS = 120.0
JOIN_ATTEMPTS = 10
JOIN_PAUSE_SECONDS = 0.1
SESSION_VARIABLES = ("PGTZ", "PGDATESTYLE", "PGGEQO", "PGSERVICEFILE")
LARGEST_LOG = 5_000_000


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running server and our lease on it.

    `version` is PostgreSQL's own, such as "18.4". Call `release()` to leave; the interpreter's
    exit does it too.
    """

    socket_dir: Path
    version: str
    _data_dir: Path = field(repr=False)
    _place: Place = field(repr=False)
    _lease: Lease = field(repr=False)

    def dsn(self, dbname: str, user: str = SUPERUSER) -> str:
        """Return a libpq URL (`postgresql://…`) for psycopg."""
        return _dsn(self.socket_dir, dbname, user)

    def sqlalchemy_url(self, dbname: str, user: str = SUPERUSER) -> str:
        """Return the same URL for SQLAlchemy (`postgresql+psycopg://…`)."""
        return self.dsn(dbname, user).replace("postgresql://", "postgresql+psycopg://", 1)

    def release(self) -> None:
        """Give the lease back; the last one out stops the server. A second call does nothing."""
        atexit.unregister(self.release)
        try:
            with turn(self._data_dir / "pg.lock"):
                if self._lease.close():
                    processes.stop(self._place)
        except FileNotFoundError:  # the data folder was deleted: nobody can join any more
            self._lease.drop()
            processes.stop(self._place)


def ensure_server(data_dir: Path, *, durable: bool = True) -> EmbeddedServer:
    """Start the server whose data lie in `data_dir/pg`, or join it when it runs already.

    `durable=False` gives up safety against a power cut for speed; only for data that can be
    thrown away. Takes libpq's variables out of the environment. Raises EmbeddedUnavailable.
    """
    forget_libpq_environment()
    try:
        folder = open_data_dir(data_dir)
        with turn(folder / "pg.lock"):
            server = _take_lease(folder, durable=durable)
    except PermissionError as error:
        raise EmbeddedUnavailable(
            f"{error.filename or data_dir} belongs to another user: choose another data folder, "
            "or run as that user."
        ) from error
    except OSError as error:
        raise EmbeddedUnavailable(
            f"The embedded PostgreSQL cannot use {error.filename or data_dir}: {error.strerror}."
        ) from error
    atexit.register(server.release)
    return server


def forget_libpq_environment() -> None:
    """Remove the variables that would change our connections (PGHOSTADDR, PGSERVICE, PGTZ, …).

    A URL cannot refuse them all: an inherited PGHOSTADDR beats the socket it names.
    """
    known = [option.envvar for option in psycopg.pq.Conninfo.get_defaults() if option.envvar]
    for name in (*(name.decode() for name in known), *SESSION_VARIABLES):
        os.environ.pop(name, None)


def discard_server(data_dir: Path) -> None:
    """Stop the server of `data_dir` and delete its data, wherever they stand.

    Raises EmbeddedUnavailable when somebody still uses it.
    """
    folder = open_data_dir(data_dir)
    with turn(folder / "pg.lock"):
        if not nobody_holds(folder / "pg.lease"):
            raise EmbeddedUnavailable("The embedded PostgreSQL is in use: end who uses it first.")
        if not os.path.lexists(folder / "pg"):
            return
        place = choose_place(folder, choose_account(folder))
        processes.stop(place)
        for tree in (place.cluster, place.socket_dir, place.settings):
            if tree.exists():
                shutil.rmtree(tree)
        place.log.unlink(missing_ok=True)
        if place.home != folder:
            (folder / "pg").unlink()
            place.home.rmdir()


def _dsn(socket_dir: Path, dbname: str, user: str) -> str:
    query = urlencode({"host": str(socket_dir), "port": PORT}, safe="/", quote_via=quote)
    return f"postgresql://{quote(user, safe='')}@/{quote(dbname, safe='')}?{query}"


def _take_lease(folder: Path, *, durable: bool) -> EmbeddedServer:
    """Join the server under a lease of ours; leave nothing running when that fails."""
    account = choose_account(folder)
    place = choose_place(folder, account)
    lease = Lease(folder / "pg.lease")
    try:
        version = _start_or_join(place, account, durable=durable)
    except BaseException:
        if lease.close():
            processes.stop(place)
        raise
    return EmbeddedServer(place.socket_dir, version, folder, place, lease)


def _start_or_join(place: Place, account: ServerAccount, *, durable: bool) -> str:
    """Make the server run; return its version.

    A server that answers may be dying (killed or stopped a moment ago): then look again.
    """
    for _ in range(JOIN_ATTEMPTS):
        if not (processes.answers(place) and processes.read_status(place) != "stopping"):
            _start(place, account, durable=durable)
        if processes.wait_until(lambda: _is_settled(place), START_SECONDS):
            try:
                return _greet(place, account, durable=durable)
            except psycopg.OperationalError:
                time.sleep(JOIN_PAUSE_SECONDS)
    raise EmbeddedUnavailable(
        f"The embedded PostgreSQL does not answer: its messages are in {place.log}."
    )


def _is_settled(place: Place) -> bool:
    """Tell whether start-up and crash recovery are over, well or badly."""
    return processes.read_status(place) == "ready" or not processes.list_living(place)


def _greet(place: Place, account: ServerAccount, *, durable: bool) -> str:
    """Connect once; return the version, having made sure of durability if it is wanted."""
    with psycopg.connect(_dsn(place.socket_dir, SUPERUSER, SUPERUSER)) as connection:
        number = connection.info.server_version
        if durable and connection.execute("SHOW fsync").fetchone() == ("off",):
            _make_durable(place, account, connection, major=number // 10000)
    return f"{number // 10000}.{number % 10000}"


def _make_durable(
    place: Place, account: ServerAccount, connection: psycopg.Connection, *, major: int
) -> None:
    """Turn a server that somebody started as throw-away into one that keeps what it is given."""
    write_settings(place.settings, clients=account.clients, major=major, durable=True)
    connection.execute("SELECT pg_reload_conf()")
    os.sync()  # what was written until now never was


def _start(place: Place, account: ServerAccount, *, durable: bool) -> None:
    """Start a server that does not answer; creates its data the first time."""
    processes.end_leftovers(place)
    written_by = place.cluster / "PG_VERSION"
    known = int(written_by.read_text(encoding="utf-8")) if written_by.exists() else None
    found = find_binaries(known)
    binaries = make_binaries_reachable(found, account)
    if known is None:
        _create_cluster(place, account, binaries, durable=durable)
    processes.clear_stale_files(place)
    major = known or read_major(found) or 0
    write_settings(place.settings, clients=account.clients, major=major, durable=durable)
    command: list[str | Path] = [binaries / "postgres", "-D", place.cluster]
    command += command_line_settings(place.settings, place.socket_dir, place.tag)
    # The shell leaves at once: the server becomes nobody's child here, hence no zombie of ours.
    _run_logged(place, account, ["/bin/sh", "-c", '"$@" &', "sh", *command])


def _create_cluster(place: Place, account: ServerAccount, binaries: Path, *, durable: bool) -> None:
    """Run initdb beside the final place, then rename: a killed initdb leaves nothing behind."""
    unfinished = place.cluster.with_name("pg.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    command: list[str | Path] = [binaries / "initdb", "-D", unfinished, "-U", SUPERUSER]
    command += [
        "--auth=peer",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
    ]
    if not durable:
        command.append("--no-sync")
    if _run_logged(place, account, command) != 0:
        raise EmbeddedUnavailable(f"initdb failed: its messages are in {place.log}.")
    unfinished.rename(place.cluster)


def _run_logged(place: Place, account: ServerAccount, command: list[str | Path]) -> int:
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_name("pg.log.old"))
    log = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        account.own(place.log)
        return account.run(command, log=log)
    finally:
        os.close(log)
