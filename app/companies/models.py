"""Tables of companies. They hold no applicant's data."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import SmallInteger

from app.db.base import instant, metadata, uuid_key

company = Table(
    "company",
    metadata,
    uuid_key(),
    Column("siren", String(9), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    # app.reference.names.sort_key(name): searched and sorted by; "C" so that pages never shift.
    Column("search_name", String(400, collation="C"), nullable=False, server_default=""),
    Column("sector", String(20), nullable=False, server_default="NON_AGRICULTURAL"),
    Column("headcount_band", String(20)),
    # Where sector and headcount come from: SIRENE's files, or a member of staff.
    Column("facts_source", String(6), nullable=False, server_default="STAFF"),
    Column("headcount_year", SmallInteger),
    Column("status", String(10), nullable=False, server_default="PENDING"),
    Column("status_reason", String(500)),
    instant("status_since", now=True),
    # The company it was merged into, CLOSED since; never one that is merged itself.
    Column("merged_into", Uuid, ForeignKey("company.id")),
    instant("created_at", now=True),
    CheckConstraint("facts_source IN ('SIRENE', 'STAFF')", name="facts_source"),
    CheckConstraint("status IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED')", name="status"),
    Index("ix_company_by_name", "search_name", "id"),
)

# What became of a company, when, by whom and why: read by staff only.
company_event = Table(
    "company_event",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("staff_id", Uuid, ForeignKey("staff_account.id"), nullable=False),
    instant("at", now=True),
    Index("ix_company_event_company", "company_id", "at"),
)

establishment = Table(
    "establishment",
    metadata,
    Column("siret", String(14), primary_key=True),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False, index=True),
    Column("label", String(200), nullable=False),
    Column("address", String(200)),
    Column("postcode", String(5)),
    Column("insee_code", String(5)),
    Column("head_office", Boolean, nullable=False, server_default=text("false")),
)

membership = Table(
    "membership",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    Column("account_id", Uuid, ForeignKey("employer_account.id"), nullable=False),
    Column("role", String(12), nullable=False),
    Column("may_open_files", Boolean, nullable=False),
    Column("may_export", Boolean, nullable=False),
    Column("sites", ARRAY(String(14))),
    instant("started_at", now=True),
    instant("ended_at", nullable=True),
    CheckConstraint("role IN ('OWNER', 'MANAGER', 'READER', 'COMMISSION')", name="role"),
    Index(
        "uq_membership_active",
        "company_id",
        "account_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_membership_account", "account_id"),
)

invitation = Table(
    "invitation",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False, index=True),
    Column("email", String(320), nullable=False),
    Column("role", String(12), nullable=False),
    Column("invited_by", String(20), nullable=False),
    Column("invited_by_id", Uuid),
    # What the membership will be; None: as the role has it.
    Column("may_open_files", Boolean),
    Column("may_export", Boolean),
    Column("sites", ARRAY(String(14))),
    instant("created_at", now=True),
    instant("expires_at"),
    instant("accepted_at", nullable=True),
    instant("cancelled_at", nullable=True),
)

company_code = Table(
    "company_code",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False, index=True),
    Column("siret", String(14), ForeignKey("establishment.siret")),
    Column("code", String(10), nullable=False, unique=True),
    Column("label", String(120), nullable=False),
    Column("status", String(10), nullable=False, server_default="ACTIVE"),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    # The code that takes this one's place; both work until this one's last day.
    Column("replaced_by", Uuid, ForeignKey("company_code.id")),
    instant("created_at", now=True),
    CheckConstraint("status IN ('ACTIVE', 'SUSPENDED', 'EXPIRED', 'ROTATED')", name="status"),
)

policy_version = Table(
    "policy_version",
    metadata,
    uuid_key(),
    Column("company_id", Uuid, ForeignKey("company.id"), nullable=False),
    # 1, 2, 3… within the company: of two versions of one day the later one counts.
    Column("number", SmallInteger, nullable=False, server_default=text("1")),
    Column("effective_on", Date, nullable=False),
    Column("choices", ARRAY(SmallInteger), nullable=False),
    Column("code_required", Boolean, nullable=False),
    Column("access_rules", String(2000), nullable=False, server_default=""),
    Column("points_on_summary", Boolean, nullable=False, server_default=text("true")),
    instant("created_at", now=True),
    CheckConstraint("1 = ANY (choices) AND choices <@ ARRAY[1, 2, 3]::smallint[]", name="choices"),
    UniqueConstraint("company_id", "number"),
    Index("ix_policy_version_company", "company_id", text("effective_on DESC")),
)
