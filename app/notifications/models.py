"""The mail outbox, and what a company is told of itself.

`params` hold links and codes only until the mail has left, never a name; a notice holds a kind and
a moment, nothing of a person.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    text,
)
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

# Something that happened to a company's own affairs: a code, a policy, its team.
company_notice = Table(
    "company_notice",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    instant("at", now=True),
    Index("ix_company_notice_company", "company_id", text("at DESC")),
)

# What each member wants told by mail, and until when notices were read.
notice_choice = Table(
    "notice_choice",
    metadata,
    Column(
        "membership_id", Uuid, ForeignKey("membership.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("digest", String(8), nullable=False, server_default="WEEKLY"),
    instant("seen_at", nullable=True),
    instant("digested_at", nullable=True),
    CheckConstraint("digest IN ('NEVER', 'DAILY', 'WEEKLY')", name="digest"),
)
