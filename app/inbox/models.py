"""Cases and their messages. They hold free words about persons: advisers and administrators read
them, and the person the case is about; nobody else, and no employer ever."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Uuid,
    text,
)

from app.db.base import instant, metadata, uuid_key

staff_case = Table(
    "staff_case",
    metadata,
    uuid_key(),
    # Drawn by a trigger: 40 random bits, eight letters and digits that can be read aloud.
    Column("number", String(8), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("topic", String(16)),
    Column("state", String(10), nullable=False, server_default="OPEN"),
    # The applicant the case is about, who reads it; gone with the account.
    Column(
        "account_id",
        Uuid,
        ForeignKey("applicant_account.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("company_id", Uuid, ForeignKey("company.id")),
    # Something in it waits for the applicant to read it.
    Column("unread", Boolean, nullable=False, server_default=text("false")),
    # What it is about: a line of the journal, of the points' ledger, a period of visibility.
    Column("about", Uuid),
    Column("assignee_id", Uuid, ForeignKey("staff_account.id")),
    instant("opened_at", now=True),
    instant("changed_at", now=True),
    instant("closed_at", nullable=True),
    CheckConstraint(
        "kind IN ('CONTACT', 'READING_CONTESTED', 'POINTS_CONTESTED', 'NOT_EMPLOYED')",
        name="kind",
    ),
    CheckConstraint("state IN ('OPEN', 'ANSWERED', 'CLOSED')", name="state"),
    CheckConstraint("(state = 'CLOSED') = (closed_at IS NOT NULL)", name="closed"),
    Index("ix_staff_case_account", "account_id"),
    Index("ix_staff_case_open", "opened_at", postgresql_where=text("state <> 'CLOSED'")),
)

case_message = Table(
    "case_message",
    metadata,
    uuid_key(),
    Column("case_id", Uuid, ForeignKey("staff_case.id", ondelete="CASCADE"), nullable=False),
    # NOTE: between staff, never the applicant's.
    Column("author", String(10), nullable=False),
    Column("staff_role", String(16)),
    Column("staff_reference", String(12)),
    Column("words", String(4000), nullable=False),
    instant("at", now=True),
    CheckConstraint("author IN ('APPLICANT', 'EMPLOYER', 'STAFF', 'NOTE')", name="author"),
    CheckConstraint("(author IN ('STAFF', 'NOTE')) = (staff_reference IS NOT NULL)", name="signed"),
    Index("ix_case_message_case", "case_id", "at"),
)
