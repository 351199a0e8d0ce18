"""What the tests look at: answers of the server, its processes, the words of other programs."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg

from app.db.embedded import EmbeddedServer
from app.db.embedded.account import choose_account
from app.db.embedded.place import Place, choose_place

Launch = Callable[..., "subprocess.Popen[str]"]


def read_line(process: "subprocess.Popen[str]") -> str:
    """Wait for the next line the process writes."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def said_by(process: "subprocess.Popen[str]") -> str:
    """Wait for the process's normal end and return what it wrote."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def ask(server: EmbeddedServer, question: str) -> str:
    """Return the first column of the first row, as text."""
    with psycopg.connect(server.dsn("postgres")) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def place_of(folder: Path) -> Place:
    return choose_place(folder.resolve(), choose_account(folder))


def postmaster_of(folder: Path) -> int:
    """Return the number the running server wrote into its data folder."""
    text = (folder / "pg" / "postmaster.pid").read_text(encoding="utf-8")
    return int(text.splitlines()[0])
