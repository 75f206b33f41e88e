"""Signed webhooks, as Standard Webhooks has them (https://www.standardwebhooks.com)."""

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime

from taskora_api.delivery.messages import Outcome, Parcel
from taskora_api.delivery.transport import Answer, GuardedClient
from taskora_api.wire import utc_now

PREFIX = "whsec_"
_RANDOM_BYTES = 32


def make_secret() -> str:
    """Draw the secret that a receiver verifies with."""
    return PREFIX + b64encode(secrets.token_bytes(_RANDOM_BYTES)).decode()


def signature_of(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Sign what is sent: the id, the time in seconds and the body, joined by points."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


class WebhookSender:
    """Posts JSON with a signature; the time of it is that of the attempt, the id never differs."""

    def __init__(self, client: GuardedClient, clock: Callable[[], datetime] = utc_now) -> None:
        self._client = client
        self._clock = clock

    async def send(self, parcel: Parcel) -> Outcome:
        message = parcel.message
        content = {
            "type": f"taskora.{message.purpose}",
            "timestamp": parcel.due_at.isoformat(),
            "data": {"title": message.title, "text": message.text, **message.data},
        }
        body = json.dumps(content, ensure_ascii=False).encode()
        message_id, timestamp = str(parcel.key), int(self._clock().timestamp())
        secret = str(parcel.channel.keys["secret"])
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature_of(secret, message_id, timestamp, body),
        }
        answer = await self._client.post(parcel.channel.address, headers, body)
        return answer.outcome() if isinstance(answer, Answer) else answer
