"""`portail serve`: granian’s web processes, and the worker beside them, kept alive."""

import signal
import subprocess
import sys
import threading

from granian import Granian
from granian.constants import Interfaces

from app.db.engines import Database
from app.db.upgrade import may_serve

# Of each web process: while one request waits for the database (some two fifths of a page's time)
# another is written. A third only adds switching.
THREADS = 2


class NotUpgraded(Exception):
    """The schema is not the code's: `portail db upgrade` must run first."""


class WorkerBeside:
    """The worker as a child process for as long as the portal is served."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._child is not None:
            self._child.send_signal(signal.SIGTERM)
        self._thread.join(timeout=35)

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self._child = subprocess.Popen([sys.executable, "-m", "app.cli_worker"])
            self._child.wait()
            self._stopping.wait(1)


def serve_portal(database: Database, *, host: str, port: int, processes: int, worker: bool) -> None:
    """Serve until SIGTERM or SIGINT. Raises NotUpgraded."""
    if not may_serve(database):
        raise NotUpgraded("the database is not up to date: run `portail db upgrade`")
    beside = WorkerBeside() if worker else None
    if beside is not None:
        beside.start()
    try:
        Granian(
            "app.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=THREADS,
            websockets=False,
            log_access=False,
            respawn_failed_workers=True,
        ).serve()
    finally:
        if beside is not None:
            beside.stop()
