"""Keys of landlords' systems, shown once and never stored; how far their files were taken."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    text,
)

from app.db.base import instant, metadata, uuid_key

landlord_key = Table(
    "landlord_key",
    metadata,
    uuid_key(),
    Column("landlord_siren", String(9), nullable=False),
    Column("label", String(80), nullable=False),
    # What is told to find one's key again: its first characters.
    Column("start", String(8), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("staff_id", Uuid, ForeignKey("staff_account.id"), nullable=False),
    instant("created_at", now=True),
    instant("revoked_at", nullable=True),
    Index("ix_landlord_key_siren", "landlord_siren", postgresql_where=text("revoked_at IS NULL")),
)

# How far each decisions file was taken, by the digest of its bytes. `turn` counts the loads of it:
# the newest one goes on, an older one that still runs stops.
decisions_load = Table(
    "decisions_load",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("lines_done", BigInteger, nullable=False),
    instant("started_at", now=True),
)

# Its lines that were set aside: tried again by the next load, and never repeated.
decisions_refusal = Table(
    "decisions_refusal",
    metadata,
    Column(
        "digest",
        LargeBinary,
        ForeignKey("decisions_load.digest", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("path", String, nullable=False),
    Column("reason", String, nullable=False),
)
