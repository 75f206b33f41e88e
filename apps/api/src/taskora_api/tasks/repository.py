"""Every statement about tasks. Each names the owner in its WHERE clause."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Select,
    Table,
    Uuid,
    and_,
    any_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.tasks.cursor import Cursor, TaskList, sort_date
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import DueRange, Task, TaskStatus
from taskora_api.tasks.transition import Transition

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_COLUMNS = [_TABLE.c[name] for name in _TABLE.c.keys() if name != "owner_id"]  # noqa: SIM118
_COMPLETED: ColumnElement[bool] = _TABLE.c.completed_at.is_not(None)
_DUE: ColumnElement[date] = func.coalesce(_TABLE.c.due_on, text("'infinity'::date"))
_CREATED: ColumnElement[datetime] = _TABLE.c.created_at
_ID: ColumnElement[UUID] = _TABLE.c.id
_HEADING = [literal("").label("notes") if c.name == "notes" else c for c in _COLUMNS]
# The locale of a database may be one that knows the case of no letter beyond ASCII.
_COLLATION = "und-x-icu"
_ESCAPE = "\\"

STREAM_CHUNK_SIZE = 1000

TaskRow = Row[Any]


def _owned(owner_id: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _TABLE.c.owner_id == owner_id
    return condition


def _with_status(status: TaskStatus) -> list[ColumnElement[bool]]:
    if status is TaskStatus.ALL:
        return []
    return [_COMPLETED if status is TaskStatus.DONE else ~_COMPLETED]


def _in_range(owner_id: str, status: TaskStatus, due: DueRange) -> list[ColumnElement[bool]]:
    conditions = [_owned(owner_id), *_with_status(status)]
    if due.start is not None:
        conditions.append(_TABLE.c.due_on >= due.start)
    if due.end is not None:
        conditions.append(_TABLE.c.due_on <= due.end)
    return conditions


def _containing(terms: Sequence[str]) -> list[ColumnElement[bool]]:
    """Each term is in the title or in the notes, whatever its letters' case."""
    return [
        or_(
            *(
                column.collate(_COLLATION).ilike(f"%{_literal(term)}%", escape=_ESCAPE)
                for column in (_TABLE.c.title, _TABLE.c.notes)
            )
        )
        for term in terms
    ]


def _literal(term: str) -> str:
    """Take the meaning from the characters that LIKE gives one."""
    return re.sub(r"([\\%_])", r"\\\1", term)


def _of_the_same_day(cursor: Cursor) -> ColumnElement[bool]:
    """What comes after a task among those that are sorted by their age alone."""
    created = cursor.created_at
    return and_(
        # An equality would be rewritten to one that the index does not know.
        _COMPLETED == any_(literal([cursor.completed], ARRAY(Boolean))),
        _DUE == sort_date(cursor.due_on),
        created >= _CREATED,
        or_(_CREATED < created, _ID > cursor.id),
    )


def _of_later_days(cursor: Cursor) -> ColumnElement[bool]:
    """What comes after all of those."""
    place = tuple_(literal(cursor.completed), literal(sort_date(cursor.due_on)))
    return tuple_(_COMPLETED, _DUE) > place


def _ordered(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(_COMPLETED, _DUE, _CREATED.desc(), _ID)


async def list_page(
    connection: AsyncConnection,
    owner_id: str,
    of: TaskList,
    limit: int,
    cursor: Cursor | None,
) -> Sequence[TaskRow]:
    """Open first, then by due date with the undated last, then the newest.

    Each part of what comes after a cursor is a range of the index: a page far down is read as fast
    as the first one, also where all tasks are of one day or of none.
    """
    conditions = [_owned(owner_id), *_with_status(of.status), *_containing(of.terms)]
    parts = [true()] if cursor is None else [_of_the_same_day(cursor), _of_later_days(cursor)]
    rows: list[TaskRow] = []
    for part in parts:
        if len(rows) < limit:
            statement = _ordered(select(*_COLUMNS).where(*conditions, part))
            rows += (await connection.execute(statement.limit(limit - len(rows)))).all()
    return rows


async def stream_due(
    connection: AsyncConnection, owner_id: str, status: TaskStatus, due: DueRange
) -> AsyncIterator[Sequence[TaskRow]]:
    """All tasks due in a range, a chunk at a time and without their notes, from one snapshot."""
    statement = _ordered(select(*_HEADING).where(*_in_range(owner_id, status, due)))
    options = {"yield_per": STREAM_CHUNK_SIZE}
    async with connection.stream(statement, execution_options=options) as rows:
        async for chunk in rows.partitions():
            yield chunk


async def summarise(connection: AsyncConnection, owner_id: str, today: date) -> Mapping[str, Any]:
    """Count the tasks by what they ask for on a day."""
    due: ColumnElement[date] = _TABLE.c.due_on
    statement = select(
        func.count().filter(~_COMPLETED).label("open"),
        func.count().filter(~_COMPLETED, due < today).label("overdue"),
        func.count().filter(~_COMPLETED, due == today).label("due_today"),
        func.count().filter(_COMPLETED).label("done"),
    ).where(_owned(owner_id))
    return dict((await connection.execute(statement)).mappings().one())


async def find(connection: AsyncConnection, owner_id: str, task_id: UUID) -> TaskRow | None:
    """One task, if it is the owner's."""
    statement = select(*_COLUMNS).where(_owned(owner_id), _ID == task_id)
    return (await connection.execute(statement)).one_or_none()


async def find_many(
    connection: AsyncConnection, owner_id: str, task_ids: Sequence[UUID], *, is_to_change: bool
) -> Sequence[TaskRow]:
    """Those of the tasks that are the owner's, in no order; what is to change is locked."""
    statement = select(*_COLUMNS).where(_owned(owner_id), _among(task_ids))
    if is_to_change:
        statement = statement.with_for_update()
    rows: Sequence[TaskRow] = (await connection.execute(statement)).all()
    return rows


async def apply(
    connection: AsyncConnection, owner_id: str, transitions: Sequence[Transition]
) -> None:
    """Bring tasks from one state to the next."""
    for chunk in chunks_of(transitions):
        added = [t.after for t in chunk if t.before is None and t.after is not None]
        changed = [t.after for t in chunk if t.before is not None and t.after is not None]
        deleted = [t.before.id for t in chunk if t.before is not None and t.after is None]
        if added:
            rows = [{**task.model_dump(), "owner_id": owner_id} for task in added]
            await connection.execute(insert(_TABLE), rows)
        if changed:
            rows = [_values_of_update(task) for task in changed]
            await connection.execute(_UPDATE, [{**row, "of_owner": owner_id} for row in rows])
        if deleted:
            await connection.execute(delete(_TABLE).where(_owned(owner_id), _among(deleted)))


_CHANGEABLE = ("title", "notes", "due_on", "completed_at", "updated_at", "version")
_UPDATE = (
    update(_TABLE)
    .where(_TABLE.c.owner_id == bindparam("of_owner"), _ID == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGEABLE})
)


def _values_of_update(task: Task) -> dict[str, Any]:
    return {"of_id": task.id} | {f"new_{name}": getattr(task, name) for name in _CHANGEABLE}


def _among(task_ids: Sequence[UUID]) -> ColumnElement[bool]:
    """One parameter however many ids there are, so that the statement is always the same."""
    ids = bindparam("ids", list(task_ids), type_=ARRAY(Uuid()), unique=True)
    condition: ColumnElement[bool] = _ID == any_(ids)
    return condition
