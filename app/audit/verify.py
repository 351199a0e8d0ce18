"""`portail audit verify`: reads the chain from its start and says what does not fit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from app.audit.anchors import Anchor, read_anchors
from app.audit.faults import Fault, Wrong
from app.audit.models import journal_line, journal_seal
from app.audit.retention import KEPT_LONGER, LONGEST, MONTHS
from app.audit.sealer import GENESIS, chain_digest, digest_of
from app.db.engines import Database
from app.db.transaction import transaction


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults` say where, never what stood there; none when all fits.

    `purged` lines have had their time: their details were erased, the chain still holds them.
    """

    sealed: int
    waiting: int
    faults: tuple[Fault, ...]
    purged: int


# A line is dated by its statement and seen once committed: later than this, it was put there.
LATEST = timedelta(minutes=10)
_STEP = 5_000
_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
# Details are kept for a time (retention.py): until then a line without them was emptied.

_CHANGED = text(
    "SELECT d.line_id FROM journal_detail d JOIN journal_line l ON l.id = d.line_id LEFT JOIN ("
    "SELECT line_id, jsonb_agg(jsonb_build_array(request_id, account_id) ORDER BY request_id) "
    "AS people FROM journal_subject GROUP BY line_id) s ON s.line_id = d.line_id "
    "WHERE l.detail_digest <> sha256(d.salt || convert_to(jsonb_build_array(d.actor_id, "
    "d.actor_name, d.actor_role, d.company_name, d.purpose, d.subject, "
    "coalesce(s.people, '[]'))::text, 'UTF8'))"
)
_EMPTIED = text(
    "SELECT l.id FROM journal_line l LEFT JOIN journal_detail d ON d.line_id = l.id "
    "WHERE d.line_id IS NULL AND l.at > app.clock() "
    "- make_interval(months => CASE WHEN l.act = ANY (:longer) THEN :longest ELSE :months END)"
)
_TIMES = {"longer": list(KEPT_LONGER), "longest": LONGEST, "months": MONTHS}
_PURGED = text(
    "SELECT count(*) FROM journal_line l "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_detail d WHERE d.line_id = l.id)"
)


def verify(
    database: Database, folder: Path | None = None, tell: Callable[[float], None] | None = None
) -> Verdict:
    """Walk every seal in order, as the worker's login; hold the chain to the anchors of `folder`.

    Anchors are read first: one dropped meanwhile may be of a seal this walk does not see. `tell`
    learns now and then which part of the walk is done.
    """
    anchors, broken = read_anchors(folder) if folder else ([], [])
    with transaction(database, "worker") as tx:
        sealed = tx.scalar(select(func.count()).select_from(journal_seal)) or 0
        faults = (
            *_chain_faults(tx, sealed, tell or _silence),
            *_detail_faults(tx),
            *(Fault(Wrong.ANCHOR_CHANGED, anchor=name) for name in broken),
            *_adrift(tx, anchors),
        )
        sealed = tx.scalar(select(func.count()).select_from(journal_seal)) or 0
        lines = tx.scalar(select(func.count()).select_from(journal_line)) or 0
        purged = tx.scalar(_PURGED) or 0
    return Verdict(sealed, max(lines - sealed, 0), faults, purged)


def _silence(_part: float) -> None:
    pass


def _chain_faults(tx: Connection, sealed: int, tell: Callable[[float], None]) -> Iterator[Fault]:
    previous, expected, newest = GENESIS, 0, _BEFORE_ALL
    rows = tx.execution_options(yield_per=_STEP).execute(
        select(journal_seal, journal_line)
        .outerjoin(journal_line, journal_line.c.id == journal_seal.c.line_id)
        .order_by(journal_seal.c.seq)
    )
    for number, row in enumerate(rows, 1):
        if number % _STEP == 0:
            tell(min(1.0, number / max(1, sealed)))
        expected += 1
        if row.seq != expected:
            yield Fault(Wrong.SEAL_MISSING, expected)
            expected = row.seq
        if row.id is None:
            yield Fault(Wrong.LINE_GONE, row.seq, row.line_id)
        elif digest_of(row) != row.line_digest:
            yield Fault(Wrong.LINE_CHANGED, row.seq, row.line_id)
        elif row.at < newest - LATEST:
            yield Fault(Wrong.PUT_LATER, row.seq, row.line_id)
        newest = max(newest, row.at or newest)
        if chain_digest(previous, row.seq, row.line_digest) != row.chain:
            yield Fault(Wrong.CHAIN_BROKEN, row.seq)
        previous = row.chain


def _detail_faults(tx: Connection) -> Iterator[Fault]:
    for (line_id,) in tx.execute(_CHANGED):
        yield Fault(Wrong.DETAILS_CHANGED, line=line_id)
    for (line_id,) in tx.execute(_EMPTIED, _TIMES):
        yield Fault(Wrong.DETAILS_GONE, line=line_id)


def _adrift(tx: Connection, anchors: list[Anchor]) -> Iterator[Fault]:
    """Anchors that do not hold: the chain was cut before their seal, or written anew."""
    seals = select(journal_seal.c.seq, journal_seal.c.chain).where(
        journal_seal.c.seq.in_([anchor.seq for anchor in anchors])
    )
    chains = {row.seq: row.chain for row in tx.execute(seals)}
    for anchor in anchors:
        if anchor.seq not in chains:
            yield Fault(Wrong.ANCHORED_GONE, anchor.seq, anchor=anchor.name)
        elif chains[anchor.seq] != anchor.chain:
            yield Fault(Wrong.ANCHORED_OTHER, anchor.seq, anchor=anchor.name)
