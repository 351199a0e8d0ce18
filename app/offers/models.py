"""Offers as landlords publish them (contract: one JSON object per dwelling)."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata, uuid_key

offer = Table(
    "offer",
    metadata,
    uuid_key(),
    Column("reference", String(40), nullable=False),
    Column("landlord_siren", String(9), nullable=False),
    Column("landlord_name", String(200), nullable=False),
    Column("residence", String(200)),
    Column("address", String(200)),
    Column("insee_code", String(5), nullable=False),
    Column("postcode", String(5), nullable=False),
    Column("building", String(5)),
    Column("dwelling_type", String(2), nullable=False),
    Column("surface_m2", Numeric(7, 2), nullable=False),
    Column("floor", Integer),
    Column("lift", Boolean),
    Column("parking", Boolean),
    Column("adapted_to_disability", Boolean),
    Column("rent_euros", Integer, nullable=False),
    Column("charges_euros", Integer, nullable=False),
    Column("financing", String(4), nullable=False),
    Column("energy_class", String(1)),
    Column("available_on", Date),
    Column("published_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("reserved_for_siren", String(9)),
    # When the portal first knew of it: alerts tell what is new since they last looked.
    instant("arrived_at", now=True),
    Index("uq_offer_landlord_reference", "landlord_siren", "reference", unique=True),
)

# One search an applicant keeps: filters as they stand in the address. `stop_token` stands in each
# alert's mail and can do one thing: end the alert.
saved_search = Table(
    "saved_search",
    metadata,
    Column(
        "account_id", Uuid, ForeignKey("applicant_account.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("filters", JSONB, nullable=False),
    Column(
        "stop_token", Uuid, nullable=False, unique=True, server_default=text("gen_random_uuid()")
    ),
    instant("saved_at", now=True),
    instant("looked_at", now=True),
    Index("ix_saved_search_looked", "looked_at"),
)
