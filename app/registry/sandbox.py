"""The registration system's stand-in: requests loaded from files into PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Engine, text

from app.reference.unique_number import normalise_unique_number
from app.registry.assemble import build_request
from app.registry.record import RegisteredRequest

_PAYLOAD = text("SELECT payload FROM registry.sandbox_request WHERE unique_number = :number")
_ADDRESS = text(
    "SELECT payload ->> 'registry_email' FROM registry.sandbox_request"
    " WHERE unique_number = :number"
)


class SandboxRegistry:
    """A `RegistryConnector` over `registry.sandbox_request`; `engine` logs in as the registry."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fetch(self, unique_number: str) -> RegisteredRequest | None:
        """The newest loaded version; a number off the pattern is simply unknown."""
        number = normalise_unique_number(unique_number)
        if number is None:
            return None
        with self._engine.connect() as connection:
            payload = connection.execute(_PAYLOAD, {"number": number}).scalar_one_or_none()
        return None if payload is None else build_request(payload)

    def contact_address(self, unique_number: str) -> str | None:
        """The registry's own address for the person, or None when the number is unknown."""
        number = normalise_unique_number(unique_number)
        if number is None:
            return None
        with self._engine.connect() as connection:
            address = connection.execute(_ADDRESS, {"number": number}).scalar_one_or_none()
        return None if address is None else str(address)
