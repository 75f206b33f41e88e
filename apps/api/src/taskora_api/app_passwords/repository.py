"""Every statement about app passwords."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.app_passwords.models import AppPasswordRecord

_PASSWORDS: Table = AppPasswordRecord.__table__  # type: ignore[attr-defined]

PasswordRow = Row[*tuple[Any, ...]]


async def list_all(connection: AsyncConnection, owner_id: str) -> Sequence[PasswordRow]:
    """The owner's passwords, the newest first."""
    statement = (
        select(_PASSWORDS)
        .where(_PASSWORDS.c.owner_id == owner_id)
        .order_by(_PASSWORDS.c.created_at.desc(), _PASSWORDS.c.id)
    )
    return (await connection.execute(statement)).all()


async def count(connection: AsyncConnection, owner_id: str) -> int:
    """How many the owner has."""
    statement = select(func.count()).where(_PASSWORDS.c.owner_id == owner_id)
    return int((await connection.execute(statement)).scalar_one())


async def add(connection: AsyncConnection, record: AppPasswordRecord) -> None:
    """Keep a password."""
    await connection.execute(insert(_PASSWORDS).values(record.model_dump()))


async def find(connection: AsyncConnection, selector: str) -> PasswordRow | None:
    """The password of a selector, whoever's it is."""
    statement = select(_PASSWORDS).where(_PASSWORDS.c.selector == selector)
    return (await connection.execute(statement)).one_or_none()


async def mark_used(connection: AsyncConnection, password_id: UUID, today: date) -> None:
    """Note the day of a use, once a day."""
    last = _PASSWORDS.c.last_used_on
    await connection.execute(
        update(_PASSWORDS)
        .where(_PASSWORDS.c.id == password_id, or_(last.is_(None), last < today))
        .values(last_used_on=today)
    )


async def remove(connection: AsyncConnection, owner_id: str, password_id: UUID) -> bool:
    """Remove a password of the owner, and say whether there was one."""
    this = and_(_PASSWORDS.c.owner_id == owner_id, _PASSWORDS.c.id == password_id)
    return (await connection.execute(delete(_PASSWORDS).where(this))).rowcount > 0


async def remove_all(connection: AsyncConnection, owner_id: str) -> None:
    """Remove all of the owner."""
    await connection.execute(delete(_PASSWORDS).where(_PASSWORDS.c.owner_id == owner_id))
