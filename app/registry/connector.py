"""What the portal asks of any registration system, national or local."""

from __future__ import annotations

from typing import Protocol

from app.registry.record import RegisteredRequest


class RegistryConnector(Protocol):
    """Reads registered requests. Connection errors are the connector's own and propagate."""

    def fetch(self, unique_number: str) -> RegisteredRequest | None:
        """The newest version of a request whatever its status, or None when unknown."""
        ...

    def contact_address(self, unique_number: str) -> str | None:
        """The e-mail address given at registration, where the import code is sent."""
        ...
