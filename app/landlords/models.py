"""Keys of landlords' systems. The key itself is shown once and never stored."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table, Uuid, text

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
