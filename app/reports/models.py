"""A printed report: who asked for what, its progress, and the file that is re-checked to open."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, SmallInteger, String, Table, Uuid

from app.db.base import instant, metadata, uuid_key

report = Table(
    "report",
    metadata,
    uuid_key(),
    Column("kind", String(16), nullable=False),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("membership_id", Uuid, ForeignKey("membership.id"), nullable=False),
    Column("public_id", Uuid, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("purpose", String(24)),
    Column("locale", String(2), nullable=False),
    Column("state", String(10), nullable=False, server_default="WAITING"),
    # WAITING, MAKING, READY, FAILED, CANCELLED
    Column("percent", SmallInteger, nullable=False, server_default="0"),
    Column("fingerprint", LargeBinary),
    Column("sha256", LargeBinary),
    instant("asked_at", now=True),
    instant("made_at", nullable=True),
    instant("expires_at"),
    Index("ix_report_membership", "membership_id", "public_id"),
)
