"""Every statement about the channels of people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.delivery import outbox
from taskora_api.delivery.messages import ChannelKind
from taskora_api.delivery.models import ChannelRecord
from taskora_api.delivery.outbox import CHANNELS, AnyRow


def _one(member_id: str, channel_id: UUID) -> Select[Any]:
    return select(CHANNELS).where(CHANNELS.c.member_id == member_id, CHANNELS.c.id == channel_id)


async def list_all(connection: AsyncConnection, member_id: str) -> Sequence[AnyRow]:
    """The channels of a person, the oldest first."""
    statement = (
        select(CHANNELS)
        .where(CHANNELS.c.member_id == member_id)
        .order_by(CHANNELS.c.created_at, CHANNELS.c.id)
    )
    return (await connection.execute(statement)).all()


async def find(
    connection: AsyncConnection, member_id: str, channel_id: UUID, *, keeps: bool = False
) -> AnyRow | None:
    """A channel of a person; `keeps` lets nobody remove it until the transaction ends."""
    statement = _one(member_id, channel_id)
    if keeps:
        statement = statement.with_for_update(read=True, key_share=True)
    row: AnyRow | None = (await connection.execute(statement)).one_or_none()
    return row


async def find_address(
    connection: AsyncConnection, member_id: str, kind: ChannelKind, address: str
) -> AnyRow | None:
    """The channel of a person that has an address."""
    this = and_(CHANNELS.c.kind == kind, CHANNELS.c.address == address)
    statement = select(CHANNELS).where(CHANNELS.c.member_id == member_id, this)
    return (await connection.execute(statement)).one_or_none()


async def count(connection: AsyncConnection, member_id: str) -> int:
    """How many channels a person has."""
    statement = select(func.count()).select_from(CHANNELS).where(CHANNELS.c.member_id == member_id)
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, record: ChannelRecord) -> None:
    """Add a channel."""
    await connection.execute(insert(CHANNELS).values(record.model_dump()))


async def replace_keys(
    connection: AsyncConnection, channel_id: UUID, keys: dict[str, Any], name: str
) -> None:
    """Give a channel the keys that its browser has now."""
    this = CHANNELS.c.id == channel_id
    await connection.execute(update(CHANNELS).where(this).values(key_material=keys, name=name))


async def remove(
    connection: AsyncConnection, member_id: str, channel_id: UUID, now: datetime
) -> bool:
    """Remove a channel of a person with all that waits for it; say whether there was one."""
    this = and_(CHANNELS.c.member_id == member_id, CHANNELS.c.id == channel_id)
    if (await connection.execute(delete(CHANNELS).where(this))).rowcount == 0:
        return False
    await outbox.withdraw_channel(connection, channel_id, now)
    return True


async def remove_any(connection: AsyncConnection, channel_id: UUID, now: datetime) -> None:
    """Remove a channel whose receiver is gone, whoever's it is."""
    await connection.execute(delete(CHANNELS).where(CHANNELS.c.id == channel_id))
    await outbox.withdraw_channel(connection, channel_id, now)


async def take_push(
    connection: AsyncConnection, member_id: str, address: str, now: datetime
) -> None:
    """Let a browser be that of the person who has signed in there last, and of nobody else."""
    others = select(CHANNELS.c.id).where(
        CHANNELS.c.kind == ChannelKind.PUSH,
        CHANNELS.c.address == address,
        CHANNELS.c.member_id != member_id,
    )
    for channel_id in (await connection.execute(others)).scalars().all():
        await remove_any(connection, channel_id, now)


async def count_try(connection: AsyncConnection, member_id: str, channel_id: UUID) -> None:
    """Count an attempt to verify a channel that is not verified yet."""
    this = and_(
        CHANNELS.c.member_id == member_id,
        CHANNELS.c.id == channel_id,
        CHANNELS.c.verified_at.is_(None),
    )
    await connection.execute(
        update(CHANNELS).where(this).values(code_tries=CHANNELS.c.code_tries + 1)
    )


async def verify(connection: AsyncConnection, channel_id: UUID, now: datetime) -> None:
    """Note that a channel is verified; its code opens nothing more."""
    values = {"verified_at": now, "code_digest": None, "code_expires_at": None}
    await connection.execute(update(CHANNELS).where(CHANNELS.c.id == channel_id).values(values))
