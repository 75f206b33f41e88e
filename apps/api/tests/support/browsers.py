"""A browser that has subscribed to push: it decrypts as RFC 8291 has it, by code of its own."""

import hashlib
import hmac
import json
import os
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from taskora_api.delivery.push import decode, encode, public_point


def _hkdf(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """One block of HKDF is enough for all that is derived here."""
    key = hmac.new(salt, material, hashlib.sha256).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def decrypt(body: bytes, key: EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """Read a body of one record in aes128gcm."""
    salt, length = body[:16], body[20]
    sender, sealed = body[21 : 21 + length], body[21 + length :]
    shared = key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender))
    info = b"WebPush: info\x00" + public_point(key) + sender
    material = _hkdf(secret, shared, info, 32)
    content_key = _hkdf(salt, material, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _hkdf(salt, material, b"Content-Encoding: nonce\x00", 12)
    padded = AESGCM(content_key).decrypt(nonce, sealed, None)
    assert padded.endswith(b"\x02")
    return padded[:-1]


class Browser:
    """Has the private key of its subscription."""

    def __init__(self) -> None:
        """Subscribe."""
        self.key = generate_private_key(SECP256R1())
        self.secret = os.urandom(16)

    @property
    def keys(self) -> dict[str, str]:
        """What it gives to the application."""
        return {"p256dh": encode(public_point(self.key)), "auth": encode(self.secret)}

    def read(self, body: bytes) -> dict[str, Any]:
        """Read what was pushed."""
        found: dict[str, Any] = json.loads(decrypt(body, self.key, self.secret))
        return found


def claims_of(authorization: str) -> dict[str, Any]:
    """What a header of VAPID says, if the key that it names has signed it."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decode(parts["k"]))
    options: Any = {"verify_aud": False, "verify_exp": False}
    found: dict[str, Any] = jwt.decode(parts["t"], key, algorithms=["ES256"], options=options)
    return found | {"key": parts["k"]}
