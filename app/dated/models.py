"""Versions of the dated tables, which never change, and each author's draft before a version."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from app.db.base import instant, metadata

dated_table = Table(
    "dated_table",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("effective_on", Date, nullable=False),
    # A list of lines, each a list of texts in the order of the kind's columns.
    Column("lines", JSONB, nullable=False),
    # SHA-256 of the lines: what a process keeps in memory goes by it.
    Column("digest", String(64), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("staff_id", Uuid, ForeignKey("staff_account.id"), nullable=False),
    instant("made_at", now=True),
)

dated_draft = Table(
    "dated_draft",
    metadata,
    Column("staff_id", Uuid, ForeignKey("staff_account.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("effective_on", Date, nullable=False),
    Column("lines", JSONB, nullable=False),
    # The first refused lines: [number, reason]; and how many there are.
    Column("refused", JSONB, nullable=False),
    Column("refused_count", Integer, nullable=False),
    Column("reason", String(500), nullable=False),
    # The newest version the author was looking at.
    Column("seen", Integer, nullable=False),
    instant("made_at", now=True),
)
