"""The job outbox: kind, id and actor only; what the job needs it reads with the actor's rights."""

from sqlalchemy import Column, Index, String, Table, Uuid, text

from app.db.base import instant, metadata, uuid_key

job_outbox = Table(
    "job_outbox",
    metadata,
    uuid_key(),
    Column("kind", String(32), nullable=False),
    Column("target", Uuid, nullable=False),
    Column("audience", String(10), nullable=False),
    Column("actor_id", Uuid, nullable=False),
    instant("created_at", now=True),
    instant("taken_at", nullable=True),
    Index("ix_job_outbox_waiting", "created_at", postgresql_where=text("taken_at IS NULL")),
)
