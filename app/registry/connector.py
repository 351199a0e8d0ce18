"""What the portal asks of any registration system, national or local."""

from __future__ import annotations

from typing import Protocol

from app.registry.record import RegisteredRequest


class RegistryUnavailable(Exception):
    """The registration system gave no answer that can be used, and nothing was changed.

    `reason` is one of a closed list, for the log: never a word of what was answered.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadableRequest(RegistryUnavailable):
    """It answered, but not with a request that follows the contract."""


class RegistryConnector(Protocol):
    """Reads registered requests. Raises RegistryUnavailable when it cannot."""

    @property
    def answer_seconds(self) -> float:
        """The longest a reading takes: asking for a code waits so long, whatever was found."""
        ...

    def fetch(self, unique_number: str) -> RegisteredRequest | None:
        """The newest version of a request whatever its status, or None when unknown."""
        ...

    def contact_address(self, unique_number: str) -> str | None:
        """The e-mail address given at registration, where the import code is sent."""
        ...
