"""One node, then two: pages a second when pressed without pause, and times of a working day."""

import os

from bench.cluster.ground import Cluster, say
from bench.cluster.told import Window
from bench.figures import Figures

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
    before = processor_seconds()
    found = made.finish(made.load(seconds, 0.0))
    figures.say(f"cluster.pressed.{name}.busy", processor_share(before), "cores")
    say_window(figures, f"cluster.pressed.{name}", found)
    return found


def say_window(figures: Figures, name: str, found: Window) -> None:
    figures.say(f"{name}.rate", found.rate, "pages/s")
    for door, prefix in DOORS.items():
        figures.say(f"{name}.{door}.p95", found.p95(prefix) * 1000, "ms")
    figures.say(f"{name}.errors", len(found.failed), "answers")
    looked = found.acts("looked")
    figures.say(f"{name}.withdrawals_looked_for", len(looked), "people")
    figures.say(f"{name}.withdrawn_and_shown", sum(a["status"] == "200" for a in looked), "people")


def processor_seconds() -> tuple[float, float]:
    """The whole machine's (busy, all) so far, in ticks of all cores."""
    with open("/proc/stat") as stat:
        ticks = [int(word) for word in stat.readline().split()[1:9]]
    return float(sum(ticks) - ticks[3] - ticks[4]), float(sum(ticks))


def processor_share(before: tuple[float, float]) -> float:
    """Cores at work since then, by everybody on this machine."""
    busy, everything = processor_seconds()
    return (busy - before[0]) / (everything - before[1]) * (os.cpu_count() or 1)
