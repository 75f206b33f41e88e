"""Every statement about access tokens."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.access_tokens.models import AccessTokenRecord
from taskora_api.database.chunks import CHUNK_SIZE

_TOKENS: Table = AccessTokenRecord.__table__  # type: ignore[attr-defined]

TokenRow = Row[*tuple[Any, ...]]


async def list_all(connection: AsyncConnection, owner_id: str) -> Sequence[TokenRow]:
    """The owner's tokens, the newest first; those that have expired too."""
    statement = (
        select(_TOKENS)
        .where(_TOKENS.c.owner_id == owner_id)
        .order_by(_TOKENS.c.created_at.desc(), _TOKENS.c.id)
    )
    return (await connection.execute(statement)).all()


async def count(connection: AsyncConnection, owner_id: str) -> int:
    statement = select(func.count()).select_from(_TOKENS).where(_TOKENS.c.owner_id == owner_id)
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, record: AccessTokenRecord) -> None:
    await connection.execute(insert(_TOKENS).values(record.model_dump()))


async def find_valid(connection: AsyncConnection, digest: bytes, now: datetime) -> TokenRow | None:
    """The token of a digest, whoever's it is, unless it has expired."""
    statement = select(_TOKENS).where(_TOKENS.c.digest == digest, _TOKENS.c.expires_at > now)
    return (await connection.execute(statement)).one_or_none()


async def mark_used(
    connection: AsyncConnection, token_id: UUID, now: datetime, every: timedelta
) -> None:
    """Note that a token was used, once in a while: a busy program must not write all the time."""
    is_due = or_(_TOKENS.c.last_used_at.is_(None), _TOKENS.c.last_used_at <= now - every)
    await connection.execute(
        update(_TOKENS).where(_TOKENS.c.id == token_id, is_due).values(last_used_at=now)
    )


async def remove(connection: AsyncConnection, owner_id: str, token_id: UUID) -> bool:
    """Remove a token of the owner, and say whether there was one."""
    this = and_(_TOKENS.c.owner_id == owner_id, _TOKENS.c.id == token_id)
    return (await connection.execute(delete(_TOKENS).where(this))).rowcount > 0


async def remove_all(connection: AsyncConnection, owner_id: str) -> None:
    """Remove every token of the owner."""
    await connection.execute(delete(_TOKENS).where(_TOKENS.c.owner_id == owner_id))


async def remove_expired(connection: AsyncConnection, before: datetime) -> int:
    """Remove some tokens that have expired before a time, whoever they are of; say how many."""
    old = (
        select(_TOKENS.c.id)
        .where(_TOKENS.c.expires_at < before)
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True)
    )
    return (await connection.execute(delete(_TOKENS).where(_TOKENS.c.id.in_(old)))).rowcount
