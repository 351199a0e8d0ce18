"""Passkeys (WebAuthn): registered by name, asked for at sign-in, several an account.

A challenge is a one-time token bound to the session it was made for: an answer serves once, there,
within the half hour. Runs as the sign-in login.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts.models import passkey
from app.accounts.tokens import issue_token, use_token

_KIND = "passkey"
_LIFE = timedelta(minutes=30)
_MOST_TEXT = 20_000
MOST_KEYS = 10
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Site:
    """What authenticators bind a key to: the portal's host and its whole origin."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose keys are meant, and the session that asks."""

    audience: str
    account_id: UUID
    email: str
    sid_hash: bytes


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A line of the list of one's keys."""

    id: UUID
    name: str
    since: datetime
    used: datetime | None


def site_of(public_url: str) -> Site | None:
    """None where browsers know no passkeys: an address made of numbers."""
    host = urlsplit(public_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Site(host, public_url) if host else None
    return None


def own_keys(tx: Connection, audience: str, account_id: UUID) -> tuple[OwnKey, ...]:
    """The account's keys, in the order they were registered."""
    rows = tx.execute(
        select(passkey.c.id, passkey.c.name, passkey.c.created_at, passkey.c.used_at)
        .where(*_of(audience, account_id))
        .order_by(passkey.c.created_at, passkey.c.id)
    )
    return tuple(OwnKey(r.id, r.name, r.created_at, r.used_at) for r in rows)


def count_keys(tx: Connection, audience: str, account_id: UUID) -> int:
    counted = select(func.count()).select_from(passkey).where(*_of(audience, account_id))
    return int(tx.execute(counted).scalar_one())


def creation_options(tx: Connection, site: Site, holder: Holder) -> str:
    """What the browser needs to make a key (JSON). Keys already there are not made twice."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="AL’in",
        user_id=holder.account_id.bytes,
        user_name=holder.email,
        user_display_name=holder.email,
        challenge=_new_challenge(tx, holder, "create"),
        exclude_credentials=_descriptors(tx, holder),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return options_to_json(options)


def request_options(tx: Connection, site: Site, holder: Holder) -> str | None:
    """What the browser needs to ask for one of the account's keys; None when it has none."""
    known = _descriptors(tx, holder)
    if not known:
        return None
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=_new_challenge(tx, holder, "get"),
        allow_credentials=known,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json(options)


def register_key(tx: Connection, site: Site, holder: Holder, answer: str, name: str) -> bool:
    """Keep the key the browser made; False when the answer is not one, or there are ten."""
    given, challenge = _taken(tx, holder, "create", answer)
    if given is None or count_keys(tx, holder.audience, holder.account_id) >= MOST_KEYS:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except Exception:  # an answer is whatever somebody sent: none of it is an error of ours
        return False
    kept = tx.execute(
        insert(passkey)
        .values(
            audience=holder.audience,
            account_id=holder.account_id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name[:NAME_LENGTH],
        )
        .on_conflict_do_nothing(index_elements=["credential_id"])
        .returning(passkey.c.id)
    ).first()
    return kept is not None


def passes_key(tx: Connection, site: Site, holder: Holder, answer: str) -> bool:
    """Whether the browser's answer proves one of the account's keys; it serves once."""
    given, challenge = _taken(tx, holder, "get", answer)
    key = _key_of(tx, holder, given) if given is not None else None
    if key is None or given is None:
        return False
    try:
        proved = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except Exception:  # an answer is whatever somebody sent: none of it is an error of ours
        return False
    tx.execute(
        update(passkey)
        .where(passkey.c.id == key.id)
        .values(sign_count=proved.new_sign_count, used_at=text("app.clock()"))
    )
    return True


def rename_key(tx: Connection, audience: str, account_id: UUID, key_id: UUID, name: str) -> bool:
    done = tx.execute(
        update(passkey)
        .where(passkey.c.id == key_id, *_of(audience, account_id))
        .values(name=name[:NAME_LENGTH])
    )
    return done.rowcount == 1


def remove_key(tx: Connection, audience: str, account_id: UUID, key_id: UUID) -> bool:
    """Whether there was such a key; whether it may go is the caller's matter (factors.py)."""
    gone = tx.execute(delete(passkey).where(passkey.c.id == key_id, *_of(audience, account_id)))
    return gone.rowcount == 1


def _of(audience: str, account_id: UUID) -> tuple[Any, ...]:
    return passkey.c.audience == audience, passkey.c.account_id == account_id


def _descriptors(tx: Connection, holder: Holder) -> list[PublicKeyCredentialDescriptor]:
    ids = tx.scalars(
        select(passkey.c.credential_id)
        .where(*_of(holder.audience, holder.account_id))
        .order_by(passkey.c.created_at)
    )
    return [PublicKeyCredentialDescriptor(id=one) for one in ids]


def _key_of(tx: Connection, holder: Holder, given: dict[str, Any]) -> Any:
    try:
        wanted = base64url_to_bytes(str(given["id"]))
    except (KeyError, ValueError):
        return None
    return tx.execute(
        select(passkey)
        .where(passkey.c.credential_id == wanted, *_of(holder.audience, holder.account_id))
        .with_for_update()
    ).first()


def _new_challenge(tx: Connection, holder: Holder, act: str) -> bytes:
    payload = {"sid": holder.sid_hash.hex(), "act": act}
    return issue_token(tx, _KIND, payload, _LIFE).encode()


def _taken(
    tx: Connection, holder: Holder, act: str, answer: str
) -> tuple[dict[str, Any] | None, bytes]:
    """The answer as an object, if it is to a challenge of this session that nobody used yet."""
    try:
        given = json.loads(answer[:_MOST_TEXT])
        client = json.loads(base64url_to_bytes(given["response"]["clientDataJSON"]))
        token = base64url_to_bytes(client["challenge"]).decode("ascii")
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, b""
    asked = use_token(tx, _KIND, token)
    if asked != {"sid": holder.sid_hash.hex(), "act": act}:
        return None, b""
    return given, token.encode()
