"""Verifications by the worker, each day and when an auditor asks; kept with what they found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import Connection, Row, select, text, update

from app.audit.anchors import anchors_folder, read_anchors
from app.audit.faults import Fault
from app.audit.models import journal_check
from app.audit.verify import Verdict, verify
from app.config import Settings
from app.db.engines import Database
from app.db.transaction import transaction
from app.operations.vitals import Vital, note

log = structlog.get_logger("portail.worker")
KEPT_FAULTS = 200
# Stands where a reference stands when `portail audit verify` was run.
BY_COMMAND = "portail"
RUNNING = ("WAITING", "RUNNING")
_NOW = text("app.clock()")
_BEGIN = text(
    "UPDATE journal_check SET state = 'RUNNING', percent = 0, touched_at = app.clock()"
    " WHERE id = :id AND state IN ('WAITING', 'RUNNING') RETURNING id"
)
# One a day, whoever asked for it and however many workers there are.
_DAILY = text(
    "INSERT INTO journal_check (state) SELECT 'RUNNING' WHERE NOT EXISTS ("
    "SELECT 1 FROM journal_check WHERE asked_at > app.clock() - interval '24 hours'"
    " AND state <> 'FAILED') RETURNING id"
)
_ABANDONED = text(
    "UPDATE journal_check SET state = 'FAILED', ended_at = app.clock()"
    " WHERE state IN ('WAITING', 'RUNNING') AND touched_at < app.clock() - interval '30 minutes'"
)
_FORGET = text("DELETE FROM journal_check WHERE asked_at < app.clock() - interval '36 months'")


@dataclass(frozen=True, slots=True)
class HeldAnchor:
    """An anchor as a verification met it: the chain's head of that day, and whether it fits."""

    day: str
    seq: int | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One verification. `asked_by` None: the worker's own of the day; figures once it is DONE.
    `faults` are the first two hundred of `fault_count`."""

    id: UUID
    asked_by: str | None
    asked_at: datetime
    ended_at: datetime | None
    state: str
    percent: int
    sealed: int
    waiting: int
    purged: int
    fault_count: int
    faults: tuple[Fault, ...]
    anchors: tuple[HeldAnchor, ...]

    @property
    def running(self) -> bool:
        return self.state in RUNNING


def ask_check(tx: Connection) -> None:
    """An auditor wants the chain verified; one that waits or runs is the one asked for."""
    tx.execute(text("SELECT app.ask_journal_check()"))


def recent_checks(tx: Connection, most: int) -> tuple[Check, ...]:
    """The newest first."""
    rows = tx.execute(select(journal_check).order_by(journal_check.c.asked_at.desc()).limit(most))
    return tuple(_check(row) for row in rows)


def last_check(tx: Connection) -> Check | None:
    """The last one that came to an end."""
    done = select(journal_check).where(journal_check.c.state == "DONE")
    row = tx.execute(done.order_by(journal_check.c.asked_at.desc()).limit(1)).first()
    return _check(row) if row is not None else None


def make_check(settings: Settings, database: Database, target: str, _actor_id: str) -> None:
    """Verify for whoever asked. Asked twice, it does nothing the second time."""
    with transaction(database, "worker") as tx:
        begun = tx.scalar(_BEGIN, {"id": UUID(target)})
    if begun is not None:
        _make(settings, database, UUID(target))


def check_daily(settings: Settings, database: Database) -> bool:
    """Verify once a day; False when it was done already. What a killed worker left is closed."""
    with transaction(database, "worker") as tx:
        tx.execute(text("SELECT pg_advisory_xact_lock(7041)"))
        tx.execute(_ABANDONED)
        tx.execute(_FORGET)
        begun = tx.scalar(_DAILY)
    if begun is None:
        return False
    _make(settings, database, begun)
    return True


def check_now(settings: Settings, database: Database) -> Verdict:
    """Verify from the command line, and keep what was found like any other."""
    begin = journal_check.insert().values(state="RUNNING", asked_by=BY_COMMAND)
    with transaction(database, "worker") as tx:
        which = tx.scalar(begin.returning(journal_check.c.id))
    assert which is not None
    return _make(settings, database, which)


def _make(settings: Settings, database: Database, which: UUID) -> Verdict:
    folder = anchors_folder(settings.data)

    def tell(part: float) -> None:
        with transaction(database, "worker") as tx:
            _set(tx, which, percent=min(99, int(part * 100)))

    try:
        anchors, _broken = read_anchors(folder)
        verdict = verify(database, folder, tell)
    except Exception:
        with transaction(database, "worker") as tx:
            _set(tx, which, state="FAILED", ended_at=_NOW)
        raise
    wrong = {fault.anchor for fault in verdict.faults if fault.anchor}
    held = [HeldAnchor(a.name, a.seq, a.name not in wrong) for a in anchors]
    held += [HeldAnchor(name, None, holds=False) for name in sorted(wrong - {a.day for a in held})]
    with transaction(database, "worker") as tx:
        _keep(tx, which, verdict, held)
        note(tx, Vital.VERIFICATION, fine=not verdict.faults)
    if verdict.faults:
        log.error("the journal does not verify", faults=len(verdict.faults))
    return verdict


def _keep(tx: Connection, which: UUID, verdict: Verdict, held: list[HeldAnchor]) -> None:
    _set(
        tx, which, state="DONE", percent=100, ended_at=_NOW, sealed=verdict.sealed,
        waiting=verdict.waiting, purged=verdict.purged, fault_count=len(verdict.faults),
        faults=[fault.kept() for fault in verdict.faults[:KEPT_FAULTS]],
        anchors=[[one.day, one.seq, one.holds] for one in held],
    )  # fmt: skip


def _set(tx: Connection, which: UUID, **values: object) -> None:
    tx.execute(
        update(journal_check).where(journal_check.c.id == which).values(touched_at=_NOW, **values)
    )


def _check(row: Row) -> Check:  # type: ignore[type-arg]
    return Check(
        row.id, row.asked_by, row.asked_at, row.ended_at, row.state, row.percent,
        row.sealed or 0, row.waiting or 0, row.purged or 0, row.fault_count or 0,
        tuple(Fault.of(one) for one in row.faults or ()),
        tuple(HeldAnchor(*one) for one in row.anchors or ()),
    )  # fmt: skip
