"""What the load saw, one JSON object a line: every request, and every act that was acknowledged."""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.figures import percentile


@dataclass
class Told:
    """The load's side: written as it happens, so that a killed load has still said it."""

    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._file = self.path.open("a", buffering=1)

    def say(self, **what: Any) -> None:
        with self.lock:
            self._file.write(json.dumps({"t": time.time(), **what}) + "\n")

    def request(
        self, door: str, kind: str, method: str, began: float, status: int, right: bool
    ) -> None:
        self.say(
            t=began, door=door, kind=kind, method=method, s=time.time() - began, status=status,
            ok=right,
        )  # fmt: skip


@dataclass(frozen=True)
class Window:
    """The bench's side: what was seen between two moments."""

    seen: tuple[dict[str, Any], ...]
    seconds: float

    def since(self, start: float) -> "Window":
        return Window(tuple(one for one in self.seen if one["t"] >= start), self.seconds)

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [one for one in self.seen if "kind" in one]

    @property
    def failed(self) -> list[dict[str, Any]]:
        return [one for one in self.requests if not one["ok"]]

    @property
    def rate(self) -> float:
        return sum(one["ok"] for one in self.requests) / self.seconds

    def times(self, door: str | None = None) -> list[float]:
        return [r["s"] for r in self.requests if r["ok"] and door in (None, r["door"])]

    def p95(self, door: str | None = None) -> float:
        return percentile(self.times(door), 95) if self.times(door) else 0.0

    def acts(self, *names: str) -> list[dict[str, Any]]:
        return [one for one in self.seen if one.get("act") in names]

    def longest_silence(self) -> float:
        """Seconds without one right answer of a page that asks the database."""
        asking = [one for one in self.requests if one["ok"] and one["kind"] != "sign_in_page"]
        ends = sorted(one["t"] + one["s"] for one in asking)
        return max((b - a for a, b in pairwise(ends)), default=self.seconds)


def window(path: Path, start: float, end: float) -> Window:
    return Window(tuple(one for one in read(path) if start <= one["t"] < end), end - start)


def read(path: Path) -> Iterable[dict[str, Any]]:
    with path.open() as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)
