"""Figures: printed as they are measured, one a line, and written into the README at the end."""

import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

README = Path(__file__).parent / "README.md"
_MARKS = ("<!-- figures -->", "<!-- end of figures -->")
_PACKAGES = ("flask", "sqlalchemy", "psycopg", "granian", "jinja2")


@dataclass
class Figures:
    """What has been measured so far, in order. `write` puts it into bench/README.md."""

    values: dict[str, tuple[float, str]] = field(default_factory=dict)

    def say(self, name: str, value: float, unit: str) -> None:
        self.values[name] = (value, unit)
        print(f"{name} {shown(value)} {unit}", flush=True)

    def times(self, name: str, seconds: Sequence[float]) -> None:
        """p50 and p95 of several runs, in milliseconds."""
        self.say(f"{name}.p50", statistics.median(seconds) * 1000, "ms")
        self.say(f"{name}.p95", percentile(seconds, 95) * 1000, "ms")

    def ratio(self, name: str, over: str, under: str) -> None:
        """`over` / `under`, when both were measured."""
        if over in self.values and self.values.get(under, (0.0, ""))[0] > 0:
            self.say(name, self.values[over][0] / self.values[under][0], "x")

    @contextmanager
    def seconds(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.say(name, time.perf_counter() - started, "s")

    def write(self, machine: Sequence[str]) -> None:
        lines = [f"{name} {shown(value)} {unit}" for name, (value, unit) in self.values.items()]
        block = "\n".join([_MARKS[0], *machine, "", "```", *lines, "```", _MARKS[1]])
        text = README.read_text("utf-8")
        pattern = re.escape(_MARKS[0]) + ".*" + re.escape(_MARKS[1])
        README.write_text(re.sub(pattern, lambda _: block, text, flags=re.DOTALL), "utf-8")


def shown(value: float) -> str:
    """Three figures are enough to compare, and whole numbers stay whole."""
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.3g}"


def percentile(values: Sequence[float], rank: int) -> float:
    """The smallest value that `rank` percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * rank // 100) - 1)]


def timed(act: Callable[..., object], *arguments: object) -> float:
    """Seconds one call takes."""
    started = time.perf_counter()
    act(*arguments)
    return time.perf_counter() - started


def load_now() -> float:
    """Processes that ran or waited in the last minute: figures of a busy machine are worth less."""
    return os.getloadavg()[0]


def machine_lines(postgresql: str, scale: str) -> list[str]:
    """The machine and the versions the figures belong to."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return [
        f"Measured on {datetime.now(UTC):%Y-%m-%d}, sizes `{scale}`: {os.cpu_count()} cores, "
        f"{memory:.0f} GiB, load {load_now():.1f} at the end; "
        f"Python {platform.python_version()}, PostgreSQL {postgresql}, {packages}."
    ]
