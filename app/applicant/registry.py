"""The registration system this installation reads, for the pages that import."""

from app.registry.importing import Import
from app.registry.source import registry_of
from app.web.portal import portal


def registry_source() -> Import:
    """Read through the registry's own login or key: no applicant's login reaches it."""
    running = portal()
    return Import(registry_of(running.settings, running.database), running.settings.secret_key)
