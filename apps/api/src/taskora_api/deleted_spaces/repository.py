"""Every statement that deletes a space or restores it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.deleted_spaces.models import DeletedMemberRecord, DeletedSpaceRecord
from taskora_api.reminders.store import REMINDERS, TIMES
from taskora_api.spaces.models import InvitationRecord
from taskora_api.spaces.repository import MEMBERS, SPACES
from taskora_api.spaces.schemas import Role

DELETED: Table = DeletedSpaceRecord.__table__  # type: ignore[attr-defined]
DELETED_MEMBERS: Table = DeletedMemberRecord.__table__  # type: ignore[attr-defined]
_INVITATIONS: Table = InvitationRecord.__table__  # type: ignore[attr-defined]
_MEMBER_COLUMNS = ("member_id", "space_id", "role", "name", "joined_at")


async def delete_space(
    connection: AsyncConnection, space_id: UUID, member_id: str, now: datetime
) -> None:
    """Let nobody see a space any more, and nobody in; the space must be held."""
    record = {"space_id": space_id, "deleted_by": member_id, "deleted_at": now}
    await connection.execute(insert(DELETED).values(record))
    await _move_members(connection, space_id, MEMBERS, DELETED_MEMBERS)
    await connection.execute(delete(_INVITATIONS).where(_INVITATIONS.c.space_id == space_id))
    await _mark_reminders(connection, space_id, now)


async def restore_space(connection: AsyncConnection, space_id: UUID, now: datetime) -> None:
    """Let everybody see a space who did; the space must be held."""
    await _move_members(connection, space_id, DELETED_MEMBERS, MEMBERS)
    await connection.execute(delete(DELETED).where(DELETED.c.space_id == space_id))
    await _mark_reminders(connection, space_id, now)


async def list_restorable(
    connection: AsyncConnection, owner_id: str, since: datetime
) -> Sequence[Row[Any]]:
    """The spaces of an owner that were deleted after a time, the latest first."""
    newest_first = (DELETED.c.deleted_at.desc(), DELETED.c.space_id)
    statement = _restorable(owner_id, since).order_by(*newest_first)
    rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
    return rows


async def find_restorable(
    connection: AsyncConnection, owner_id: str, space_id: UUID, since: datetime
) -> Row[Any] | None:
    """One of the spaces that `list_restorable` lists, or None."""
    statement = _restorable(owner_id, since).where(DELETED.c.space_id == space_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _restorable(owner_id: str, since: datetime) -> Select[Any]:
    return (
        select(SPACES.c.id, SPACES.c.name, DELETED.c.deleted_by, DELETED.c.deleted_at)
        .join(DELETED, DELETED.c.space_id == SPACES.c.id)
        .join(DELETED_MEMBERS, DELETED_MEMBERS.c.space_id == SPACES.c.id)
        .where(
            DELETED_MEMBERS.c.member_id == owner_id,
            DELETED_MEMBERS.c.role == Role.OWNER,
            DELETED.c.deleted_at > since,
        )
    )


async def _move_members(
    connection: AsyncConnection, space_id: UUID, source: Table, target: Table
) -> None:
    these = select(*(source.c[name] for name in _MEMBER_COLUMNS)).where(
        source.c.space_id == space_id
    )
    await connection.execute(insert(target).from_select(_MEMBER_COLUMNS, these))
    await connection.execute(delete(source).where(source.c.space_id == space_id))


async def _mark_reminders(connection: AsyncConnection, space_id: UUID, now: datetime) -> None:
    """Have it worked out anew when the reminders of a space are due: for nobody, or again.

    What waits to be delivered is withdrawn by that too.
    """
    last: UUID | None = None
    while True:
        statement = select(REMINDERS.c.id).where(REMINDERS.c.space_id == space_id)
        if last is not None:
            statement = statement.where(REMINDERS.c.id > last)
        some = statement.order_by(REMINDERS.c.id).limit(CHUNK_SIZE)
        ids = list((await connection.execute(some)).scalars())
        if not ids:
            return
        marks = {"is_stale": True, "changed_at": now}
        await connection.execute(update(TIMES).where(TIMES.c.reminder_id.in_(ids)).values(marks))
        last = ids[-1]
