"""Subtasks: the UID of a parent may come before the parent, and stay after it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.models import CalendarObjectRecord
from taskora_api.caldav.objects import OBJECTS, TASKS, default_name, has_uid, keep
from taskora_api.errors import InvalidFieldError
from taskora_api.tasks.references import check_references
from taskora_api.tasks.repository import lock_naming
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import read_tasks
from taskora_api.tasks.transition import Transition


async def find_parent(connection: AsyncConnection, space_id: UUID, uid: str | None) -> UUID | None:
    """The task of a space that has a UID, None where there is none yet."""
    if uid is None:
        return None
    statement = (
        select(TASKS.c.id)
        .outerjoin(OBJECTS, OBJECTS.c.task_id == TASKS.c.id)
        .where(TASKS.c.space_id == space_id, has_uid(uid))
        .order_by(OBJECTS.c.claimed_at.desc().nulls_last(), TASKS.c.id)
        .limit(1)
    )
    return (await connection.execute(statement)).scalar_one_or_none()


async def is_possible(connection: AsyncConnection, task: Task) -> bool:
    """Say whether a task can be below its parent: in no circle, and not too deep."""
    try:
        await check_references(connection, task.space_id, [task], {"parent_id"})
    except InvalidFieldError:
        return False
    return True


async def adopted(
    connection: AsyncConnection, space_id: UUID, uid: str, parent_id: UUID, now: datetime
) -> list[Transition]:
    """The tasks of a space that have waited for this parent become its subtasks."""
    waiting = (
        select(TASKS.c.id)
        .join(OBJECTS, OBJECTS.c.task_id == TASKS.c.id)
        .where(
            TASKS.c.space_id == space_id,
            TASKS.c.parent_id.is_(None),
            TASKS.c.id != parent_id,
            OBJECTS.c.parent_uid == uid,
        )
    )
    ids = list((await connection.execute(waiting)).scalars())
    found: list[Transition] = []
    for task in (await read_tasks(connection, space_id, ids)).values():
        after = _below(task, parent_id, now)
        if await is_possible(connection, after):
            found.append(Transition(task, after))
    if found:
        adopted_ids = [each.task.id for each in found]
        await connection.execute(
            update(OBJECTS).where(OBJECTS.c.task_id.in_(adopted_ids)).values(parent_uid=None)
        )
    return found


async def orphaned(
    connection: AsyncConnection, space_id: UUID, parent_id: UUID, uid: str, now: datetime
) -> list[Transition]:
    """The subtasks of a task that goes alone stay, and keep the UID of their parent."""
    rows = await lock_naming(connection, space_id, "parent_id", [parent_id])
    tasks = [Task.model_validate(row._asdict()) for row in rows]
    for task in tasks:
        await _note_parent(connection, task.id, uid, now)
    return [Transition(task, _below(task, None, now)) for task in tasks]


async def _note_parent(connection: AsyncConnection, task_id: UUID, uid: str, now: datetime) -> None:
    this = update(OBJECTS).where(OBJECTS.c.task_id == task_id)
    if (await connection.execute(this.values(parent_uid=uid))).rowcount == 0:
        record = CalendarObjectRecord(
            task_id=task_id,
            name=default_name(task_id),
            uid=str(task_id),
            parent_uid=uid,
            claimed_at=now,
        )
        await keep(connection, record)


def _below(task: Task, parent_id: UUID | None, now: datetime) -> Task:
    values = {"parent_id": parent_id, "updated_at": now, "version": task.version + 1}
    return task.model_copy(update=values)
