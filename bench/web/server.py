"""A web server in a process of its own, its processor time, and what a load loop makes of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.serving import THREADS

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Window:
    """One window of load. `cpu` is the server's own seconds per request (not the database's)."""

    per_second: float
    p50: float
    p95: float
    cpu: float
    size: int
    failed: int


@dataclass(frozen=True, slots=True)
class Server:
    """`pid` is granian's first process; its workers are its children."""

    port: int
    pid: int

    def load(self, path: str, *, connections: int, seconds: float, cookie: str = "") -> Window:
        """One window; Raises CalledProcessError when the server went away."""
        before = _cpu(self.pid)
        command = [sys.executable, "-m", "bench.web.loop", HOST, str(self.port), path,
                   str(connections), str(seconds), cookie]  # fmt: skip
        told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        found = json.loads(told.stdout)
        used = (_cpu(self.pid) - before) / found["requests"]
        return Window(found["requests"] / found["seconds"], found["p50"], found["p95"], used,
                      found["size"], found["failed"])  # fmt: skip


@contextmanager
def served(
    target: str, *, environment: Mapping[str, str], workers: int = 1, interface: str = "wsgi",
    python: Path | str = sys.executable, folder: Path = ROOT, threads: int = THREADS,
) -> Iterator[Server]:  # fmt: skip
    """granian with `target` on a free port of this machine, ended at the end."""
    port = _free_port()
    options: Sequence[str] = (
        "--host", HOST, "--port", str(port), "--interface", interface,
        "--workers", str(workers), "--no-ws", "--log-level", "error",
        *(("--blocking-threads", str(threads)) if interface == "wsgi" else ()),
    )  # fmt: skip
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    process = subprocess.Popen(
        [str(python), "-m", "granian", *options, target],
        env=kept | {"PYTHONPATH": str(folder)} | dict(environment), cwd=folder,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _cpu(pid: int) -> float:
    """Seconds of processor of a process and its children, so far."""
    return sum(_own_cpu(one) for one in (pid, *_children(pid)))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


def _own_cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
