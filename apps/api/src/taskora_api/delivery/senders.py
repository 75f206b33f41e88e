"""Who sends on which kind of channel, as far as the configuration has what each needs."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from taskora_api.delivery.guard import Allowed, Guard
from taskora_api.delivery.mail import MailSender, MailServer
from taskora_api.delivery.messages import ChannelKind, Outcome, Parcel
from taskora_api.delivery.ntfy import NtfySender
from taskora_api.delivery.push import PushSender, Vapid, private_key_of
from taskora_api.delivery.transport import GuardedClient
from taskora_api.delivery.webhook import WebhookSender
from taskora_api.settings import DeliverySettings


class Sender(Protocol):
    """Sends to channels of one kind. It raises nothing that an attempt may end with."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Attempt it once."""


@dataclass(frozen=True)
class Senders:
    """Those that there are, by the kind of their channels."""

    by_kind: Mapping[ChannelKind, Sender] = field(default_factory=dict)
    # What browsers subscribe with, where push is available.
    push_key: str | None = None
    client: GuardedClient | None = None

    @property
    def kinds(self) -> list[ChannelKind]:
        """The kinds that are available."""
        return [kind for kind in ChannelKind if kind in self.by_kind]

    async def close(self) -> None:
        """End all connections."""
        if self.client is not None:
            await self.client.close()


def make_senders(settings: DeliverySettings, context: ssl.SSLContext | None = None) -> Senders:
    """Make those that are configured; `context` says whom TLS trusts, if not the system's."""
    allowed = Allowed.parse(settings.delivery_allowed.split(","))
    client = GuardedClient(Guard(allowed), context)
    by_kind: dict[ChannelKind, Sender] = {}
    vapid = _vapid(settings)
    if vapid is not None:
        by_kind[ChannelKind.PUSH] = PushSender(client, vapid)
    mail_server = settings.smtp_url.get_secret_value()
    if mail_server:
        server = MailServer.parse(mail_server, settings.smtp_from, context)
        by_kind[ChannelKind.MAIL] = MailSender(server)
    if settings.delivery_ntfy:
        by_kind[ChannelKind.NTFY] = NtfySender(client)
    if settings.delivery_webhooks:
        by_kind[ChannelKind.WEBHOOK] = WebhookSender(client)
    return Senders(by_kind, None if vapid is None else vapid.public_key, client)


def _vapid(settings: DeliverySettings) -> Vapid | None:
    if not settings.push_contact:
        return None
    key = private_key_of(settings.push_private_key.get_secret_value())
    return Vapid(key, settings.push_contact)
