"""The sealer: chains new journal lines, in one process, a few seconds after they were written.

A request never waits for the chain. Each seal covers the line and the seal before it, so a line
changed, deleted, inserted or swapped afterwards is found by `portail audit verify`.
"""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Row, exists, select, text

from app.audit.models import journal_line, journal_seal
from app.db.engines import Database
from app.db.transaction import transaction

GENESIS = bytes(32)
_ONE_SEALER = 7011


def line_digest(
    line_id: UUID, at: datetime, audience: str, act: str, company: UUID | None, detail: bytes
) -> bytes:
    """SHA-256 of a line. The purgeable facts stand in it by their salted digest only."""
    words = (
        str(line_id),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        audience,
        act,
        str(company or "-"),
        detail.hex(),
    )
    return hashlib.sha256("|".join(words).encode()).digest()


def chain_digest(previous: bytes, seq: int, digest: bytes) -> bytes:
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + digest).digest()


def seal_waiting(database: Database, limit: int = 5_000) -> int:
    """Seal up to `limit` waiting lines; returns how many. Only one sealer works at a time."""
    with transaction(database, "worker") as tx:
        if not tx.scalar(text("SELECT pg_try_advisory_xact_lock(:k)"), {"k": _ONE_SEALER}):
            return 0
        last = tx.execute(
            select(journal_seal.c.seq, journal_seal.c.chain)
            .order_by(journal_seal.c.seq.desc())
            .limit(1)
        ).first()
        seq, chain = (last.seq, last.chain) if last else (0, GENESIS)
        rows = _waiting(tx, limit)
        seals = []
        for row in rows:
            seq += 1
            digest = digest_of(row)
            chain = chain_digest(chain, seq, digest)
            seals.append({"seq": seq, "line_id": row.id, "line_digest": digest, "chain": chain})
        if seals:
            tx.execute(journal_seal.insert(), seals)
        return len(seals)


def digest_of(row: Row) -> bytes:  # type: ignore[type-arg]
    """line_digest() of a row of journal_line."""
    return line_digest(row.id, row.at, row.audience, row.act, row.company_id, row.detail_digest)


def _waiting(tx: Connection, limit: int) -> list[Row]:  # type: ignore[type-arg]
    sealed = exists().where(journal_seal.c.line_id == journal_line.c.id)
    return list(
        tx.execute(
            select(journal_line)
            .where(~sealed)
            .order_by(journal_line.c.at, journal_line.c.id)
            .limit(limit)
        )
    )
