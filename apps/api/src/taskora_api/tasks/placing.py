"""Where a task stands in a list that people sort by hand."""

from uuid import UUID

from fractional_indexing import generate_n_keys_between
from sqlalchemy import ColumnElement, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import InvalidFieldError
from taskora_api.ledger.position import position_between
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import Task, TaskPlace
from taskora_api.tasks.store import read_tasks

# Keys grow when task after task is put between the same two; longer ones are made anew.
KEY_LENGTH_MAX = 64

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_POSITION: ColumnElement[str] = _TASKS.c.position


async def new_positions(
    connection: AsyncConnection, space_id: UUID, task: Task, place: TaskPlace
) -> dict[UUID, str]:
    """The keys by which a task comes right after one of its list, or right before one.

    The space is held, so two who put a task between the same two get different keys. Where keys
    have become too long, or the other task came back to a key that somebody else has by now, all
    tasks of the list get new ones.

    Raises:
        InvalidFieldError: the other task is not in the same list.
    """
    field = "after_id" if place.after_id is not None else "before_id"
    other_id = place.after_id or place.before_id
    if other_id is None or other_id == task.id:
        raise InvalidFieldError(field, "reference_missing")
    other = (await read_tasks(connection, space_id, [other_id])).get(other_id)
    if other is None or _list_of(other) != _list_of(task):
        raise InvalidFieldError(field, "reference_missing")
    is_after = place.after_id is not None
    if await _is_shared(connection, space_id, task, other):
        return await _anew(connection, space_id, task, other, is_after=is_after)
    if is_after:
        key = position_between(
            other.position, await _nearest(connection, space_id, task, _POSITION > other.position)
        )
    else:
        key = position_between(
            await _nearest(connection, space_id, task, _POSITION < other.position, is_last=True),
            other.position,
        )
    if len(key) <= KEY_LENGTH_MAX:
        return {task.id: key}
    return await _anew(connection, space_id, task, other, is_after=is_after)


def _list_of(task: Task) -> tuple[UUID | None, UUID | None, UUID | None]:
    return task.project_id, task.section_id, task.parent_id


def _beside(space_id: UUID, task: Task) -> ColumnElement[bool]:
    """The other tasks of the same list."""
    return and_(
        _TASKS.c.space_id == space_id,
        _TASKS.c.project_id.is_not_distinct_from(task.project_id),
        _TASKS.c.section_id.is_not_distinct_from(task.section_id),
        _TASKS.c.parent_id.is_not_distinct_from(task.parent_id),
        _TASKS.c.id != task.id,
    )


async def _is_shared(connection: AsyncConnection, space_id: UUID, task: Task, other: Task) -> bool:
    """Say whether a third task has the key of the other one, so that nothing is between them."""
    statement = (
        select(_TASKS.c.id)
        .where(_beside(space_id, task), _POSITION == other.position, _TASKS.c.id != other.id)
        .limit(1)
    )
    return (await connection.execute(statement)).first() is not None


async def _nearest(
    connection: AsyncConnection,
    space_id: UUID,
    task: Task,
    side: ColumnElement[bool],
    *,
    is_last: bool = False,
) -> str | None:
    wanted = func.max(_POSITION) if is_last else func.min(_POSITION)
    found = await connection.execute(select(wanted).where(_beside(space_id, task), side))
    return found.scalar_one()


async def _anew(
    connection: AsyncConnection, space_id: UUID, task: Task, other: Task, *, is_after: bool
) -> dict[UUID, str]:
    statement = select(_TASKS.c.id).where(_beside(space_id, task)).order_by(_POSITION, _TASKS.c.id)
    ids = list((await connection.execute(statement)).scalars())
    ids.insert(ids.index(other.id) + (1 if is_after else 0), task.id)
    keys = generate_n_keys_between(None, None, len(ids))
    return dict(zip(ids, keys, strict=True))
