"""Secrets of second factors at rest: AES-256-GCM under a key derived from SECRET_KEY.

Sealed text is `v1.<key's id>.<nonce and ciphertext>`. The account's id is authenticated with it, so
that a secret moved to another account's row opens nothing there. `SECRET_KEY_FORMER` still opens
what was sealed before a change of key, and `portail db upgrade` seals everything with the new one.
"""

import base64
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, select, update

from app.accounts.models import applicant_account, employer_account, staff_account

_VERSION, _NONCE = "v1", 12


class Unreadable(Exception):
    """Sealed by a key this installation no longer has, or for another account."""


class Vault:
    """Seals with the present key, opens with the present one or the one before."""

    def __init__(self, secret_key: str, former_secret_key: str | None = None) -> None:
        self._present, self._key = _derive(secret_key)
        self._keys = {self._present: self._key}
        if former_secret_key:
            former, key = _derive(former_secret_key)
            self._keys.setdefault(former, key)

    def seal(self, account_id: UUID, secret: str) -> str:
        """`secret` as it may stand in a table."""
        nonce = os.urandom(_NONCE)
        body = nonce + self._key.encrypt(nonce, secret.encode(), account_id.bytes)
        return f"{_VERSION}.{self._present}.{base64.urlsafe_b64encode(body).decode()}"

    def open(self, account_id: UUID, sealed: str) -> str:
        """The secret. Raises Unreadable."""
        version, _, rest = sealed.partition(".")
        name, _, body = rest.partition(".")
        if version != _VERSION or name not in self._keys:
            raise Unreadable
        raw = base64.urlsafe_b64decode(body)
        try:
            opened = self._keys[name].decrypt(raw[:_NONCE], raw[_NONCE:], account_id.bytes)
        except InvalidTag:
            raise Unreadable from None
        return opened.decode()

    def is_present(self, sealed: str) -> bool:
        """Whether the present key sealed it."""
        return sealed.startswith(f"{_VERSION}.{self._present}.")


def reseal_secrets(owner: Connection, vault: Vault) -> int:
    """Seal what is in clear or under the former key; how many. Run by `portail db upgrade`.

    What no key opens is left as it is: recovery codes and passkeys still let its owner in.
    """
    changed = 0
    for table in (employer_account, staff_account, applicant_account):
        rows = owner.execute(
            select(table.c.id, table.c.totp_secret)
            .where(table.c.totp_secret.is_not(None))
            .with_for_update()
        ).all()
        for row in rows:
            secret = _readable(vault, row.id, row.totp_secret)
            if secret is not None:
                sealed = vault.seal(row.id, secret)
                owner.execute(update(table).where(table.c.id == row.id).values(totp_secret=sealed))
                changed += 1
    return changed


def _readable(vault: Vault, account_id: UUID, stored: str) -> str | None:
    """The secret of a row that is to be sealed again, None for one to leave alone."""
    if "." not in stored:
        return stored  # base32, from before secrets were sealed
    if vault.is_present(stored):
        return None
    try:
        return vault.open(account_id, stored)
    except Unreadable:
        return None


def _derive(secret_key: str) -> tuple[str, AESGCM]:
    """The key, and a name for it that tells nothing about it."""
    made = HKDF(algorithm=SHA256(), length=40, salt=None, info=b"portail/second-factor/v1").derive(
        secret_key.encode()
    )
    return made[32:].hex(), AESGCM(made[:32])
