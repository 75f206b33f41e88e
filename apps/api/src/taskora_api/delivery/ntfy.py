"""Notifications by ntfy (https://docs.ntfy.sh/publish), as JSON to the root of its server."""

import json
from urllib.parse import urlsplit, urlunsplit

from taskora_api.delivery.messages import Outcome, Parcel
from taskora_api.delivery.transport import Answer, GuardedClient

_TITLE_LENGTH_MAX = 250


def split_topic(address: str) -> tuple[str, str]:
    """The address of the server, and the topic that the last part of the path names."""
    parts = urlsplit(address)
    before, _, topic = parts.path.rstrip("/").rpartition("/")
    return urlunsplit((parts.scheme, parts.netloc, before + "/", "", "")), topic


class NtfySender:
    """Publishes to a topic; who sends again sends the same key."""

    def __init__(self, client: GuardedClient) -> None:
        self._client = client

    async def send(self, parcel: Parcel) -> Outcome:
        server, topic = split_topic(parcel.channel.address)
        content = {
            "topic": topic,
            "title": parcel.message.title[:_TITLE_LENGTH_MAX],
            "message": parcel.message.text,
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(parcel.key)}
        answer = await self._client.post(server, headers, json.dumps(content).encode())
        return answer.outcome() if isinstance(answer, Answer) else answer
