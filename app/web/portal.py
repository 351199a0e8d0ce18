"""The running portal: its settings and its database, found from any request."""

from dataclasses import dataclass
from functools import cached_property

from flask import current_app

from app.accounts.passkeys import Site, site_of
from app.accounts.vault import Vault
from app.config import Settings
from app.db.engines import Database

# URL prefix of each door; the door's name is also its audience and its database role.
DOOR_PREFIXES = {
    "employer": "/employeur",
    "staff": "/action-logement",
    "applicant": "/demandeur",
}

# No door of pages: landlords' systems send here, by a key.
LANDLORD_API = "/api/landlord/v1"


@dataclass(frozen=True)
class Portal:
    settings: Settings
    database: Database

    @cached_property
    def vault(self) -> Vault:
        """Opens and seals the secrets of second factors."""
        return Vault(self.settings.secret_key, self.settings.former_secret_key)

    @cached_property
    def passkey_site(self) -> Site | None:
        """What passkeys are bound to; None where browsers know none."""
        return site_of(self.settings.public_url)


def portal() -> Portal:
    """The portal of the current application."""
    found: Portal = current_app.extensions["portal"]
    return found


def door_of(path: str) -> str | None:
    """The door a path belongs to, None outside the three doors."""
    for door, prefix in DOOR_PREFIXES.items():
        if path == prefix or path.startswith(prefix + "/"):
            return door
    return None


def audience_of(path: str) -> str | None:
    """Whom a path is for: a door's people, or landlords' systems; None for everybody."""
    return "landlord" if path.startswith(f"{LANDLORD_API}/") else door_of(path)


def absolute_url(path: str) -> str:
    """A link for a mail or a PDF: from PUBLIC_URL, never from the Host header."""
    return portal().settings.public_url + path
