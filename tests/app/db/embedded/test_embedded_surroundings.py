"""Hostile environments, other users, closed homes, other versions."""

import os
import pwd
import shutil
from pathlib import Path

import pytest

from app.db.embedded import (
    EmbeddedServer,
    EmbeddedUnavailable,
    discard_server,
    ensure_server,
    find_binaries,
)
from app.db.embedded.account import choose_account
from app.db.embedded.binaries import read_major
from app.db.embedded.place import SYSTEM_STATE, make_binaries_reachable, make_private_folder
from tests.app.db.embedded.embedded_observation import Launch, ask, place_of, said_by

HOSTILE = {
    "PGHOST": "db.invalid",
    "PGHOSTADDR": "192.0.2.1",
    "PGPORT": "6543",
    "PGDATA": "/nowhere",
    "PGUSER": "nobody",
    "PGSERVICE": "absent",
    "PGOPTIONS": "-c search_path=pg_temp",
    "PGREQUIREAUTH": "scram-sha-256",
    "PGSSLMODE": "verify-full",
    "PGTZ": "Pacific/Auckland",
    "PGCLIENTENCODING": "LATIN1",
    "LC_ALL": "xx_XX",
    "TZ": "Pacific/Auckland",
}
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")
SYSTEM_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def test_variables_of_the_caller_change_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    server = ensure_server(folder, durable=False)
    assert ask(server, "SHOW timezone") == "UTC"
    assert ask(server, "SHOW search_path") == '"$user", public'
    assert ask(server, "SHOW client_encoding") == "UTF8"
    server.release()


def test_folders_are_closed_to_everybody_else(server: EmbeddedServer, shared_folder: Path) -> None:
    place = place_of(shared_folder)
    for closed in (shared_folder, place.cluster, place.socket_dir):
        assert closed.stat().st_mode & 0o077 == 0, closed
    assert len(os.fsencode(place.socket)) < 104


def test_a_very_long_path_still_gets_a_socket(folder: Path) -> None:
    deep = folder / ("long-" * 20) / ("name-" * 20)
    server = ensure_server(deep, durable=False)
    assert ask(server, "SELECT 1") == "1"
    server.release()
    discard_server(deep)


def test_a_folder_prepared_by_somebody_else_is_refused(tmp_path: Path) -> None:
    account = choose_account(tmp_path)
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    for name in ("link", "open"):
        with pytest.raises(EmbeddedUnavailable, match="remove it"):
            make_private_folder(tmp_path / name, account)


@root_only
def test_root_runs_the_server_as_another_user_who_is_not_let_in(
    server: EmbeddedServer, shared_folder: Path, launch: Launch
) -> None:
    place = place_of(shared_folder)
    owner = place.cluster.stat().st_uid
    assert owner != 0
    code = """
try:
    psycopg.connect(os.environ["DSN"])
except psycopg.OperationalError as error:
    print("refused" if "authentication failed" in str(error) else error)
"""
    if int(server.version.split(".")[0]) < 16:
        pytest.skip("before 16 the folder is the only lock")
    os.environ["DSN"] = server.dsn("postgres")
    try:
        assert said_by(launch(code, shared_folder, pwd.getpwuid(owner).pw_name)) == "refused"
    finally:
        del os.environ["DSN"]


@root_only
def test_an_ordinary_user_has_a_server_that_others_cannot_reach(
    open_folder: Path, launch: Launch
) -> None:
    code = """
server = ensure_server(folder)
with psycopg.connect(server.dsn("postgres")) as connection:
    connection.execute("CREATE TABLE mine AS SELECT 42 AS number")
print(ask(server, "SELECT number FROM mine"), os.geteuid(), (folder / "pg").stat().st_uid)
"""
    assert said_by(launch(code, open_folder, "nobody")) == "42 65534 65534"
    assert not (open_folder / "pg").is_symlink()
    assert (open_folder / "run").stat().st_mode & 0o077 == 0


@root_only
def test_root_in_somebodys_folder_works_as_that_user_and_locks_him_not_out(
    open_folder: Path, launch: Launch
) -> None:
    server = ensure_server(open_folder, durable=False)
    assert (open_folder / "pg").stat().st_uid == 65534
    code = 'server = ensure_server(folder, durable=False); print(ask(server, "SELECT 7"))'
    assert said_by(launch(code, open_folder, "nobody")) == "7"
    server.release()
    assert said_by(launch(code, open_folder, "nobody")) == "7"


@root_only
def test_another_users_folder_is_refused_in_one_sentence(folder: Path, launch: Launch) -> None:
    server = ensure_server(folder, durable=False)
    server.release()
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    code = """
try:
    ensure_server(folder)
except EmbeddedUnavailable as error:
    print(error)
"""
    said = said_by(launch(code, folder, "nobody"))
    assert "belongs to another user" in said
    assert "\n" not in said


@root_only
def test_programs_in_a_closed_home_are_copied_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_binaries()
    package = found.parent.parent
    closed = folder.parent / "venv"
    shutil.copytree(found.parent, closed / package.name / found.parent.name)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    monkeypatch.setenv("PORTAIL_PG_BIN", str(closed / package.name / found.parent.name / "bin"))
    folder.mkdir()
    account = choose_account(folder)
    copy = make_binaries_reachable(find_binaries(), account)
    try:
        assert copy == make_binaries_reachable(find_binaries(), account)
        assert copy.is_relative_to(SYSTEM_STATE)
        assert copy.stat().st_uid == 0
        server = ensure_server(folder, durable=False)
        assert ask(server, "SELECT 1") == "1"
        server.release()
    finally:
        shutil.rmtree(SYSTEM_STATE / copy.relative_to(SYSTEM_STATE).parts[0])


def test_a_setting_that_names_no_server_is_refused_and_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAIL_PG_BIN", str(tmp_path))
    with pytest.raises(EmbeddedUnavailable, match="PORTAIL_PG_BIN must name a folder"):
        find_binaries()


def test_data_of_a_version_that_is_not_here_say_what_to_install() -> None:
    with pytest.raises(EmbeddedUnavailable, match="install PostgreSQL 99"):
        find_binaries(99)


@pytest.mark.parametrize("binaries", SYSTEM_BINARIES, ids=lambda path: path.parent.name)
def test_data_of_the_machines_version_go_on_with_that_version(
    folder, monkeypatch, binaries
) -> None:
    major = read_major(binaries)
    if major is None or major < 15:
        pytest.skip("too old for the product")
    monkeypatch.setenv("PORTAIL_PG_BIN", str(binaries))
    server = ensure_server(folder, durable=False)
    assert server.version.startswith(f"{major}.")
    server.release()
    monkeypatch.delenv("PORTAIL_PG_BIN")
    again = ensure_server(folder, durable=False)
    assert again.version.startswith(f"{major}.")
    again.release()
