"""Journal lines (kept), their side rows (purgeable), and the chain of seals."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata, uuid_key

journal_line = Table(
    "journal_line",
    metadata,
    uuid_key(),
    instant("at", now=True),
    Column("audience", String(10), nullable=False),
    Column("act", String(32), nullable=False),
    Column("company_id", Uuid),
    # Digest of the side row with its salt: the chain still verifies once the side row is purged.
    Column("detail_digest", LargeBinary, nullable=False),
    Index("ix_journal_line_company", "company_id", text("at DESC")),
    Index("ix_journal_line_at", "at"),
    Index("ix_journal_line_act", "act", text("at DESC")),
)

journal_detail = Table(
    "journal_detail",
    metadata,
    Column("line_id", Uuid, ForeignKey("journal_line.id", ondelete="CASCADE"), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("actor_id", Uuid),
    Column("actor_name", String(120)),
    Column("actor_role", String(20)),
    Column("company_name", String(200)),
    Column("purpose", String(24)),
    Column("subject", String(64)),
    Index("ix_journal_detail_actor", "actor_id"),
)

journal_subject = Table(
    "journal_subject",
    metadata,
    Column("line_id", Uuid, ForeignKey("journal_line.id", ondelete="CASCADE"), primary_key=True),
    Column("request_id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Index("ix_journal_subject_account", "account_id"),
    Index("ix_journal_subject_request", "request_id"),
)

journal_seal = Table(
    "journal_seal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("line_id", Uuid, nullable=False, unique=True),
    Column("line_digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    instant("sealed_at", now=True),
)

# Days of which an applicant was told that somebody read the file for the first time: once a day.
reading_alert = Table(
    "reading_alert",
    metadata,
    Column(
        "account_id", Uuid, ForeignKey("applicant_account.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("day", Date, primary_key=True),
)

# One verification of the chain. `asked_by` is a reference; NULL: the worker's own of the day.
# `touched_at` moves while it runs; `faults` and `anchors` say where, never what.
journal_check = Table(
    "journal_check",
    metadata,
    uuid_key(),
    Column("asked_by", String(12)),
    instant("asked_at", now=True),
    instant("touched_at", now=True),
    instant("ended_at", nullable=True),
    Column("state", String(8), nullable=False, server_default="WAITING"),
    Column("percent", SmallInteger, nullable=False, server_default="0"),
    Column("sealed", BigInteger),
    Column("waiting", BigInteger),
    Column("purged", BigInteger),
    Column("fault_count", BigInteger),
    Column("faults", JSONB),
    Column("anchors", JSONB),
    CheckConstraint("state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')", name="state"),
    Index("ix_journal_check_asked_at", "asked_at"),
)
