"""Every statement that reads tasks. Each names the member who asks, or the space that is held."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    Uuid,
    any_,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.statement import Statement
from taskora_api.spaces.repository import MEMBERS, is_in_space_of
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import TaskStatus

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
COLUMNS = [
    column.label("created_by") if column.name == "owner_id" else column
    for column in _TABLE.c
    if column.name != "sequence"
]
COMPLETED: ColumnElement[bool] = _TABLE.c.completed_at.is_not(None)
DUE: ColumnElement[date] = func.coalesce(_TABLE.c.due_on, text("'infinity'::date"))
CREATED: ColumnElement[datetime] = _TABLE.c.created_at
_ID: ColumnElement[UUID] = _TABLE.c.id

TaskRow = Row[Any]


def _seen_by(member_id: str) -> ColumnElement[bool]:
    return is_in_space_of(_TABLE.c.space_id, member_id)


def with_status(status: TaskStatus) -> list[ColumnElement[bool]]:
    """The condition that a status is, if it is one."""
    if status is TaskStatus.ALL:
        return []
    return [COMPLETED if status is TaskStatus.DONE else ~COMPLETED]


def ordered(statement: Select[Any]) -> Select[Any]:
    """The order of every list: open first, by due date with the undated last, then the newest."""
    return statement.order_by(COMPLETED, DUE, CREATED.desc(), _ID)


async def summarise(connection: AsyncConnection, member_id: str, today: date) -> Mapping[str, Any]:
    """Count the tasks by what they ask for on a day."""
    due: ColumnElement[date] = _TABLE.c.due_on
    statement = select(
        func.count().filter(~COMPLETED).label("open"),
        func.count().filter(~COMPLETED, due < today).label("overdue"),
        func.count().filter(~COMPLETED, due == today).label("due_today"),
        func.count().filter(COMPLETED).label("done"),
    ).where(_seen_by(member_id))
    return dict((await connection.execute(statement)).mappings().one())


# One task, if the member may see it: `member`, `task`.
ONE = Statement(
    select(*COLUMNS)
    .join(MEMBERS, MEMBERS.c.space_id == _TABLE.c.space_id)
    .where(
        MEMBERS.c.member_id == bindparam("member", type_=Text()),
        _ID == bindparam("task", type_=Uuid()),
    )
)


async def find_many(
    connection: AsyncConnection, member_id: str, task_ids: Sequence[UUID]
) -> Sequence[TaskRow]:
    """Those of the tasks that the member may see, in no order."""
    statement = select(*COLUMNS).where(_seen_by(member_id), among(task_ids))
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def find_spaces(
    connection: AsyncConnection, member_id: str, task_ids: Sequence[UUID]
) -> dict[UUID, UUID]:
    """In which space each of the tasks is that the member may see."""
    statement = select(_ID, _TABLE.c.space_id).where(_seen_by(member_id), among(task_ids))
    return {row.id: row.space_id for row in (await connection.execute(statement)).all()}


async def lock_many(
    connection: AsyncConnection, space_id: UUID, task_ids: Sequence[UUID]
) -> Sequence[TaskRow]:
    """Those of the tasks that are in the space that is held, locked, in no order."""
    statement = (
        select(*COLUMNS).where(_TABLE.c.space_id == space_id, among(task_ids)).with_for_update()
    )
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def peek_many(
    connection: AsyncConnection, space_id: UUID, task_ids: Sequence[UUID]
) -> Sequence[TaskRow]:
    """Those of the tasks that are in a space, in no order, for who verifies all spaces."""
    statement = select(*COLUMNS).where(_TABLE.c.space_id == space_id, among(task_ids))
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def titles_of(
    connection: AsyncConnection, space_id: UUID, task_ids: Sequence[UUID]
) -> list[str]:
    """The titles of those of the tasks that are in a space, in the order of the ids."""
    statement = select(_ID, _TABLE.c.title).where(_TABLE.c.space_id == space_id, among(task_ids))
    found = {row.id: row.title for row in (await connection.execute(statement)).all()}
    return [found[task_id] for task_id in task_ids if task_id in found]


async def lock_naming(
    connection: AsyncConnection, space_id: UUID, field: str, ids: Sequence[UUID]
) -> Sequence[TaskRow]:
    """The tasks of a space that name one of some ids in a field, locked, in no order."""
    statement = (
        select(*COLUMNS)
        .where(_TABLE.c.space_id == space_id, among(ids, column=field))
        .with_for_update()
    )
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def named_by_tasks(
    connection: AsyncConnection, space_id: UUID, ids: frozenset[UUID], beside: frozenset[UUID]
) -> set[UUID]:
    """Those of the ids that a task of a space has as its parent, project or section.

    Tasks that are among `beside` do not count.
    """
    found: set[UUID] = set()
    for field in ("parent_id", "project_id", "section_id"):
        statement = select(_ID, _TABLE.c[field].label("named")).where(
            _TABLE.c.space_id == space_id, among(list(ids), column=field)
        )
        rows = (await connection.execute(statement)).all()
        found |= {row.named for row in rows if row.id not in beside}
    return found


def among(
    ids: Sequence[UUID], table: FromClause = _TABLE, column: str = "id"
) -> ColumnElement[bool]:
    """One parameter however many ids there are, so that the statement is always the same."""
    parameter = bindparam("ids", list(ids), type_=ARRAY(Uuid()), unique=True)
    condition: ColumnElement[bool] = table.c[column] == any_(parameter)
    return condition
