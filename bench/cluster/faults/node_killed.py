"""A node loses its power, or its wire: those in flight may fail, nobody after them."""

import time

from bench.cluster.checks import describe, hold_acts, hold_sessions
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

DONE = "`kill -9` of one of two web nodes, started again ten seconds later"
DONE_UNPLUGGED = "one of two web nodes cut from the network for ten seconds"
IN_FLIGHT = 0.05


def run(made: Cluster, verdict: Verdict) -> None:
    load = made.load(30, 0.4)
    load.wait_until(8)
    killed = time.time()
    made.nodes["node2"].kill()
    load.wait_until(18)
    made.start("node2")
    found = made.finish(load)
    describe(verdict, found)
    late = [one for one in found.failed if one["t"] > killed + IN_FLIGHT]
    verdict.hold(not late, f"{len(late)} requests begun after the kill failed")
    verdict.note(f"longest time without an answer {found.longest_silence():.1f} s")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)


def run_unplugged(made: Cluster, verdict: Verdict) -> None:
    load = made.load(30, 0.4)
    load.wait_until(8)
    cut = time.time()
    made.network.unplug("node2")
    load.wait_until(18)
    made.network.unplug("node2", plug=True)
    found = made.finish(load)
    describe(verdict, found)
    late = [one for one in found.failed if one["t"] > cut + IN_FLIGHT]
    verdict.hold(not late, f"{len(late)} requests begun after the cut failed")
    after = load.between(cut + IN_FLIGHT, cut + 10)
    verdict.note(f"slowest answer to a request begun while it was cut {max(after.times()):.1f} s")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
