"""Channels and deliveries on the wire."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import Field, StringConstraints

from taskora_api.delivery.messages import ChannelKind, DeliveryState, Purpose
from taskora_api.text import Line, SafeText
from taskora_api.wire import RequestBody, ResponseBody

CHANNELS_MAX = 20
DELIVERIES_SHOWN = 50
NAME_LENGTH_MAX = 100
ADDRESS_LENGTH_MAX = 1024

ChannelName = Annotated[Line, StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX)]
Address = Annotated[SafeText, StringConstraints(min_length=1, max_length=ADDRESS_LENGTH_MAX)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_\-=]+$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]


class PushKeys(RequestBody):
    """The keys of a browser's subscription, as `PushSubscription.toJSON` gives them."""

    p256dh: Annotated[Key, Field(alias="p256dh")]
    auth: Key


class NewChannel(RequestBody):
    """Where to send: the endpoint of a browser, an address of mail, a topic, or a webhook."""

    kind: ChannelKind
    name: ChannelName
    address: Address
    keys: Annotated[PushKeys | None, Field(description="Of `push` alone.")] = None


class Channel(ResponseBody):
    """Where its person is reached; of a browser only the push service is shown."""

    id: UUID
    kind: ChannelKind
    name: str
    address: str
    created_at: datetime
    # Null while the address has yet to be verified: nothing is sent there but the code.
    verified_at: datetime | None


class CreatedChannel(Channel):
    """A channel that was made now, with the secret of a webhook, which is shown this once."""

    secret: str | None


class ChannelList(ResponseBody):
    """All channels of a person, the oldest first, and which kinds this installation has."""

    items: list[Channel]
    available: list[ChannelKind]
    push_key: Annotated[
        str | None, Field(description="The `applicationServerKey` of a subscription to push.")
    ]


class ChannelCode(RequestBody):
    """The code that came by mail."""

    code: Code


class Delivery(ResponseBody):
    """Something that was or will be sent; a reason says why the last attempt failed."""

    id: UUID
    purpose: Purpose
    # The reminder, if it is one.
    subject_id: UUID | None
    due_at: datetime
    state: DeliveryState
    attempts: int
    next_at: datetime | None
    reason: str | None
    created_at: datetime
    finished_at: datetime | None


class DeliveryList(ResponseBody):
    """What was put for a channel lately, the newest first."""

    items: list[Delivery]


def shown_address(kind: ChannelKind, address: str) -> str:
    """Whoever has the endpoint of a browser can send to it."""
    if kind is not ChannelKind.PUSH:
        return address
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
