"""SECRET_KEY turned without stopping: everybody learns the new one, then signs by it, then forgets
the old one."""

import time

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_sessions
from bench.cluster.ground import SECRET, Cluster
from bench.cluster.nodes import ROOT
from bench.cluster.report import Verdict

DONE = (
    "every machine restarted in turn knowing both keys, `portail db upgrade`, every machine "
    "restarted in turn signing by the new one"
)
NEW = "turned-" + "fedcba9876543210" * 3
MACHINES = ("worker1", "worker2", "node1", "node2")


def run(made: Cluster, verdict: Verdict) -> None:
    load = made.load(80, 0.4)
    began = time.time()
    learn = {"SECRET_KEY": SECRET, "SECRET_KEY_FORMER": NEW}
    turn = {"SECRET_KEY": NEW, "SECRET_KEY_FORMER": SECRET}
    for machine in MACHINES:
        made.replace(machine, ROOT, learn)
    made.command("db", "upgrade", extra=turn)
    for machine in MACHINES:
        made.replace(machine, ROOT, turn)
    verdict.note(f"turned in {time.time() - began:.0f} s")
    over = time.time() < load.ready + load.seconds
    found = made.finish(load)
    verdict.hold(over, "all of it under load")
    describe(verdict, found)
    verdict.hold(not found.failed, "nobody failed")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
    hold_exports(made, verdict, load)
    _back(made)


def _back(made: Cluster) -> None:
    """The faults after this one have the first key again: turned at once, nobody is there."""
    for machine in MACHINES:
        made.nodes[machine].stop()
    made.command("db", "upgrade")
    made.be_whole()
