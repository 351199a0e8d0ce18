"""Start, join and leave the embedded server."""

import atexit
import os
import shutil
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
# Each of these would otherwise be taken from a PG… variable of whoever starts the application.
# `options` must hold something to win over PGOPTIONS: jit is off on this server anyway.
CONNECTION = {
    "port": str(PORT),
    "sslmode": "disable",
    "gssencmode": "disable",
    "channel_binding": "disable",
    "target_session_attrs": "any",
    "client_encoding": "utf8",
    "options": "-cjit=off",
}


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
        query = urlencode({"host": str(self.socket_dir)} | CONNECTION, safe="/", quote_via=quote)
        return f"postgresql://{quote(user, safe='')}@/{quote(dbname, safe='')}?{query}"

    def sqlalchemy_url(self, dbname: str, user: str = SUPERUSER) -> str:
        """Return the same URL for SQLAlchemy (`postgresql+psycopg://…`)."""
        return self.dsn(dbname, user).replace("postgresql://", "postgresql+psycopg://", 1)

    def release(self) -> None:
        """Give the lease back; the last one out stops the server. A second call does nothing."""
        atexit.unregister(self.release)
        with turn(self._data_dir / "pg.lock"):
            if self._lease.close():
                processes.stop(self._place)


def ensure_server(data_dir: Path, *, durable: bool = True) -> EmbeddedServer:
    """Start the server whose data lie in `data_dir/pg`, or join it when it runs already.

    `durable=False` gives up safety against a power cut for speed; only for data that can be
    thrown away. Raises EmbeddedUnavailable.
    """
    try:
        folder = open_data_dir(data_dir)
        with turn(folder / "pg.lock"):
            lease = Lease(folder / "pg.lease")
            try:
                server = _start_or_join(folder, lease, durable=durable)
            except BaseException:
                lease.close()
                raise
    except PermissionError as error:
        raise EmbeddedUnavailable(
            f"{error.filename or data_dir} belongs to another user: choose another data folder, "
            "or run as that user."
        ) from error
    atexit.register(server.release)
    return server


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
        place = choose_place(folder, choose_account())
        processes.stop(place)
        shutil.rmtree(place.cluster, ignore_errors=True)
        shutil.rmtree(place.socket_dir)
        place.log.unlink(missing_ok=True)
        if (folder / "pg").is_symlink():
            (folder / "pg").unlink()
            place.cluster.parent.rmdir()


def _start_or_join(folder: Path, lease: Lease, *, durable: bool) -> EmbeddedServer:
    account = choose_account()
    place = choose_place(folder, account)
    if not (processes.answers(place) and processes.read_status(place) != "stopping"):
        _start(place, account, durable=durable)
    _wait_until_ready(place)
    server = EmbeddedServer(place.socket_dir, "", folder, place, lease)
    with psycopg.connect(server.dsn("postgres")) as connection:
        number = connection.info.server_version
    version = f"{number // 10000}.{number % 10000}"
    return EmbeddedServer(place.socket_dir, version, folder, place, lease)


def _start(place: Place, account: ServerAccount, *, durable: bool) -> None:
    """Start a server that does not answer; creates its data the first time."""
    processes.end_leftovers(place)
    written_by = place.cluster / "PG_VERSION"
    known = int(written_by.read_text(encoding="ascii")) if written_by.exists() else None
    found = find_binaries(known)
    binaries = make_binaries_reachable(found, account)
    if known is None:
        _create_cluster(place, account, binaries, durable=durable)
    processes.clear_stale_files(place)
    major = known or read_major(found) or 0
    write_settings(place.cluster, client=account.client, major=major, durable=durable)
    # The shell leaves at once: the server becomes nobody's child here, hence no zombie of ours.
    command = ["/bin/sh", "-c", '"$@" &', "sh", binaries / "postgres", "-D", place.cluster]
    _run_logged(place, account, [*command, *command_line_settings(place.socket_dir, place.tag)])


def _create_cluster(place: Place, account: ServerAccount, binaries: Path, *, durable: bool) -> None:
    """Run initdb beside the final place, then rename: a killed initdb leaves nothing behind."""
    unfinished = place.cluster.with_name("pg.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    command = [binaries / "initdb", "-D", unfinished, "-U", SUPERUSER, "--auth=peer"]
    command += ["--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--no-instructions"]
    if not durable:
        command.append("--no-sync")
    if _run_logged(place, account, command) != 0:
        raise EmbeddedUnavailable(f"initdb failed: its messages are in {place.log}.")
    unfinished.rename(place.cluster)


def _run_logged(place: Place, account: ServerAccount, command: list[str | Path]) -> int:
    log = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        return account.run(command, log=log)
    finally:
        os.close(log)


def _wait_until_ready(place: Place) -> None:
    """Wait through start-up and crash recovery; give up as soon as the server is dead."""

    def is_settled() -> bool:
        return processes.read_status(place) == "ready" or not processes.list_living(place)

    processes.wait_until(is_settled, START_SECONDS)
    if processes.read_status(place) != "ready":
        raise EmbeddedUnavailable(
            f"The embedded PostgreSQL did not start: its messages are in {place.log}."
        )
