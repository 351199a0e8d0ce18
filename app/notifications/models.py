"""The mail outbox. `params` hold links and codes only until the mail has left, never a name."""

from sqlalchemy import Column, Index, Integer, String, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata, uuid_key

mail_outbox = Table(
    "mail_outbox",
    metadata,
    uuid_key(),
    Column("recipient", String(320)),
    Column("kind", String(32), nullable=False),
    Column("locale", String(2), nullable=False),
    Column("params", JSONB, nullable=False),
    instant("created_at", now=True),
    instant("next_try_at", now=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    instant("sent_at", nullable=True),
    instant("failed_at", nullable=True),
    Index(
        "ix_mail_outbox_waiting",
        "next_try_at",
        postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
    ),
)
