"""The sandbox's own schema: a system apart, with a login of its own and nobody else's rights."""

REGISTRY_DDL = """
CREATE SCHEMA IF NOT EXISTS registry;
CREATE TABLE IF NOT EXISTS registry.sandbox_request (
  unique_number text PRIMARY KEY,
  digest bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  payload jsonb NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
"""

REGISTRY_TABLES: tuple[str, ...] = ("registry.sandbox_request",)
