"""The registration system's stand-in: requests loaded from files into PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, TextClause, text

from app.reference.unique_number import normalise_unique_number
from app.registry.assemble import build_request
from app.registry.record import RegisteredRequest
from app.registry.schema import ENTER_REGISTRY

# Finding a request takes a fraction of a millisecond longer than finding none.
ANSWER_SECONDS = 0.1

_PAYLOAD = text("SELECT payload FROM registry.sandbox_request WHERE unique_number = :number")
_ADDRESS = text(
    "SELECT payload ->> 'registry_email' FROM registry.sandbox_request"
    " WHERE unique_number = :number"
)


class SandboxRegistry:
    """A `RegistryConnector` over `registry.sandbox_request`; `engine` logs in as the registry."""

    answer_seconds = ANSWER_SECONDS

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fetch(self, unique_number: str) -> RegisteredRequest | None:
        """The newest loaded version; a number off the pattern is simply unknown."""
        payload = self._read(_PAYLOAD, unique_number)
        return None if payload is None else build_request(payload)

    def contact_address(self, unique_number: str) -> str | None:
        """The registry's own address for the person, or None when the number is unknown."""
        address = self._read(_ADDRESS, unique_number)
        return None if address is None else str(address)

    def _read(self, query: TextClause, unique_number: str) -> Any:
        number = normalise_unique_number(unique_number)
        if number is None:
            return None
        with self._engine.begin() as connection:
            connection.exec_driver_sql(ENTER_REGISTRY)
            return connection.execute(query, {"number": number}).scalar_one_or_none()
