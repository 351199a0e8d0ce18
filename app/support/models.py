"""Tables of support. Notes are the employer's words; the person is a period of visibility."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Uuid, text

from app.db.base import instant, metadata, uuid_key

# The candidature goes with its request: so does what was said of it.
support = Table(
    "support",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("public_id", Uuid, nullable=False),
    Column(
        "candidature_id", Uuid, ForeignKey("candidature.id", ondelete="CASCADE"), nullable=False
    ),
    Column("note", String(600), nullable=False),
    Column("author_id", Uuid, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("author_role", String(12), nullable=False),
    instant("made_at", now=True),
    Column("answer", String(8)),
    instant("answered_at", nullable=True),
    instant("withdrawn_at", nullable=True),
    CheckConstraint("answer IN ('ACCEPTED', 'DECLINED')", name="answer"),
    Index("ix_support_company", "company_id", text("made_at DESC"), text("id DESC")),
    Index("ix_support_public_id", "public_id"),
    # One standing note a candidature and period.
    Index(
        "uq_support_candidature", "candidature_id", "public_id", unique=True,
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
)  # fmt: skip

suggestion = Table(
    "suggestion",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("public_id", Uuid, nullable=False),
    Column("offer_id", Uuid, ForeignKey("offer.id"), nullable=False),
    Column("note", String(600), nullable=False),
    Column("author_id", Uuid, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("author_role", String(12), nullable=False),
    instant("made_at", now=True),
    Column("answer", String(8)),
    instant("answered_at", nullable=True),
    CheckConstraint("answer IN ('ACCEPTED', 'DECLINED')", name="answer"),
    Index("uq_suggestion_offer", "public_id", "offer_id", unique=True),
    Index("ix_suggestion_company", "company_id", text("made_at DESC"), text("id DESC")),
)
