"""A worker loses its power in the middle of a job: the other goes on with jobs and mails."""

import time

from bench.cluster.checks import describe, hold_acts, hold_exports, hold_mails
from bench.cluster.database import NAME
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict

DONE = "`kill -9` of one of two workers while an export was being made, not started again"


def run(made: Cluster, verdict: Verdict) -> None:
    load = made.load(30, 0.3)
    load.wait_until(6)
    middle = _wait_for_a_job(made)
    made.nodes["worker1"].kill()
    verdict.note(f"killed {'in the middle of an export' if middle else 'between two exports'}")
    describe(verdict, made.finish(load))
    hold_exports(made, verdict, load)
    hold_mails(made, verdict, doubled=1)
    hold_acts(made, verdict, load)


def _wait_for_a_job(made: Cluster) -> bool:
    """Until one is being made by the worker to be killed (each job tells its worker)."""
    until = time.monotonic() + 15
    with made.pair.superuser(made.pair.primary, NAME) as db:
        while time.monotonic() < until:
            if db.execute("SELECT 1 FROM report WHERE state = 'MAKING'").fetchone():
                return True
            time.sleep(0.003)
    return False
