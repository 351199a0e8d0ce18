"""One renderer process, seen from its parent: start, ask, kill."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.reports.pdf.child import FOLDER_PREFIX
from app.reports.pdf.job import RendererLost
from app.reports.pdf.wire import Message, encode, read_message

_ROOT = Path(__file__).parents[3]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_LOOK_EVERY_SECONDS = 0.05
_CHUNK_BYTES = 1 << 20


def child_environment(folder: str) -> dict[str, str]:
    """Return the only variables a renderer receives: no secret, no database address.

    PYTHONHASHSEED is fixed so that the order of sets, hence the bytes, never varies.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


class RendererProcess:
    """A child in its own session, reached by a socket pair."""

    def __init__(self) -> None:
        """Start the child; it imports WeasyPrint while the first job is being sent."""
        self.jobs_done = 0
        self._folder = tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our interpreter, our module
                [sys.executable, "-m", "app.reports.pdf.child", str(theirs.fileno())],
                cwd=_ROOT,
                env=child_environment(self._folder.name),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        ours.settimeout(_LOOK_EVERY_SECONDS)
        self._socket = ours

    @property
    def pid(self) -> int:
        """The child's process id, which is also its process group."""
        return self._process.pid

    def alive(self) -> bool:
        """Say whether the child still runs."""
        return self._process.poll() is None

    def ask(self, job: Message, look_up: Callable[[], None]) -> Iterator[Message]:
        """Send a job and yield every answer; the caller stops at the last one.

        `look_up` is called at least every 50 ms and may raise to give up.
        Raises RendererLost when the child dies.
        """
        silent = True
        try:
            self._send(encode(job), look_up)
            while True:
                answer = read_message(lambda size: self._receive(size, look_up))
                silent = False
                yield answer
        except (EOFError, OSError, ValueError) as error:
            raise RendererLost(self._epitaph(), silent) from error

    def _send(self, data: bytes, look_up: Callable[[], None]) -> None:
        rest = memoryview(data)
        while rest:
            look_up()
            with contextlib.suppress(TimeoutError):
                rest = rest[self._socket.send(rest[:_CHUNK_BYTES]) :]

    def _receive(self, size: int, look_up: Callable[[], None]) -> bytes:
        data = bytearray()
        while len(data) < size:
            look_up()
            with contextlib.suppress(TimeoutError):
                chunk = self._socket.recv(min(size - len(data), _CHUNK_BYTES))
                if not chunk:
                    raise EOFError
                data += chunk
        return bytes(data)

    def _epitaph(self) -> str:
        """Say how the child ended: `signal 9`, `exit 1`, or `still running`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=1)
            return f"signal {-code}" if code < 0 else f"exit {code}"
        return "still running"

    def end(self) -> None:
        """Kill the child's whole group and remove what it left. May be called twice."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._socket.close()
        self._folder.cleanup()

    def abandon(self) -> None:
        """Let go of a child that belongs to the process we were forked from."""
        self._socket.close()
        self._process.returncode = 0
        self._folder._finalizer.detach()  # type: ignore[attr-defined]  # the owner removes it
