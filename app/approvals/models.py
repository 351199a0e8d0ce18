"""Tables of the second person: a company's limits, and what waits for somebody else's word."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata, uuid_key

# How many people one may export, or award points to, alone; NULL is without limit.
second_person = Table(
    "second_person",
    metadata,
    Column("company_id", Uuid, ForeignKey("company.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("exports", Integer),
    Column("awards", Integer),
    Column("author_name", String(200), nullable=False),
    instant("made_at", now=True),
    CheckConstraint("exports > 0", name="exports"),
    CheckConstraint("awards > 0", name="awards"),
)

approval = Table(
    "approval",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("membership_id", Uuid, ForeignKey("membership.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    # What was asked for, as typed; public ids at most, never a name nor how many they were.
    Column("wanted", JSONB, nullable=False),
    Column("purpose", String(24)),
    Column("asker_name", String(200), nullable=False),
    Column("asker_role", String(12), nullable=False),
    instant("asked_at", now=True),
    instant("expires_at"),
    Column("answer", String(8)),
    Column("answerer_name", String(200)),
    Column("words", String(300)),
    instant("answered_at", nullable=True),
    instant("done_at", nullable=True),
    CheckConstraint("kind IN ('EXPORT', 'AWARD')", name="kind"),
    CheckConstraint("answer IN ('APPROVED', 'REFUSED')", name="answer"),
    CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    CheckConstraint("done_at IS NULL OR answer = 'APPROVED'", name="done"),
    Index("ix_approval_company", "company_id", "asked_at"),
)
