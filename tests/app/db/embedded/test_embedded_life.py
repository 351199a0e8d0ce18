"""The server is started once, shared, and stopped by the last one out."""

import signal
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from app.db.embedded import EmbeddedServer, EmbeddedUnavailable, discard_server, ensure_server
from app.db.embedded.processes import list_living
from tests.app.db.embedded.embedded_observation import Launch, ask, place_of, read_line, said_by

BORN = "SELECT pg_postmaster_start_time()::text"
STAY = "server = ensure_server(folder); print(ask(server, BORN), flush=True); sys.stdin.readline()"


def test_the_server_is_on_no_network_and_speaks_utf8_in_byte_order(server: EmbeddedServer) -> None:
    assert ask(server, "SHOW listen_addresses") == ""
    assert ask(server, "SHOW server_encoding") == "UTF8"
    collation = "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"
    assert ask(server, collation).replace("-", "").lower() == "c.utf8"
    assert int(server.version.split(".")[0]) >= 15
    assert int(ask(server, "SHOW max_connections")) == 200


def test_any_role_enters_through_psycopg_and_sqlalchemy(server: EmbeddedServer) -> None:
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        connection.execute('CREATE ROLE "door é/@" LOGIN')
        connection.execute('CREATE DATABASE "base ?&"')
    engine = create_engine(server.sqlalchemy_url("base ?&", "door é/@"))
    with engine.connect() as opened:
        answer = opened.execute(text("SELECT current_user, current_database()")).one()
    engine.dispose()
    assert tuple(answer) == ("door é/@", "base ?&")


def test_what_was_written_is_there_after_the_last_one_left(folder: Path) -> None:
    server = ensure_server(folder)
    with psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    server.release()
    assert list_living(place_of(folder)) == []
    again = ensure_server(folder)
    assert ask(again, "SELECT number FROM kept") == "42"
    assert ask(again, "SHOW fsync") == "on"
    again.release()


def test_the_server_stays_until_the_last_lease_is_given_back(folder: Path) -> None:
    first, second = ensure_server(folder, durable=False), ensure_server(folder, durable=False)
    assert ask(first, BORN) == ask(second, BORN)
    first.release()
    first.release()
    assert ask(second, "SELECT 1") == "1"
    second.release()
    assert list_living(place_of(folder)) == []


def test_processes_that_start_together_share_one_server(folder: Path, launch: Launch) -> None:
    programs = [launch(STAY, folder) for _ in range(3)]
    births = {read_line(program) for program in programs}
    assert len(births) == 1
    assert births.pop()
    for program in programs:
        said_by(program)
    assert list_living(place_of(folder)) == []


def test_a_killed_application_leaves_no_lease_behind(folder: Path, launch: Launch) -> None:
    server = ensure_server(folder, durable=False)
    program = launch(STAY, folder)
    assert read_line(program) == ask(server, BORN)
    program.send_signal(signal.SIGKILL)
    program.wait()
    server.release()
    assert list_living(place_of(folder)) == []


def test_a_server_whose_application_was_killed_is_joined_then_stopped(
    folder: Path, launch: Launch
) -> None:
    program = launch(STAY, folder)
    born = read_line(program)
    program.send_signal(signal.SIGKILL)
    program.wait()
    server = ensure_server(folder)
    assert ask(server, BORN) == born
    server.release()
    assert list_living(place_of(folder)) == []


def test_a_forked_child_that_ends_does_not_stop_its_parents_server(
    folder: Path, launch: Launch
) -> None:
    code = """
server = ensure_server(folder, durable=False)
if os.fork() == 0:
    sys.exit(0)
os.wait()
print(ask(server, "SELECT 'still here'"))
"""
    assert said_by(launch(code, folder)) == "still here"
    assert list_living(place_of(folder)) == []


def test_who_wants_durability_gets_it_from_a_throw_away_server(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    assert ask(server, "SHOW fsync") == "off"
    other = ensure_server(shared_folder)
    with psycopg.connect(other.dsn("postgres")) as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            assert connection.execute(f"SHOW {name}".encode()).fetchone() == ("on",)
    other.release()


def test_a_server_in_use_is_not_discarded(server: EmbeddedServer, shared_folder: Path) -> None:
    with pytest.raises(EmbeddedUnavailable, match="in use"):
        discard_server(shared_folder)
    assert ask(server, "SELECT 1") == "1"


def test_a_discarded_server_leaves_nothing_and_a_new_one_starts_empty(folder: Path) -> None:
    server = ensure_server(folder, durable=False)
    with psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("CREATE TABLE gone ()")
    server.release()
    home = place_of(folder).home
    discard_server(folder)
    assert not (home / "pg").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["pg.lease", "pg.lock"]
    again = ensure_server(folder, durable=False)
    assert ask(again, "SELECT to_regclass('gone')") == "None"
    again.release()


def test_values_that_clash_do_not_reach_the_log(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    with psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('Zwetschge')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO people VALUES (%s)", ["Zwetschge"])
    log = place_of(shared_folder).log.read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "Zwetschge" not in log
