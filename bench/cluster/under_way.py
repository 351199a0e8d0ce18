"""A load under way, as the bench sees it from outside."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench.cluster.told import Window, window


@dataclass
class Load:
    """A load under way. `ready` is when everybody was signed in."""

    book: Path
    process: subprocess.Popen[bytes]
    seconds: float
    ready: float = 0.0

    def wait_until_ready(self, seconds: float = 180) -> None:
        until = time.time() + seconds
        while not self.ready:
            found = window(self.book, 0, time.time() + 1).acts("ready")
            self.ready = found[0]["t"] if found else 0.0
            if self.process.poll() is not None or time.time() > until:
                raise RuntimeError("the load did not begin: see its log")
            time.sleep(0.2)

    def wait_until(self, second: float) -> None:
        time.sleep(max(0.0, self.ready + second - time.time()))

    def between(self, start: float, end: float) -> Window:
        """By absolute time."""
        return window(self.book, start, end)

    def whole(self) -> Window:
        return window(self.book, 0, time.time() + 1)
