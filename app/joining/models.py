"""Tables of requests to join. They hold people who act for companies, no applicant."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Uuid,
    text,
)

from app.db.base import instant, metadata, uuid_key

join_request = Table(
    "join_request",
    metadata,
    uuid_key(),
    Column("siret", String(14), nullable=False),
    # As whoever asks wrote it, or as SIRENE has it.
    Column("company_name", String(200), nullable=False),
    Column("asker_name", String(120), nullable=False),
    Column("asker_function", String(120), nullable=False),
    Column("email", String(320), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("locale", String(2), nullable=False),
    Column("terms_version", String(20), nullable=False),
    Column("state", String(10), nullable=False, server_default="ASKED"),
    instant("asked_at", now=True),
    instant("confirmed_at", nullable=True),
    Column("assignee_id", Uuid, ForeignKey("staff_account.id")),
    # How the company itself was reached, by a contact found elsewhere than in the request.
    Column("check_way", String(16)),
    Column("check_words", String(500)),
    Column("checked_by", Uuid, ForeignKey("staff_account.id")),
    instant("checked_at", nullable=True),
    # Set once staff decided, or turned the request to the company's own owners.
    Column("company_id", Uuid, ForeignKey("company.id"), index=True),
    instant("turned_at", nullable=True),
    Column("refusal", String(16)),
    Column("reason", String(500)),
    Column("decided_by", Uuid, ForeignKey("staff_account.id")),
    instant("decided_at", nullable=True),
    CheckConstraint(
        "state IN ('ASKED', 'RECEIVED', 'CHECKING', 'TURNED', 'ACCEPTED', 'REFUSED')", name="state"
    ),
    CheckConstraint(
        "(state IN ('ACCEPTED', 'REFUSED')) = (decided_at IS NOT NULL)", name="decided"
    ),
    CheckConstraint("state <> 'TURNED' OR turned_at IS NOT NULL", name="turned"),
    Index("ix_join_request_waiting", "confirmed_at", postgresql_where=text("decided_at IS NULL")),
)

# The proof of mandate: bytes and what they were found to be; never the name of the file.
join_proof = Table(
    "join_proof",
    metadata,
    Column("request_id", Uuid, ForeignKey("join_request.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(4), nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("kind IN ('PDF', 'JPEG', 'PNG')", name="kind"),
)
