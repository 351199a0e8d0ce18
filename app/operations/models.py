"""The last time each thing was done that must be done again: one row a kind."""

from sqlalchemy import Boolean, CheckConstraint, Column, String, Table

from app.db.base import instant, metadata

vital_event = Table(
    "vital_event",
    metadata,
    Column("kind", String(16), primary_key=True),
    instant("at", now=True),
    Column("fine", Boolean, nullable=False),
    CheckConstraint("kind IN ('BACKUP', 'VERIFICATION', 'HOUSEKEEPING')", name="kind"),
)
