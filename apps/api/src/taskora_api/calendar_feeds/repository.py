"""Every statement about feeds."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.calendar_feeds.models import CalendarFeedRecord

_FEEDS: Table = CalendarFeedRecord.__table__  # type: ignore[attr-defined]

FeedRow = Row[*tuple[Any, ...]]


async def list_all(connection: AsyncConnection, owner_id: str) -> Sequence[FeedRow]:
    """The owner's feeds, the newest first."""
    statement = (
        select(_FEEDS)
        .where(_FEEDS.c.owner_id == owner_id)
        .order_by(_FEEDS.c.created_at.desc(), _FEEDS.c.id)
    )
    return (await connection.execute(statement)).all()


async def count(connection: AsyncConnection, owner_id: str) -> int:
    """How many the owner has."""
    statement = select(func.count()).where(_FEEDS.c.owner_id == owner_id)
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, record: CalendarFeedRecord) -> None:
    """Keep a feed."""
    await connection.execute(insert(_FEEDS).values(record.model_dump()))


async def find(connection: AsyncConnection, digest: bytes) -> FeedRow | None:
    """The feed of an address, whoever's it is."""
    statement = select(_FEEDS).where(_FEEDS.c.digest == digest)
    return (await connection.execute(statement)).one_or_none()


async def rotate(
    connection: AsyncConnection, owner_id: str, feed_id: UUID, digest: bytes
) -> FeedRow | None:
    """Give a feed of the owner another address; None where there is no such feed."""
    statement = (
        update(_FEEDS).where(_this(owner_id, feed_id)).values(digest=digest).returning(_FEEDS)
    )
    row: FeedRow | None = (await connection.execute(statement)).one_or_none()
    return row


async def remove(connection: AsyncConnection, owner_id: str, feed_id: UUID) -> bool:
    """Remove a feed of the owner, and say whether there was one."""
    statement = delete(_FEEDS).where(_this(owner_id, feed_id))
    return (await connection.execute(statement)).rowcount > 0


async def remove_all(connection: AsyncConnection, owner_id: str) -> None:
    """Remove all of the owner."""
    await connection.execute(delete(_FEEDS).where(_FEEDS.c.owner_id == owner_id))


def _this(owner_id: str, feed_id: UUID) -> ColumnElement[bool]:
    return and_(_FEEDS.c.owner_id == owner_id, _FEEDS.c.id == feed_id)
