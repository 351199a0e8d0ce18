"""After a crash the next call finds or makes a working server, and committed data are there."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg

from app.db.embedded import EmbeddedServer, ensure_server
from app.db.embedded.processes import list_living, wait_until
from tests.app.db.embedded.embedded_observation import ask, place_of, postmaster_of


def kill_postmaster(folder: Path) -> None:
    number = postmaster_of(folder)
    place = place_of(folder)
    os.kill(number, signal.SIGKILL)
    assert wait_until(lambda: number not in list_living(place), 5)


def write_pid_file(folder: Path, number: int) -> None:
    """Leave what a killed postmaster leaves, under another process's number."""
    place = place_of(folder)
    lines = (place.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    text = "\n".join([str(number), *lines[1:]]) + "\n"
    (place.cluster / "postmaster.pid").write_text(text, encoding="utf-8")
    lock = place.socket.with_name(place.socket.name + ".lock")
    lock.write_text(f"{number}\n{place.cluster}\n0\n5432\n{place.socket_dir}\n", encoding="utf-8")


def test_a_killed_server_is_replaced_and_keeps_what_was_committed(folder: Path) -> None:
    server = ensure_server(folder)
    with psycopg.connect(server.dsn("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    kill_postmaster(folder)
    again = ensure_server(folder)
    assert ask(again, "SELECT number FROM kept") == "42"
    assert ask(server, "SELECT number FROM kept") == "42"  # who held the old one goes on
    server.release()
    again.release()


def test_a_zombie_postmaster_is_not_taken_for_a_living_one(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)  # it has ended and is not reaped
    kill_postmaster(shared_folder)
    write_pid_file(shared_folder, zombie.pid)
    again = ensure_server(shared_folder, durable=False)
    assert ask(again, "SELECT 1") == "1"
    again.release()
    zombie.wait()


def test_a_number_that_now_belongs_to_another_program_is_left_alone(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    kill_postmaster(shared_folder)
    write_pid_file(shared_folder, os.getpid())
    again = ensure_server(shared_folder, durable=False)
    assert ask(again, "SELECT 1") == "1"
    again.release()


def test_a_query_that_outlives_its_postmaster_is_ended_first(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    outcome: list[Exception] = []
    started = threading.Event()

    def compute() -> None:
        try:
            with psycopg.connect(server.dsn("postgres")) as connection:
                started.set()
                connection.execute("SELECT count(*) FROM generate_series(1, 100000000000) AS n")
        except psycopg.OperationalError as error:
            outcome.append(error)

    thread = threading.Thread(target=compute)
    thread.start()
    started.wait(5)
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM gen%'"
    assert wait_until(lambda: ask(server, running) == "1", 5)
    kill_postmaster(shared_folder)
    again = ensure_server(shared_folder, durable=False)
    thread.join(10)
    assert len(outcome) == 1
    assert ask(again, "SELECT 1") == "1"
    again.release()


def test_an_interrupted_creation_is_begun_again(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    unfinished = place_of(folder).home / "pg.new"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n", encoding="utf-8")
    server = ensure_server(folder, durable=False)
    assert ask(server, "SELECT 1") == "1"
    server.release()


def test_a_server_being_stopped_by_somebody_else_is_waited_for(
    server: EmbeddedServer, shared_folder: Path
) -> None:
    born = "SELECT pg_postmaster_start_time()::text"
    before = ask(server, born)
    os.kill(postmaster_of(shared_folder), signal.SIGINT)
    again = ensure_server(shared_folder, durable=False)
    assert ask(again, born) != before
    again.release()


def test_a_deleted_data_folder_does_not_keep_its_server_alive(folder: Path) -> None:
    server = ensure_server(folder, durable=False)
    place = place_of(folder)
    shutil.rmtree(folder)
    server.release()
    assert list_living(place) == []
    shutil.rmtree(place.home, ignore_errors=True)
