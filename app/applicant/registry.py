"""The registration system this installation reads, for the pages that import."""

from app.registry.importing import Import
from app.registry.sandbox import SandboxRegistry
from app.web.portal import portal


def registry_source() -> Import:
    """Read through the registry's own login: no applicant's login reaches its table."""
    running = portal()
    return Import(SandboxRegistry(running.database.engine("registry")), running.settings.secret_key)
