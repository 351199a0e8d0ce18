"""Which registration system this installation reads: the live one where it is set, else files."""

from app.config import Settings
from app.db.engines import Database
from app.registry.connector import RegistryConnector
from app.registry.http import http_registry
from app.registry.sandbox import SandboxRegistry


def registry_of(settings: Settings, database: Database) -> RegistryConnector:
    """Read through its own login or its own key: no applicant's login reaches it."""
    if settings.registry_url is not None:
        return http_registry(settings.registry_url, settings.registry_key)
    return SandboxRegistry(database.engine("registry"))
