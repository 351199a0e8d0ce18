"""Tables of the reference: units (SIREN), establishments (SIRET), and loads of files."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from app.db.base import instant, metadata

sirene_unit = Table(
    "sirene_unit",
    metadata,
    Column("siren", String(9), primary_key=True),
    # "" where INSEE does not publish it.
    Column("name", String(200), nullable=False),
    Column("search_name", String(400, collation="C"), nullable=False),
    Column("legal_form", String(4), nullable=False),
    Column("activity", String(6), nullable=False),
    Column("headcount_band", String(2), nullable=False),
    # The year the headcount is of, 0 when not known.
    Column("headcount_year", SmallInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("head_office_nic", String(5), nullable=False),
    # INSEE's last treatment of the line, "" when it gives none: an older line changes nothing.
    Column("treated_at", String(19, collation="C"), nullable=False),
    # The words of search_name, as PostgreSQL looks them up.
    Column("words", TSVECTOR, nullable=False),
    Index("ix_sirene_unit_words", "words", postgresql_using="gin"),
)

sirene_site = Table(
    "sirene_site",
    metadata,
    Column("siret", String(14), primary_key=True),
    Column("siren", String(9), ForeignKey("sirene_unit.siren"), nullable=False, index=True),
    Column("label", String(200), nullable=False),
    Column("address", String(200), nullable=False),
    Column("postcode", String(5), nullable=False),
    Column("insee_code", String(5), nullable=False),
    Column("headcount_band", String(2), nullable=False),
    Column("headcount_year", SmallInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("head_office", Boolean, nullable=False),
    Column("treated_at", String(19, collation="C"), nullable=False),
)

# How far each file was taken: a load that was cut goes on from there.
sirene_load = Table(
    "sirene_load",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("kind", String(4), nullable=False),
    Column("lines_done", BigInteger, nullable=False),
    instant("started_at", now=True),
    instant("done_at", nullable=True),
)
