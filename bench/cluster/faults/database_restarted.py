"""PostgreSQL restarts under load: a page that says so, then on as if nothing had been."""

import time

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_mails, hold_sessions
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

WORKERS = ("worker1", "worker2")  # each may have had a mail between the server's yes and its commit

DONE = "the primary stopped as `systemctl restart` does, and started again two seconds later"


def run(made: Cluster, verdict: Verdict) -> None:
    load = made.load(25, 0.4)
    load.wait_until(8)
    made.pair.primary.stop()
    time.sleep(2)
    made.pair.primary.start()
    made.pair.wait_for(made.pair.primary)
    back = time.time()
    found = made.finish(load)
    describe(verdict, found)
    hold_pages(verdict, found.failed)
    late = [one["t"] + one["s"] for one in found.failed if one["t"] > back]
    verdict.hold(not late or max(late) < back + 5, "all well within five seconds of its return")
    verdict.note(f"longest time without an answer {found.longest_silence():.1f} s")
    made.pair.wait_for_standby()
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
    hold_exports(made, verdict, load)
    hold_mails(made, verdict, doubled=len(WORKERS))


def hold_pages(verdict: Verdict, failed: list[dict]) -> None:  # type: ignore[type-arg]
    """Who meets the outage reads the page of a pause: no 500, no silence."""
    other = [one for one in failed if one["status"] != 503]
    verdict.hold(not other, "every failed answer was the page that says it is a pause (503)")
