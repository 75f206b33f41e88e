"""Removing what programs have sent of tasks that nobody can bring back any more."""

from datetime import datetime

from sqlalchemy import Table, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.models import CalendarObjectRecord
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.tasks.models import TaskRecord, TrashRecord

_OBJECTS: Table = CalendarObjectRecord.__table__  # type: ignore[attr-defined]
_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_TRASH: Table = TrashRecord.__table__  # type: ignore[attr-defined]


async def remove_leftovers(connection: AsyncConnection, before: datetime) -> int:
    """Remove some of what was sent before a time of tasks that are not even in the trash."""
    is_task = exists().where(_TASKS.c.id == _OBJECTS.c.task_id)
    is_trashed = exists().where(_TRASH.c.id == _OBJECTS.c.task_id)
    old = (
        select(_OBJECTS.c.task_id)
        .where(_OBJECTS.c.claimed_at < before, ~is_task, ~is_trashed)
        .limit(CHUNK_SIZE)
        .with_for_update(skip_locked=True, of=_OBJECTS)
    )
    return (await connection.execute(delete(_OBJECTS).where(_OBJECTS.c.task_id.in_(old)))).rowcount
