"""Nodes and workers whose clocks are twenty minutes apart."""

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_sessions
from bench.cluster.ground import Cluster
from bench.cluster.needs import FAKETIME
from bench.cluster.report import Verdict

DONE = "one node ten minutes behind, the other ten ahead, a worker ten behind (libfaketime)"


def run(made: Cluster, verdict: Verdict) -> None:
    if not FAKETIME.exists():
        verdict.hold(False, "libfaketime is there (apt-get install libfaketime)")
        return
    apart = {"node1": "-600s", "node2": "+600s", "worker1": "-600s"}
    for machine, by in apart.items():
        made.nodes[machine].stop()
        made.start(machine, extra={
            "LD_PRELOAD": str(FAKETIME), "FAKETIME": by, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else threads wait for seconds
        })  # fmt: skip
    load = made.load(25, 0.3)
    found = made.finish(load)
    describe(verdict, found)
    verdict.hold(not found.failed, "nobody failed")
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
    hold_exports(made, verdict, load)
    for machine in apart:
        made.nodes[machine].stop()
    made.be_whole()
