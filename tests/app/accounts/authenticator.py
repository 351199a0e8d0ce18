"""An authenticator made of software: does what a telephone does, and what a thief would."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as words

_PRESENT, _ATTESTED = 0x01, 0x40


@dataclass
class Authenticator:
    """One key. `origin` is the page it believes to stand on."""

    origin: str = "http://localhost"
    count: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: str) -> str:
        """The answer to navigator.credentials.create()."""
        asked = json.loads(options)
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        data = self._data(asked["rp"]["id"], _PRESENT | _ATTESTED)
        data += bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(cose)
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(asked, "webauthn.create", attestationObject=words(statement))

    def get(self, options: str) -> str:
        """The answer to navigator.credentials.get()."""
        asked = json.loads(options)
        self.count += 1
        data = self._data(asked["rpId"], _PRESENT)
        client = self._client(asked, "webauthn.get")
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            asked, "webauthn.get", authenticatorData=words(data), signature=words(signed)
        )

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, asked: dict[str, Any], kind: str) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, asked: dict[str, Any], kind: str, **response: str) -> str:
        named = words(self.id)
        response["clientDataJSON"] = words(self._client(asked, kind))
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})
