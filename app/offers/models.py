"""Offers as landlords publish them (contract: one JSON object per dwelling)."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Numeric, String, Table

from app.db.base import metadata, uuid_key

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
    Index("uq_offer_landlord_reference", "landlord_siren", "reference", unique=True),
)
