"""Tables of an adviser's work on people. Only `app/privacy` imports this module."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import Instant, instant, metadata, uuid_key


def _of(table: str, name: str, *, primary: bool = False) -> Column:  # type: ignore[type-arg]
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Uuid, key, primary_key=primary, nullable=False)


# Why an adviser's session opens somebody's file. While it runs, row security opens that person's
# rows to that adviser, and nobody else's.
check_purpose = Table(
    "check_purpose",
    metadata,
    Column(
        "sid_hash",
        LargeBinary,
        ForeignKey("web_session.sid_hash", ondelete="CASCADE"),
        primary_key=True,
    ),
    _of("housing_request", "request_id", primary=True),
    _of("staff_account", "staff_id"),
    Column("purpose", String(24), nullable=False),
    instant("until"),
    Index("ix_check_purpose_staff", "staff_id"),
)

# One candidature's place among those on its dwelling, as its applicant reads it. `rank` and
# `candidates` are empty on a dwelling reserved to one company: a count would tell of colleagues.
# `components` are [code, measure, tenths]; `total_tenths` their sum.
ranking_line = Table(
    "ranking_line",
    metadata,
    _of("candidature", "candidature_id", primary=True),
    _of("housing_request", "request_id"),
    Column("rank", Integer),
    Column("candidates", Integer),
    Column("components", JSONB, nullable=False),
    Column("total_tenths", Integer, nullable=False),
    Column("entitled", Boolean, nullable=False),
    Column("weights_number", Integer, nullable=False),
    Column("sent", Boolean, nullable=False, server_default="false"),
    instant("ranked_at", now=True),
    Index("ix_ranking_line_request", "request_id"),
)

# A landlord who said nothing for thirty days: noted once for each silence.
silence_reminder = Table(
    "silence_reminder",
    metadata,
    _of("candidature", "candidature_id", primary=True),
    instant("reminded_at", now=True),
)

# Housed under a running choice 3: the name stays three months, and nothing else. Not linked to
# the period of visibility, points or readings that went before.
housed_person = Table(
    "housed_person",
    metadata,
    uuid_key(),
    _of("housing_request", "request_id"),
    _of("company", "company_id"),
    Column("siret", String(14), nullable=False),
    Column("surname", String(120), nullable=False),
    Column("first_names", String(120), nullable=False),
    Column("housed_on", Date, nullable=False),
    Column("until", Instant, nullable=False),
    Index("uq_housed_person_request", "request_id", unique=True),
    Index("ix_housed_person_company", "company_id", "until"),
)
