"""Every statement about tasks. Each names the owner in its WHERE clause."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.tasks.cursor import Cursor, sort_date
from taskora_api.tasks.due_range import DueRange
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import TaskStatus

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_COLUMNS = [_TABLE.c[name] for name in _TABLE.c.keys() if name != "owner_id"]  # noqa: SIM118
_COMPLETED: ColumnElement[bool] = _TABLE.c.completed_at.is_not(None)
_DUE: ColumnElement[date] = func.coalesce(_TABLE.c.due_on, text("'infinity'::date"))
_CREATED: ColumnElement[datetime] = _TABLE.c.created_at
_ID: ColumnElement[UUID] = _TABLE.c.id

TaskRow = Row[Any]


def _owned(owner_id: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _TABLE.c.owner_id == owner_id
    return condition


def _with_status(status: TaskStatus) -> list[ColumnElement[bool]]:
    if status is TaskStatus.ALL:
        return []
    return [_COMPLETED if status is TaskStatus.DONE else ~_COMPLETED]


def _after(cursor: Cursor) -> ColumnElement[bool]:
    due = sort_date(cursor.due_on)
    created = cursor.created_at
    is_older = or_(_CREATED < created, and_(_CREATED == created, _ID > cursor.id))
    is_later = or_(_DUE > due, and_(_DUE == due, is_older))
    return and_(_COMPLETED, is_later) if cursor.completed else or_(_COMPLETED, is_later)


def _ordered(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(_COMPLETED, _DUE, _CREATED.desc(), _ID)


async def list_page(
    connection: AsyncConnection,
    owner_id: str,
    status: TaskStatus,
    limit: int,
    cursor: Cursor | None,
) -> Sequence[TaskRow]:
    """Open first, then by due date with the undated last, then the newest."""
    conditions = [_owned(owner_id), *_with_status(status)]
    if cursor is not None:
        conditions.append(_after(cursor))
    statement = _ordered(select(*_COLUMNS).where(*conditions)).limit(limit)
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def list_due(
    connection: AsyncConnection,
    owner_id: str,
    status: TaskStatus,
    due: DueRange,
    limit: int,
) -> Sequence[TaskRow]:
    """Tasks whose due date lies in a closed range; an end may be open."""
    conditions = [_owned(owner_id), *_with_status(status)]
    if due.start is not None:
        conditions.append(_TABLE.c.due_on >= due.start)
    if due.end is not None:
        conditions.append(_TABLE.c.due_on <= due.end)
    statement = _ordered(select(*_COLUMNS).where(*conditions)).limit(limit)
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def find(connection: AsyncConnection, owner_id: str, task_id: UUID) -> TaskRow | None:
    """One task, if it is the owner's."""
    statement = select(*_COLUMNS).where(_owned(owner_id), _ID == task_id)
    return (await connection.execute(statement)).one_or_none()


async def add(connection: AsyncConnection, tasks: Sequence[TaskRecord]) -> Sequence[TaskRow]:
    """Add tasks in one statement."""
    values = [task.model_dump() for task in tasks]
    statement = insert(_TABLE).values(values).returning(*_COLUMNS)
    return (await connection.execute(statement)).all()


async def change(
    connection: AsyncConnection, owner_id: str, task_id: UUID, values: dict[str, Any]
) -> TaskRow | None:
    """Change one task in one statement, so that two changes at once cannot mix."""
    statement = (
        update(_TABLE).where(_owned(owner_id), _ID == task_id).values(values).returning(*_COLUMNS)
    )
    return (await connection.execute(statement)).one_or_none()


async def complete(
    connection: AsyncConnection, owner_id: str, task_id: UUID, now: datetime, values: dict[str, Any]
) -> TaskRow | None:
    """Complete a task; one that is complete keeps the time at which it became so."""
    completed_at = func.coalesce(_TABLE.c.completed_at, now)
    return await change(connection, owner_id, task_id, {**values, "completed_at": completed_at})


async def remove(
    connection: AsyncConnection, owner_id: str, task_ids: Sequence[UUID]
) -> Sequence[TaskRow]:
    """Delete those of the tasks that are the owner's, and tell which they were."""
    statement = delete(_TABLE).where(_owned(owner_id), _ID.in_(task_ids)).returning(*_COLUMNS)
    return (await connection.execute(statement)).all()
