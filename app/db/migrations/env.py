"""Alembic's entry: always runs on the connection that `portail db` hands over."""

from alembic import context

from app.db.base import metadata
from app.db.tables import ALL_TABLES

assert ALL_TABLES is metadata.tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=lambda name, kind, _parents: (kind, name) != ("table", "alembic_version"),
)
with context.begin_transaction():
    context.run_migrations()
