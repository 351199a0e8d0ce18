"""What must hold after every fault: nothing acknowledged is lost, nothing is doubled, nobody who
withdrew was shown."""

import time
from collections import Counter

from bench.cluster.database import NAME
from bench.cluster.ground import Cluster
from bench.cluster.report import Verdict
from bench.cluster.told import Window
from bench.cluster.under_way import Load

_CONSENTS = """
SELECT a.email, c.cause FROM consent c JOIN housing_request h ON h.id = c.request_id
JOIN applicant_account a ON a.id = h.account_id
WHERE c.made_at >= to_timestamp(%s) AND a.email = ANY (%s)
"""
_CAUSES = {"withdraw": "WITHDRAWN", "choose": "CHOSEN"}
PATIENCE = 90.0


def hold_acts(made: Cluster, verdict: Verdict, load: Load) -> None:
    """Every withdrawal and choice whose answer came is in the consents; nobody was shown after."""
    book = load.whole()
    acts = book.acts(*_CAUSES)
    with made.pair.superuser(made.pair.primary, NAME) as db:
        people = list({act["email"] for act in acts})
        found = set(db.execute(_CONSENTS, (load.ready - 60, people)).fetchall())
    lost = [act for act in acts if (act["email"], _CAUSES[act["act"]]) not in found]
    verdict.hold(not lost, f"{len(acts)} acknowledged choices and withdrawals all found")
    looked = book.acts("looked")
    shown = [one for one in looked if one["status"] == "200"]
    answered = sum(one["status"] == "404" for one in looked)
    verdict.hold(not shown and answered > 0, f"of {answered} looked for none shown")


def hold_sessions(verdict: Verdict, load: Load) -> None:
    out = len(load.whole().acts("signed_out", "refused"))
    verdict.hold(out == 0, f"{out} people put out")


def hold_exports(made: Cluster, verdict: Verdict, load: Load, *, failed: int = 0) -> None:
    """Every export asked for ends, once: ready with its file."""
    asked = {act["report"] for act in load.whole().acts("export")}
    states: dict[str, str] = {}
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with made.pair.superuser(made.pair.primary, NAME) as db:
            rows = db.execute(
                "SELECT id::text, state FROM report WHERE id::text = ANY (%s)", (list(asked),)
            ).fetchall()
        states = dict(rows)
        if not {"WAITING", "MAKING"} & set(states.values()):
            break
        time.sleep(0.5)
    told = Counter(states.values())
    ready = [one for one, state in states.items() if state in ("READY", "CLOSED")]
    files = sum((made.store / "reports" / f"{one}.csv").exists() for one in ready)
    fine = len(states) == len(asked) and len(ready) >= len(asked) - failed
    verdict.hold(fine, f"{len(asked)} exports asked for, {told['READY']} ready, "
                 f"{told['CLOSED']} closed by a withdrawal, {told['FAILED']} failed")  # fmt: skip
    verdict.hold(files >= told["READY"], "each ready one has its file")


def hold_mails(made: Cluster, verdict: Verdict, *, doubled: int = 0) -> None:
    """Every mail left, and arrived once. A crash between the mail server's yes and the commit
    sends one again under the same Message-ID: that one may be `doubled`."""
    until = time.monotonic() + PATIENCE
    waiting = 1
    while waiting and time.monotonic() < until:
        with made.pair.superuser(made.pair.primary, NAME) as db:
            row = db.execute(
                "SELECT count(*) FROM mail_outbox WHERE sent_at IS NULL AND failed_at IS NULL"
            ).fetchone()
            waiting = row[0] if row else 0
            sent = {str(one) for (one,) in db.execute(
                "SELECT id FROM mail_outbox WHERE sent_at IS NOT NULL")}  # fmt: skip
        time.sleep(0.5)
    taken = Counter(line[1:].split("@")[0] for line in made.mails.read_text().split())
    lost, twice = sent - set(taken), [one for one, n in taken.items() if n > 1]
    verdict.hold(waiting == 0 and not lost, f"{len(sent)} mails all left and arrived")
    verdict.hold(len(twice) <= doubled, f"{len(twice)} mails twice (at most {doubled})")


def describe(verdict: Verdict, found: Window) -> None:
    """How many answers, of which kind those that failed."""
    kinds = Counter(one["status"] for one in found.failed)
    words = ", ".join(f"{n} × {status or 'no answer'}" for status, n in sorted(kinds.items()))
    verdict.note(f"{len(found.requests)} requests, {len(found.failed)} failed ({words or 'none'})")
