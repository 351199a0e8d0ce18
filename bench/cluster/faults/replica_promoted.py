"""The primary is lost for good; the replica takes over, and every acknowledged choice is there."""

import time

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_mails, hold_sessions
from bench.cluster.faults.database_restarted import WORKERS, hold_pages
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

DONE = "`kill -9` of the primary, promotion of its synchronous replica two seconds later"


def run(made: Cluster, verdict: Verdict) -> None:
    load = made.load(40, 0.2)
    load.wait_until(15)
    lost = made.pair.primary
    lost.kill()
    killed = time.time()
    time.sleep(2)  # until whoever watches is sure
    made.pair.promote()
    promoted = time.time()
    found = made.finish(load)
    describe(verdict, found)
    hold_pages(verdict, found.failed)
    verdict.note(f"promotion itself took {promoted - killed - 2:.1f} s")
    late = [one for one in found.failed if one["t"] > promoted + 5]
    verdict.hold(not late, "all well within five seconds of the promotion")
    verdict.note(f"longest time without an answer {found.longest_silence():.1f} s")
    before = load.between(0, killed)
    verdict.note(f"{len(before.acts('withdraw', 'choose'))} of the acknowledged acts were "
                 "before the loss")  # fmt: skip
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
    hold_exports(made, verdict, load)
    hold_mails(made, verdict, doubled=len(WORKERS))
    made.pair.rebuild_replica(lost.machine)
    made.pair.wait_for_standby()
    made.pair.be_synchronous(True)
    verdict.note("a new replica built from the new primary, synchronous again")
