"""Who uses the server: kernel file locks, which no crash can leave behind."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.db.embedded.account import hand_over
from app.db.embedded.errors import EmbeddedUnavailable

TURN_SECONDS = 120.0
POLL_SECONDS = 0.01


class Lease:
    """A shared lock on `path`, held as long as the process lives or until `close()`.

    Closed, never unlocked: a child made by fork shares the lock, and unlocking here would take
    it away from the child too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = open_lock(path)
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def close(self) -> bool:
        """Give the lease back; tell whether it was held and nobody else holds one."""
        return self.drop() and nobody_holds(self._path)

    def drop(self) -> bool:
        """Give the lease back without looking at the others; tell whether it was held."""
        if self._file is None:
            return False
        os.close(self._file)
        self._file = None
        return True


def nobody_holds(path: Path) -> bool:
    """Tell whether no process holds a lease; call it inside `turn` only."""
    probe = open_lock(path)
    try:
        fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(probe)
    return True


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait for our turn to start, join or stop the server: one process at a time."""
    file = open_lock(path)
    try:
        _wait_for_lock(file)
        yield
    finally:
        os.close(file)


def _wait_for_lock(file: int) -> None:
    deadline = time.monotonic() + TURN_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise EmbeddedUnavailable(
                    "Another process has been starting or stopping the embedded PostgreSQL for "
                    "two minutes: end it and try again."
                ) from None
            time.sleep(POLL_SECONDS)
        else:
            return


def open_lock(path: Path) -> int:
    """Open the lock file `path`, never through a symbolic link somebody else may have put there."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    hand_over(file, path.parent)
    return file
