"""One node, then two: pages a second when pressed without pause, and times of a working day."""

import os
import subprocess
from pathlib import Path

from bench.cluster.ground import Cluster, say
from bench.cluster.namespaces import PREFIX
from bench.cluster.told import Window
from bench.figures import Figures

_TICK = os.sysconf("SC_CLK_TCK")
COUNTED = ("node1", "node2", "db1", "db2", "worker1")
DOORS = {"employer": "/employeur", "staff": "/action-logement", "applicant": "/demandeur"}


def measure_throughput(figures: Figures, made: Cluster, seconds: float) -> None:
    """The nodes' processor share is what bounds: it is said beside the figures."""
    made.start("worker1")
    made.start("node1")
    made.proxy.show(["node1"])
    one = _pressed(figures, made, "one_node", seconds)
    made.start("node2")
    made.proxy.show(["node1", "node2"])
    two = _pressed(figures, made, "two_nodes", seconds)
    figures.say("cluster.ratio.two_over_one", two.rate / one.rate, "x")
    say("a working day, with pauses")
    day = made.finish(made.load(seconds, 1.0))
    say_window(figures, "cluster.day", day)


def _pressed(figures: Figures, made: Cluster, name: str, seconds: float) -> Window:
    say(f"pressed: {name}")
    load = made.load(seconds, 0.0)
    busy, before = machine_seconds(), {m: spent(m) for m in COUNTED}
    load.wait_until(seconds)
    after = {m: spent(m) for m in COUNTED}
    figures.say(f"cluster.pressed.{name}.busy", busy_cores(busy), "cores")
    found = made.finish(load)
    say_window(figures, f"cluster.pressed.{name}", found)
    pages = found.rate * seconds
    for label, machines in (("node", ("node1", "node2")), ("database", ("db1",)),
                            ("replica", ("db2",)), ("worker", ("worker1",))):  # fmt: skip
        used = sum(after[m] - before[m] for m in machines)
        figures.say(f"cluster.pressed.{name}.{label}_cpu", used / pages * 1000, "ms/page")
    return found


def say_window(figures: Figures, name: str, found: Window) -> None:
    figures.say(f"{name}.rate", found.rate, "pages/s")
    for door, prefix in DOORS.items():
        figures.say(f"{name}.{door}.p95", found.p95(prefix) * 1000, "ms")
    figures.say(f"{name}.errors", len(found.failed), "answers")
    looked = found.acts("looked")
    figures.say(f"{name}.withdrawals_looked_for", len(looked), "people")
    figures.say(f"{name}.withdrawn_and_shown", sum(a["status"] == "200" for a in looked), "people")


def machine_seconds() -> tuple[float, float]:
    """The whole machine's (busy, all) so far, in ticks of all cores."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return float(sum(ticks) - ticks[3] - ticks[4]), float(sum(ticks))


def busy_cores(before: tuple[float, float]) -> float:
    """Cores at work since then, by everybody on this machine."""
    busy, everything = machine_seconds()
    return (busy - before[0]) / (everything - before[1]) * (os.cpu_count() or 1)


def spent(machine: str) -> float:
    """Seconds of processor of what lives there now; people's connections live on."""
    told = subprocess.run(["ip", "netns", "pids", f"{PREFIX}-{machine}"], capture_output=True,
                          text=True)  # fmt: skip
    total = 0.0
    for pid in told.stdout.split():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / _TICK
    return total
