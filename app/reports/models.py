"""A printed report: who asked for what, its progress, and the file that is re-checked to open."""

from sqlalchemy import (
    Boolean,
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

report = Table(
    "report",
    metadata,
    uuid_key(),
    Column("kind", String(16), nullable=False),
    # One of the two asked for it, and nobody else opens it.
    Column("membership_id", Uuid, ForeignKey("membership.id")),
    Column("staff_id", Uuid, ForeignKey("staff_account.id")),
    # None: the whole network.
    Column("company_id", Uuid, ForeignKey("company.id")),
    # The person a summary or a file is about; the code a poster shows.
    Column("public_id", Uuid),
    Column("code_id", Uuid),
    Column("level", SmallInteger, nullable=False),
    Column("purpose", String(24)),
    # The period, both days included.
    Column("since", Date),
    Column("until", Date),
    # An export's list: its search, sort and filters.
    Column("wanted", JSONB(none_as_null=True)),
    Column("locale", String(2), nullable=False),
    Column("state", String(10), nullable=False, server_default="WAITING"),
    # WAITING, MAKING, READY, FAILED, CANCELLED, CLOSED (somebody in it shows less: erased)
    Column("percent", SmallInteger, nullable=False, server_default="0"),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    # Drawn by a trigger: 60 random bits, printed in the file.
    Column("code", String(12), nullable=False),
    Column("sealed", Boolean, nullable=False, server_default=text("false")),
    Column("sha256", LargeBinary),
    instant("asked_at", now=True),
    instant("made_at", nullable=True),
    instant("expires_at"),
    CheckConstraint("(membership_id IS NULL) <> (staff_id IS NULL)", name="one_owner"),
    Index("ix_report_membership", "membership_id", "public_id"),
    Index("ix_report_staff", "staff_id"),
    Index("uq_report_code", "code", unique=True),
)

# Everybody a report shows or counts, and how far each was open when it was printed.
report_person = Table(
    "report_person",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("public_id", Uuid, primary_key=True),
    # The membership or the member of staff who asked.
    Column("owner_id", Uuid, nullable=False),
    Column("level", SmallInteger, nullable=False),
    # A digest of which blocks and which adults are open: a full file's only.
    Column("facts", LargeBinary),
)

# What outlives a report: its code and the digest of its file, so that an old paper is told to be
# made again and not taken for a forgery. No foreign key, and nothing about anybody.
report_code = Table(
    "report_code",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("report_id", Uuid, nullable=False, unique=True),
    Column("sha256", LargeBinary),
)
