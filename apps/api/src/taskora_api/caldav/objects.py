"""Tasks as objects of a list, with what programs have sent of them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.caldav.alarms import alarms_of, all_day_column, reminders_column
from taskora_api.caldav.mapping import calendar_task
from taskora_api.caldav.models import CalendarObjectRecord
from taskora_api.caldav.places import Place
from taskora_api.calendars.store import StoredTask
from taskora_api.spaces.repository import MEMBERS
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.repository import COLUMNS
from taskora_api.tasks.schemas import Task

TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
OBJECTS: Table = CalendarObjectRecord.__table__  # type: ignore[attr-defined]
_PARENTS = OBJECTS.alias("parents")
_RIVALS = OBJECTS.alias("rivals")
_RIVAL_TASKS = TASKS.alias("rival_tasks")
_SUFFIX = ".ics"
READ_AT_ONCE = 500


def default_name(task_id: UUID) -> str:
    """Give the name of a task that no program has named."""
    return f"{task_id}{_SUFFIX}"


def in_place(place: Place) -> ColumnElement[bool]:
    """Say of a task that it is in a list."""
    return (TASKS.c.space_id == place.space_id) & TASKS.c.project_id.is_not_distinct_from(
        place.project_id
    )


def seen_by(member_id: str) -> Select[Any]:
    """The tasks of a member with what is kept beside them and their reminders, for conditions."""
    rival = (
        exists()
        .where(_RIVALS.c.task_id == _RIVAL_TASKS.c.id)
        .where(_RIVAL_TASKS.c.space_id == TASKS.c.space_id)
        .where(_RIVAL_TASKS.c.project_id.is_not_distinct_from(TASKS.c.project_id))
        .where(or_(_RIVALS.c.name == OBJECTS.c.name, _RIVALS.c.uid == OBJECTS.c.uid))
        .where(
            tuple_(_RIVALS.c.claimed_at, _RIVALS.c.task_id)
            > tuple_(OBJECTS.c.claimed_at, OBJECTS.c.task_id)
        )
    )
    return (
        select(
            *COLUMNS,
            TASKS.c.sequence,
            OBJECTS.c.name.label("object_name"),
            OBJECTS.c.uid.label("object_uid"),
            OBJECTS.c.text.label("object_text"),
            OBJECTS.c.parent_uid.label("object_parent"),
            reminders_column(member_id).label("reminders"),
            all_day_column(member_id).label("all_day"),
            _PARENTS.c.uid.label("parent_uid"),
            rival.label("has_lost"),
        )
        .select_from(TASKS)
        .join(MEMBERS, MEMBERS.c.space_id == TASKS.c.space_id)
        .outerjoin(OBJECTS, OBJECTS.c.task_id == TASKS.c.id)
        .outerjoin(_PARENTS, _PARENTS.c.task_id == TASKS.c.parent_id)
        .where(MEMBERS.c.member_id == member_id)
    )


def by_names(names: Sequence[str]) -> ColumnElement[bool]:
    """Say of a task that it may have one of some names; whether it does is seen in the object."""
    ids = [each for name in names if (each := id_in(name.removesuffix(_SUFFIX))) is not None]
    return or_(
        OBJECTS.c.name == any_(bindparam("names", list(names), type_=ARRAY(Text()))),
        TASKS.c.id == any_(bindparam("ids", ids, type_=ARRAY(Uuid()))),
    )


def has_uid(uid: str) -> ColumnElement[bool]:
    """Say of a task that it may have a UID; whether it does is seen in the object."""
    own = id_in(uid)
    is_named: ColumnElement[bool] = OBJECTS.c.uid == uid
    return is_named if own is None else or_(is_named, TASKS.c.id == own)


def id_in(text: str) -> UUID | None:
    """Read an id as it is written here, None for any other text."""
    with suppress(ValueError):
        found = UUID(text)
        return found if str(found) == text else None
    return None


async def read(connection: AsyncConnection, statement: Select[Any]) -> list[StoredTask]:
    """Read objects, in the order of the statement."""
    return [each async for chunk in stream(connection, statement) for each in chunk]


async def stream(
    connection: AsyncConnection, statement: Select[Any]
) -> AsyncIterator[list[StoredTask]]:
    """Read objects a chunk at a time."""
    options = {"yield_per": READ_AT_ONCE}
    async with connection.stream(statement, execution_options=options) as rows:
        async for chunk in rows.partitions():
            yield [stored_of(row) for row in chunk]


def stored_of(row: Any) -> StoredTask:  # noqa: ANN401 - a row of `seen_by`.
    """Make an object of a row.

    One that has lost its name to another of the list is as a task that no program has named.
    """
    task = Task.model_validate(row._asdict())
    is_named = row.object_name is not None and not row.has_lost
    parent = row.parent_uid or (str(task.parent_id) if task.parent_id else row.object_parent)
    return StoredTask(
        id=task.id,
        name=row.object_name if is_named else default_name(task.id),
        version=task.version,
        task=calendar_task(
            task,
            uid=row.object_uid if is_named else str(task.id),
            parent_uid=parent,
            reminders=alarms_of(row.reminders, task.due_on, task.due_time, row.all_day),
        ),
        text=row.object_text if is_named else None,
    )


async def keep(connection: AsyncConnection, record: CalendarObjectRecord) -> None:
    """Keep what a program has sent of a task; when it has claimed its name stays."""
    values = record.model_dump(exclude={"reminders"})
    statement = upsert(OBJECTS).values(values)
    changed = {
        name: statement.excluded[name] for name in values if name not in {"task_id", "claimed_at"}
    }
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["task_id"], set_=changed)
    )
