"""Web nodes and workers: the product's own commands, each on its machine."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.cluster.namespaces import MACHINES, Network, kill_group
from bench.cluster.shares import close_share, open_share

ROOT = Path(__file__).parent.parent.parent
PORT = 8000
COMMAND = (sys.executable, "-c", "from app.cli import main; main()")


@dataclass
class Node:
    """One machine with the product on it. `env` is what its operator set; `tree` its code."""

    network: Network
    machine: str
    env: Mapping[str, str]
    logs: Path
    cores: float | None = None
    tree: Path = ROOT
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    share: Path | None = None

    @property
    def is_web(self) -> bool:
        return self.machine.startswith("node")

    def start(self) -> None:
        if self.cores is not None:
            self.share = open_share(self.machine, self.cores)
        words = [*COMMAND, "worker"]
        if self.is_web:
            words = [*COMMAND, "serve", "--host", "0.0.0.0", "--port", str(PORT),
                     "--processes", "1", "--no-worker"]  # fmt: skip
        env = dict(self.env) | {"PYTHONPATH": str(self.tree), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = self.network.start(
            self.machine, words, log=self.logs / f"{self.machine}.log", env=env | self.extra,
            share=self.share, cwd=self.tree,
        )  # fmt: skip

    def wait(self, seconds: float = 60) -> None:
        """Until it says that people may be sent to it."""
        until = time.monotonic() + seconds
        while self.asked("/readyz") != 200:
            gone = self.process is not None and self.process.poll() is not None
            if gone or time.monotonic() > until:
                raise RuntimeError(f"{self.machine} does not serve: see {self.logs}")
            time.sleep(0.1)

    def asked(self, path: str) -> int:
        """The status of one answer, past the proxy; 0 when there is none."""
        connection = http.client.HTTPConnection(MACHINES[self.machine], PORT, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def stop(self, seconds: float = 40) -> None:
        """As a supervisor does: it finishes what is under way."""
        if self.process is None or self.process.poll() is not None:
            return
        os.kill(self.process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        kill_group(self.process)
        close_share(self.share)

    def kill(self) -> None:
        """As a machine that loses its power."""
        if self.process is not None:
            kill_group(self.process)
            close_share(self.share)
