"""Web push: RFC 8030 with the encryption of RFC 8291 and the identification of RFC 8292.

The primitives are those of `cryptography`; a test has the example of RFC 8291 byte for byte.
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from taskora_api.delivery.messages import Outcome, Parcel
from taskora_api.delivery.transport import Answer, GuardedClient
from taskora_api.wire import utc_now

SCALAR_BYTES = 32
POINT_BYTES = 65
AUTH_BYTES = 16
# How long a push service keeps what a browser that is off has yet to get.
TTL = timedelta(days=1)
_TOKEN_LIFETIME = timedelta(hours=12)
_TITLE_LENGTH_MAX = 200
_RECORD_BYTES = 4096
_LAST_RECORD = b"\x02"


def decode(text: str) -> bytes:
    """Read base64url, with its padding or without.

    Raises:
        ValueError: it is none.
    """
    raw = text.rstrip("=").encode("ascii")
    if not raw.replace(b"-", b"").replace(b"_", b"").isalnum():
        raise ValueError("no base64url")
    return urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))


def encode(raw: bytes) -> str:
    """Write base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def private_key_of(text: str) -> EllipticCurvePrivateKey:
    """Read a key of VAPID: the 32 bytes of its scalar as base64url.

    Raises:
        ValueError: it is none.
    """
    raw = decode(text)
    if len(raw) != SCALAR_BYTES:
        raise ValueError("no key of 32 bytes")
    return derive_private_key(int.from_bytes(raw), SECP256R1())


def public_point(key: EllipticCurvePrivateKey) -> bytes:
    """The point of a key, uncompressed, as browsers take it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_subscription(public_key: str, secret: str) -> bool:
    """Say whether these can be the keys of a browser's subscription."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), decode(public_key))
        return len(decode(public_key)) == POINT_BYTES and len(decode(secret)) == AUTH_BYTES
    except ValueError:
        return False


def encrypt(
    content: bytes, receiver: bytes, secret: bytes, sender: EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """Encrypt for a browser, with a key and a salt that are used once (RFC 8291, section 3)."""
    point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), receiver)
    own = public_point(sender)
    shared = sender.exchange(ECDH(), point)
    material = _derive(shared, secret, b"WebPush: info\x00" + receiver + own, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(material, salt, b"Content-Encoding: nonce\x00", 12)
    header = salt + _RECORD_BYTES.to_bytes(4) + len(own).to_bytes(1) + own
    return header + AESGCM(key).encrypt(nonce, content + _LAST_RECORD, None)


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(material)


@dataclass(frozen=True)
class Vapid:
    """By what push services know this service: its key, and a contact of who runs it."""

    key: EllipticCurvePrivateKey
    contact: str

    @property
    def public_key(self) -> str:
        """What a browser subscribes with."""
        return encode(public_point(self.key))

    def authorization(self, endpoint: str, now: datetime) -> str:
        """The header for one push service (RFC 8292)."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + _TOKEN_LIFETIME).timestamp()),
            "sub": self.contact,
        }
        return f"vapid t={jwt.encode(claims, self.key, 'ES256')}, k={self.public_key}"


class PushSender:
    """Sends to the push service of a browser; a second push with a key takes the first's place."""

    def __init__(
        self, client: GuardedClient, vapid: Vapid, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._client = client
        self._vapid = vapid
        self._clock = clock

    async def send(self, parcel: Parcel) -> Outcome:
        message, keys = parcel.message, parcel.channel.keys
        content = {
            "id": str(parcel.key),
            "type": f"taskora.{message.purpose}",
            "title": message.title[:_TITLE_LENGTH_MAX],
            "text": message.text[:_TITLE_LENGTH_MAX],
            "data": message.data,
        }
        body = encrypt(
            json.dumps(content, ensure_ascii=False).encode(),
            decode(keys["p256dh"]),
            decode(keys["auth"]),
            generate_private_key(SECP256R1()),
            os.urandom(16),
        )
        endpoint = parcel.channel.address
        headers = {
            "Authorization": self._vapid.authorization(endpoint, self._clock()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(TTL.total_seconds())),
            "Topic": parcel.key.hex,
            "Urgency": "high",
            "Idempotency-Key": str(parcel.key),
        }
        answer = await self._client.post(endpoint, headers, body)
        return answer.outcome(is_gone_removed=True) if isinstance(answer, Answer) else answer
