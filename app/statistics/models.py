"""The network's figures of one month, as they were told: frozen, so that no two tellings of one
month can be subtracted from each other."""

from sqlalchemy import Column, Date, Table
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata

network_month = Table(
    "network_month",
    metadata,
    Column("month", Date, primary_key=True),
    Column("tables", JSONB, nullable=False),
    instant("made_at", now=True),
)
