"""What people can do with their channels."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database, Once
from taskora_api.database.locks import lock_owner
from taskora_api.delivery import channel_statements, outbox
from taskora_api.delivery.messages import ChannelKind, Message, Purpose
from taskora_api.delivery.models import ChannelRecord
from taskora_api.delivery.ntfy import split_topic
from taskora_api.delivery.outbox import AnyRow
from taskora_api.delivery.push import is_subscription
from taskora_api.delivery.schemas import (
    CHANNELS_MAX,
    DELIVERIES_SHOWN,
    Channel,
    ChannelList,
    Delivery,
    DeliveryList,
    NewChannel,
    shown_address,
)
from taskora_api.delivery.senders import Senders
from taskora_api.delivery.transport import is_usable
from taskora_api.errors import (
    ChannelUnverifiedError,
    InvalidFieldError,
    NotFoundError,
    TooManyDeliveriesError,
    TooManyError,
)
from taskora_api.wire import utc_now

CODE_LIFETIME = timedelta(hours=1)
CODE_TRIES_MAX = 5
# An address that is not verified may be somebody else's, who has not asked for mail.
CODES_A_DAY_MAX = 10
TESTS_AN_HOUR_MAX = 20
_MAIL = re.compile(r"[^\s@<>(),;:\"\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,64}")


class ChannelService:
    """The use cases. Whose channels they are is an argument of each, and comes from the token."""

    def __init__(
        self,
        database: Database,
        senders: Senders,
        wake: Callable[[], None],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take what is available, what wakes the dispatcher, and the clock."""
        self._database = database
        self._senders = senders
        self._wake = wake
        self._clock = clock

    async def list_channels(self, member_id: str) -> ChannelList:
        """The channels of a person, and which kinds there may be."""
        rows = await self._database.read(lambda c: channel_statements.list_all(c, member_id))
        return ChannelList(
            items=[_shown(row) for row in rows],
            available=self._senders.kinds,
            push_key=self._senders.push_key,
        )

    async def add(
        self, member_id: str, new: NewChannel, secret: str, *, once: Once | None = None
    ) -> Channel:
        """Add a channel; the secret is that of a webhook. A known browser gets its new keys.

        Raises:
            InvalidFieldError: the kind is not available, or the address is none of that kind, or
                there is a channel with it already.
            TooManyError: there are as many channels as one person may have.
            TooManyDeliveriesError: too many codes were sent for this person lately.
        """
        _check(new, self._senders)

        async def work(connection: AsyncConnection) -> Channel:
            await lock_owner(connection, member_id)
            now = self._clock()
            known = await channel_statements.find_address(
                connection, member_id, new.kind, new.address
            )
            if known is not None:
                return await _renew(connection, known, new)
            if new.kind is ChannelKind.PUSH:
                await channel_statements.take_push(connection, member_id, new.address, now)
            if await channel_statements.count(connection, member_id) >= CHANNELS_MAX:
                raise TooManyError("channels")
            record = ChannelRecord(
                id=uuid4(),
                member_id=member_id,
                kind=new.kind,
                name=new.name,
                address=new.address,
                key_material=_keys(new, secret),
                created_at=now,
                verified_at=None if new.kind is ChannelKind.MAIL else now,
            )
            if new.kind is ChannelKind.MAIL:
                await _send_code(connection, record, now)
            else:
                await channel_statements.add(connection, record)
            return _shown(record)

        made = await self._database.write(work, once)
        self._wake()
        return made

    async def verify(
        self, member_id: str, channel_id: UUID, code: str, *, once: Once | None = None
    ) -> Channel:
        """Verify an address of mail by the code that came there.

        Raises:
            NotFoundError: there is no such channel of this person.
            InvalidFieldError: the code is another one, has expired, or was guessed too often.
        """
        # In a transaction of its own, so that a guess counts whatever becomes of the request.
        await self._database.write(lambda c: channel_statements.count_try(c, member_id, channel_id))

        async def work(connection: AsyncConnection) -> Channel:
            now = self._clock()
            row = await channel_statements.find(connection, member_id, channel_id, keeps=True)
            if row is None:
                raise NotFoundError
            if row.verified_at is None:
                if not _is_right(row, code, now):
                    raise InvalidFieldError("code", "code_wrong")
                await channel_statements.verify(connection, channel_id, now)
            verified = await channel_statements.find(connection, member_id, channel_id)
            return _shown(verified)

        return await self._database.write(work, once)

    async def remove(self, member_id: str, channel_id: UUID, *, once: Once | None = None) -> None:
        """Remove a channel, with all that waits for it.

        Raises:
            NotFoundError: there is no such channel of this person.
        """

        async def work(connection: AsyncConnection) -> None:
            now = self._clock()
            if not await channel_statements.remove(connection, member_id, channel_id, now):
                raise NotFoundError

        await self._database.write(work, once)

    async def test(self, member_id: str, channel_id: UUID, *, once: Once | None = None) -> Delivery:
        """Send something to a channel at once; the list of its deliveries says what came of it.

        Raises:
            NotFoundError: there is no such channel of this person.
            ChannelUnverifiedError: its address has yet to be verified.
            TooManyDeliveriesError: too many tests were sent for this person lately.
        """

        async def work(connection: AsyncConnection) -> Delivery:
            await lock_owner(connection, member_id)
            row = await channel_statements.find(connection, member_id, channel_id, keeps=True)
            if row is None:
                raise NotFoundError
            if row.verified_at is None:
                raise ChannelUnverifiedError
            now, message = self._clock(), _test_message(row.name)
            await _limit(connection, member_id, Purpose.TEST, now - timedelta(hours=1))
            key = uuid4()
            await outbox.put_one(connection, key, channel_id, member_id, message=message, now=now)
            return Delivery.model_validate(await outbox.find(connection, key))

        made = await self._database.write(work, once)
        self._wake()
        return made

    async def list_deliveries(self, member_id: str, channel_id: UUID) -> DeliveryList:
        """What was sent to a channel lately, and what became of it.

        Raises:
            NotFoundError: there is no such channel of this person.
        """

        async def work(connection: AsyncConnection) -> DeliveryList:
            if await channel_statements.find(connection, member_id, channel_id) is None:
                raise NotFoundError
            rows = await outbox.list_latest(connection, channel_id, DELIVERIES_SHOWN)
            return DeliveryList(items=[Delivery.model_validate(row) for row in rows])

        return await self._database.read(work)


def _check(new: NewChannel, senders: Senders) -> None:
    if new.kind not in senders.by_kind:
        raise InvalidFieldError("kind", "channel_unavailable")
    if not _is_address(new.kind, new.address):
        raise InvalidFieldError("address", "channel_address")
    is_push = new.kind is ChannelKind.PUSH
    if is_push != (new.keys is not None):
        raise InvalidFieldError("keys", "channel_keys")
    if new.keys is not None and not is_subscription(new.keys.p256dh, new.keys.auth):
        raise InvalidFieldError("keys", "channel_keys")


def _is_address(kind: ChannelKind, address: str) -> bool:
    if kind is ChannelKind.MAIL:
        return _MAIL.fullmatch(address) is not None
    if not (address.isascii() and address.isprintable() and is_usable(address)):
        return False
    return kind is not ChannelKind.NTFY or bool(_TOPIC.fullmatch(split_topic(address)[1]))


def _keys(new: NewChannel, secret: str) -> dict[str, Any] | None:
    if new.kind is ChannelKind.WEBHOOK:
        return {"secret": secret}
    return None if new.keys is None else new.keys.model_dump()


async def _renew(connection: AsyncConnection, known: AnyRow, new: NewChannel) -> Channel:
    """A browser subscribes anew with the same endpoint; others have no reason to come again."""
    if new.keys is None:
        raise InvalidFieldError("address", "channel_known")
    await channel_statements.replace_keys(connection, known.id, new.keys.model_dump(), new.name)
    return _shown(known).model_copy(update={"name": new.name})


async def _send_code(connection: AsyncConnection, record: ChannelRecord, now: datetime) -> None:
    """Keep a channel that is not verified, and put the code for it into the outbox."""
    lately = now - timedelta(days=1)
    await _limit(connection, record.member_id, Purpose.VERIFICATION, lately)
    code = f"{secrets.randbelow(10**8):08}"
    record.code_digest = _digest(record.id, code)
    record.code_expires_at = now + CODE_LIFETIME
    await channel_statements.add(connection, record)
    message = Message(
        Purpose.VERIFICATION,
        "Your code for reminders by mail",
        f"Your code is {code}. It is valid for an hour.\n\n"
        "Somebody wants reminders of tasks at this address. If it was not you, do nothing.",
        {},
    )
    await outbox.put_one(connection, uuid4(), record.id, record.member_id, message=message, now=now)


async def _limit(
    connection: AsyncConnection, member_id: str, purpose: Purpose, since: datetime
) -> None:
    most = TESTS_AN_HOUR_MAX if purpose is Purpose.TEST else CODES_A_DAY_MAX
    if await outbox.count_since(connection, member_id, purpose, since) >= most:
        raise TooManyDeliveriesError


def _digest(channel_id: UUID, code: str) -> bytes:
    return hashlib.sha256(f"{channel_id} {code}".encode()).digest()


def _is_right(row: AnyRow, code: str, now: datetime) -> bool:
    if row.code_digest is None or now > row.code_expires_at or row.code_tries > CODE_TRIES_MAX:
        return False
    return hmac.compare_digest(row.code_digest, _digest(row.id, code))


def _test_message(name: str) -> Message:
    return Message(Purpose.TEST, "A test", f"Reminders come here: {name}", {})


def _shown(row: Any) -> Channel:  # noqa: ANN401 - a record or a row of one.
    channel = Channel.model_validate(row)
    address = shown_address(channel.kind, channel.address)
    return channel.model_copy(update={"address": address})
