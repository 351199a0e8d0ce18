"""A replica that is behind, and one that is gone: nobody reads from it, and commits wait for it."""

import time

from bench.cluster.checks import describe, hold_acts, hold_sessions
from bench.cluster.database import NAME
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict
from bench.cluster.under_way import Load

DONE = "the replica applies nothing of what it receives (`pg_wal_replay_pause()`)"
DONE_GONE = "the synchronous replica stopped; taken out of `synchronous_standby_names` after 5 s"
_SESSIONS = "SELECT sessions FROM pg_stat_database WHERE datname = %s"


def run(made: Cluster, verdict: Verdict) -> None:
    with made.pair.superuser(made.pair.replica) as replica:
        before = replica.execute(_SESSIONS, (NAME,)).fetchone()
        replica.execute("SELECT pg_wal_replay_pause()")
        load = made.load(20, 0.3)
        found = made.finish(load)
        _note_stale(made, verdict, load)
        after = replica.execute(_SESSIONS, (NAME,)).fetchone()
        replica.execute("SELECT pg_wal_replay_resume()")
    describe(verdict, found)
    assert before is not None
    assert after is not None
    opened = after[0] - before[0] - 1  # one is this bench's own, of the line above
    verdict.hold(opened <= 0, f"{max(opened, 0)} sessions of the product at the replica")
    hold_acts(made, verdict, load)
    made.pair.wait_for_standby()


def _note_stale(made: Cluster, verdict: Verdict, load: Load) -> None:
    """The replica would indeed show those who withdrew, had it been asked."""
    gone = [act["email"] for act in load.whole().acts("withdraw")]
    query = (
        "SELECT count(*) FROM summary s JOIN housing_request h ON h.id = s.request_id "
        "JOIN applicant_account a ON a.id = h.account_id WHERE s.level > 1 AND a.email = ANY (%s)"
    )
    with made.pair.superuser(made.pair.replica, NAME) as db:
        row = db.execute(query, (gone,)).fetchone()
    verdict.note(f"of {len(gone)} who withdrew the replica still had {row[0] if row else 0} open")


def run_gone(made: Cluster, verdict: Verdict) -> None:
    load = made.load(30, 0.4)
    load.wait_until(8)
    replica = made.pair.replica
    replica.stop("immediate")
    time.sleep(5)
    made.pair.be_synchronous(False)
    found = made.finish(load)
    describe(verdict, found)
    verdict.note(f"longest time without an answer {found.longest_silence():.1f} s")
    verdict.hold(not found.failed, "who waited was answered, nobody failed")
    replica.start()
    made.pair.wait_for(replica)
    made.pair.wait_for_standby()
    made.pair.be_synchronous(True)
    hold_sessions(verdict, load)
    hold_acts(made, verdict, load)
