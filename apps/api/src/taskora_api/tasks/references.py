"""What a task names beside itself is there, in the same space, and makes no circle."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import InvalidFieldError
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.spaces import repository as spaces
from taskora_api.tasks import repository
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import Task

DEPTH_MAX = 10

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_SECTIONS: Table = SectionRecord.__table__  # type: ignore[attr-defined]


async def check_references(
    connection: AsyncConnection, space_id: UUID, tasks: Sequence[Task], fields: set[str]
) -> None:
    """Check those of the fields that were sent, for tasks as they would be.

    Raises:
        InvalidFieldError: one names what is not there, or a task would be below itself.
    """
    if fields & {"project_id"}:
        await _check_there(
            connection, _PROJECTS, space_id, {task.project_id for task in tasks}, "project_id"
        )
    if fields & {"project_id", "section_id"}:
        await _check_sections(connection, space_id, tasks)
    if "assignee_id" in fields:
        for assignee in {task.assignee_id for task in tasks} - {None}:
            if await spaces.find_role(connection, str(assignee), space_id) is None:
                raise InvalidFieldError("assignee_id", "reference_missing")
    if "parent_id" in fields:
        for task in tasks:
            await _check_parents(connection, space_id, task)


async def _check_there(
    connection: AsyncConnection,
    table: Table,
    space_id: UUID,
    ids: set[UUID | None],
    field: str,
) -> None:
    wanted = ids - {None}
    if not wanted:
        return
    statement = select(table.c.id).where(table.c.space_id == space_id, table.c.id.in_(wanted))
    if set((await connection.execute(statement)).scalars()) != wanted:
        raise InvalidFieldError(field, "reference_missing")


async def _check_sections(
    connection: AsyncConnection, space_id: UUID, tasks: Sequence[Task]
) -> None:
    wanted = {(task.section_id, task.project_id) for task in tasks if task.section_id is not None}
    if not wanted:
        return
    statement = select(_SECTIONS.c.id, _SECTIONS.c.project_id).where(
        _SECTIONS.c.space_id == space_id,
        _SECTIONS.c.id.in_({section for section, _ in wanted}),
    )
    found = {(row.id, row.project_id) for row in (await connection.execute(statement)).all()}
    if wanted - found:
        raise InvalidFieldError("section_id", "reference_missing")


async def _check_parents(connection: AsyncConnection, space_id: UUID, task: Task) -> None:
    """Go up from a task: each step is there, and none of them is the task itself."""
    parent_id = task.parent_id
    if parent_id is None:
        return
    for _ in range(DEPTH_MAX - await levels_below(connection, space_id, task.id)):
        if parent_id is None:
            return
        if parent_id == task.id:
            raise InvalidFieldError("parent_id", "parent_is_itself")
        statement = select(_TASKS.c.parent_id).where(
            _TASKS.c.space_id == space_id, _TASKS.c.id == parent_id
        )
        row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise InvalidFieldError("parent_id", "reference_missing")
        parent_id = row.parent_id
    raise InvalidFieldError("parent_id", "too_deep")


async def count_below(connection: AsyncConnection, space_id: UUID, task_ids: Sequence[UUID]) -> int:
    """How many tasks are below tasks of a space, on all levels, and none of them."""
    found, level = set(task_ids), list(task_ids)
    for _ in range(DEPTH_MAX):
        statement = select(_TASKS.c.id).where(
            _TASKS.c.space_id == space_id,
            repository.among(level, column="parent_id"),
        )
        below = (await connection.execute(statement)).scalars()
        level = [each for each in below if each not in found]
        if not level:
            break
        found.update(level)
    return len(found) - len(set(task_ids))


async def levels_below(connection: AsyncConnection, space_id: UUID, task_id: UUID) -> int:
    """How many levels of tasks are below a task, up to the most that there may be."""
    level = [task_id]
    for number in range(DEPTH_MAX):
        statement = select(_TASKS.c.id).where(
            _TASKS.c.space_id == space_id, repository.among(level, column="parent_id")
        )
        level = list((await connection.execute(statement)).scalars())
        if not level:
            return number
    return DEPTH_MAX
