"""The weights of the ranking, kept by staff in dated versions; an older one is never changed."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata

ranking_weights = Table(
    "ranking_weights",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("effective_on", Date, nullable=False),
    # The fields of app.candidatures.ranking.Weights.
    Column("weights", JSONB, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("staff_id", Uuid, ForeignKey("staff_account.id"), nullable=False),
    instant("made_at", now=True),
)
