"""The network's figures of one month, as they were told: frozen, so that no two tellings of one
month can be subtracted from each other."""

from sqlalchemy import Column, Date, Integer, SmallInteger, String, Table
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata

network_month = Table(
    "network_month",
    metadata,
    Column("month", Date, primary_key=True),
    Column("tables", JSONB, nullable=False),
    instant("made_at", now=True),
)

# What was told of a closed year's attributions to priority households, once and for all.
priority_told = Table(
    "priority_told",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("told", JSONB, nullable=False),
    instant("made_at", now=True),
)

# A closed month, one line a cell, of the network: what may be told of it. `number` is None where
# it may not. `dimension` TOTAL has the one key ''.
statistic_cell = Table(
    "statistic_cell",
    metadata,
    Column("month", Date, primary_key=True),
    Column("measure", String(12), primary_key=True),
    Column("dimension", String(10), primary_key=True),
    Column("key", String(4), primary_key=True),
    Column("number", Integer),
)
