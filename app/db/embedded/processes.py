"""The server's processes: which live, which answer, how they are ended.

A process counts when its command line carries the server's tag. The number in `postmaster.pid`
proves nothing after a crash: it may be a zombie nobody reaps, or somebody else's by now.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.db.embedded.errors import EmbeddedUnavailable
from app.db.embedded.place import Place

POLL_SECONDS = 0.01
STOP_SECONDS = 60.0
SHUTDOWN_SECONDS = 30.0
ORPHAN_SECONDS = 1.0
KILL_SECONDS = 5.0
PROC = Path("/proc")


def answers(place: Place) -> bool:
    """Tell whether a postmaster listens on the socket (whatever its process number)."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(2.0)
        try:
            probe.connect(str(place.socket))
        except OSError:
            return False
    return True


def read_status(place: Place) -> str:
    """Return the eighth line of postmaster.pid: `starting`, `ready`, `stopping`, or ``."""
    lines = _read_pid_file(place)
    return lines[7].strip() if len(lines) > 7 else ""


def _read_pid_file(place: Place) -> list[str]:
    try:
        return (place.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def list_living(place: Place) -> list[int]:
    """Return the process numbers of the server's living processes; zombies have no title."""
    sign = place.tag.encode()
    return [
        pid
        for pid, title in _titles()
        if (title.startswith(b"postgres: " + sign) or b"cluster_name=" + sign in title)
        and _is_run_by(pid, place.uid)
    ]


def _is_run_by(pid: int, uid: int) -> bool:
    """Tell whose process it is: anybody may give his own a title like ours."""
    try:
        status = (PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return not PROC.is_dir()
    return f"\nUid:\t{uid}\t" in status


def _titles() -> Iterator[tuple[int, bytes]]:
    """Yield (process number, command line) of every process of the machine."""
    if not (PROC / "self" / "cmdline").exists():
        yield from _titles_from_ps()
        return
    for entry in os.listdir(PROC):
        if entry.isdigit():
            try:
                yield int(entry), (PROC / entry / "cmdline").read_bytes()
            except OSError:
                continue


def _titles_from_ps() -> Iterator[tuple[int, bytes]]:
    answer = subprocess.run(["/bin/ps", "-axo", "pid=,command="], capture_output=True, check=True)
    for line in answer.stdout.splitlines():
        number, _, title = line.strip().partition(b" ")
        yield int(number), title


def stop(place: Place) -> None:
    """End the server: open sessions are cut, what was committed is on disk."""
    if _postmaster_lives(place):
        _signal([int(_read_pid_file(place)[0])], signal.SIGINT)
        if wait_until(lambda: not list_living(place), STOP_SECONDS):
            return
    end_leftovers(place)


def _postmaster_lives(place: Place) -> bool:
    lines = _read_pid_file(place)
    return bool(lines) and int(lines[0]) in list_living(place)


def end_leftovers(place: Place) -> None:
    """Wait for processes whose postmaster is gone or going, then end them.

    A backend in a long query outlives its postmaster and still writes to the files: starting
    another server beside it would destroy them.
    """
    steps = (
        (None, SHUTDOWN_SECONDS if _postmaster_lives(place) else ORPHAN_SECONDS),
        (signal.SIGQUIT, KILL_SECONDS),
        (signal.SIGKILL, KILL_SECONDS),
    )
    for number, seconds in steps:
        if number is not None:
            _signal(list_living(place), number)
        if wait_until(lambda: not list_living(place), seconds):
            return
    raise EmbeddedUnavailable(
        "Processes of an earlier embedded PostgreSQL cannot be ended: end them and try again."
    )


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait at most `seconds` for `condition`; tell whether it came true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def clear_stale_files(place: Place) -> None:
    """Remove what a killed postmaster left: PostgreSQL takes a zombie's number for a live one.

    Only when no process of the server lives: postmaster.pid is also what protects the data.
    """
    for path in (
        place.cluster / "postmaster.pid",
        place.socket,
        place.socket.with_name(place.socket.name + ".lock"),
    ):
        path.unlink(missing_ok=True)
