"""Real servers in folders of their own, thrown away afterwards; other processes and users."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.embedded import EmbeddedServer, discard_server, ensure_server, find_binaries
from app.db.embedded.account import ServerAccount
from app.db.embedded.place import make_binaries_reachable
from tests.app.db.embedded.embedded_observation import Launch

ROOT = Path(__file__).resolve().parents[4]
PRELUDE = """
import os, pwd, sys
from pathlib import Path
import psycopg
from app.db.embedded import EmbeddedUnavailable, discard_server, ensure_server
user, folder = sys.argv[1], Path(sys.argv[2])
if user:
    entry = pwd.getpwnam(user)
    os.setgroups([]); os.setgid(entry.pw_gid); os.setuid(entry.pw_uid)
def ask(server, question):
    with psycopg.connect(server.dsn("postgres")) as connection:
        return connection.execute(question).fetchone()[0]
BORN = "SELECT pg_postmaster_start_time()::text"
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that does not exist yet, in a place closed to other users."""
    with tempfile.TemporaryDirectory() as parent:
        path = Path(parent) / "data"
        yield path
        discard_server(path)


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    """The data folder of `server`."""
    with tempfile.TemporaryDirectory() as parent:
        yield Path(parent) / "data"


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[EmbeddedServer]:
    """A throw-away server for the tests of one file that leave it running (initdb costs 0.5 s)."""
    running = ensure_server(shared_folder, durable=False)
    yield running
    running.release()
    discard_server(shared_folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An existing folder that user `nobody` owns and can reach; root only."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as another user")
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        path = Path(parent) / "data"
        path.mkdir(mode=0o700)
        os.chown(path, 65534, 65534)
        yield path
        discard_server(path)


@pytest.fixture
def launch() -> Iterator[Launch]:
    """Start a Python program in another process, as another user if asked; ends it afterwards."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, folder: Path, user: str = "") -> "subprocess.Popen[str]":
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        if user:  # the checkout may be closed to that user
            account = ServerAccount(65534, 65534, (), dropped=True)
            found = make_binaries_reachable(find_binaries(), account)
            environment["PORTAIL_PG_BIN"] = str(found)
        process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + code, user, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
