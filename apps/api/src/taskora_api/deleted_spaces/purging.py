"""Taking away for good what was in a space that nobody can restore any more."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.models import CalendarListRecord
from taskora_api.calendar_feeds.models import CalendarFeedRecord
from taskora_api.comments.models import CommentRecord
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.deleted_spaces.repository import DELETED
from taskora_api.deleted_spaces.schemas import SPACE_LIFETIME
from taskora_api.ledger.models import ChangeEntryRecord, ChangeRecord, LedgerHeadRecord
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.relations.models import RelationRecord
from taskora_api.reminders.models import ReminderRecord
from taskora_api.spaces.repository import SPACES
from taskora_api.tasks.models import TaskRecord, TrashRecord
from taskora_api.views.models import ViewRecord

# The clocks of two processes are never quite the same: what one restores, none has begun to purge.
PURGE_AGE = SPACE_LIFETIME + timedelta(hours=1)

# The head goes first: a ledger without one is none, so none is ever found that lacks entries.
_PARTS: tuple[type[Any], ...] = (
    *(LedgerHeadRecord, ReminderRecord, TaskRecord, TrashRecord, CommentRecord, RelationRecord),
    *(ViewRecord, SectionRecord, CalendarFeedRecord, ChangeEntryRecord, ChangeRecord),
)
TABLES: tuple[Table, ...] = tuple(part.__table__ for part in _PARTS)
_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_LISTS: Table = CalendarListRecord.__table__  # type: ignore[attr-defined]


async def purge_some(connection: AsyncConnection, before: datetime) -> int:
    """Take away some rows of a space that was deleted before a time; 0 when there is none left.

    The space itself goes last, so whoever goes on finds it.
    """
    old = (
        select(DELETED.c.space_id)
        .where(DELETED.c.deleted_at < before)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    space_id = await connection.scalar(old)
    if space_id is None:
        return 0
    await connection.execute(select(func.set_config("taskora.erase", "on", True)))
    for table in TABLES:
        removed = await _remove(connection, table, table.c.space_id == space_id)
        if removed:
            return removed
    return await _remove_places(connection, space_id)


async def _remove_places(connection: AsyncConnection, space_id: UUID) -> int:
    """Take away the lists of calendar programs, then the projects, and the space itself."""
    projects = select(_PROJECTS.c.id).where(_PROJECTS.c.space_id == space_id)
    is_of_space = or_(_LISTS.c.place_id == space_id, _LISTS.c.place_id.in_(projects))
    for table, condition in (
        (_LISTS, is_of_space),
        (_PROJECTS, _PROJECTS.c.space_id == space_id),
        (SPACES, SPACES.c.id == space_id),
    ):
        removed = await _remove(connection, table, condition)
        if removed:
            return removed
    return 0


async def _remove(connection: AsyncConnection, table: Table, condition: ColumnElement[bool]) -> int:
    key = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(condition).limit(CHUNK_SIZE)
    return (await connection.execute(delete(table).where(key.in_(some)))).rowcount
