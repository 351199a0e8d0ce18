"""The sandbox's table: what a real registration system would hold on its side.

It has a schema of its own, so that the login of the registry reaches nothing else and no
other login reaches it.
"""

from __future__ import annotations

REGISTRY_DDL = """
CREATE SCHEMA IF NOT EXISTS registry;

CREATE TABLE IF NOT EXISTS registry.sandbox_request (
    unique_number text COLLATE "C" PRIMARY KEY CHECK (length(unique_number) = 18),
    digest        bytea NOT NULL CHECK (octet_length(digest) = 32),
    updated_at    timestamptz NOT NULL,
    payload       jsonb NOT NULL,
    loaded_at     timestamptz NOT NULL DEFAULT statement_timestamp()
);

COMMENT ON TABLE registry.sandbox_request IS
    'Requests as a registration system delivered them; the newest version of each';
COMMENT ON COLUMN registry.sandbox_request.digest IS
    'SHA-256 of the payload in canonical JSON: the same delivery twice changes nothing';
"""

# The registry's login is NOINHERIT, as every door's: it has to take its role in each transaction.
ENTER_REGISTRY = "SET LOCAL ROLE portail_registry"

REGISTRY_TABLES: tuple[str, ...] = ("registry.sandbox_request",)
