"""Routes of tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, status

from taskora_api.http.dependencies import CallerDependency, TasksDependency
from taskora_api.http.documented import problems
from taskora_api.tasks.cursor import CursorText
from taskora_api.tasks.schemas import (
    PAGE_SIZE_DEFAULT,
    PAGE_SIZE_MAX,
    NewTask,
    Task,
    TaskChanges,
    TaskPage,
    TaskStatus,
)

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])

TaskId = Annotated[UUID, Path(alias="id")]
PageSize = Annotated[int, Query(ge=1, le=PAGE_SIZE_MAX)]


@router.get("", operation_id="listTasks", responses=problems(401, 422, 503))
async def list_tasks(
    caller: CallerDependency,
    tasks: TasksDependency,
    status: TaskStatus = TaskStatus.ALL,
    limit: PageSize = PAGE_SIZE_DEFAULT,
    cursor: CursorText | None = None,
) -> TaskPage:
    """List the caller's tasks: open first, then by due date, then the newest."""
    return await tasks.list_tasks(caller.id, status, limit, cursor)


@router.post(
    "",
    operation_id="createTask",
    status_code=status.HTTP_201_CREATED,
    responses=problems(401, 413, 422, 503, 504),
)
async def create_task(caller: CallerDependency, tasks: TasksDependency, body: NewTask) -> Task:
    """Add a task."""
    return await tasks.add_task(caller.id, body)


@router.get("/{id}", operation_id="getTask", responses=problems(401, 404, 422, 503))
async def get_task(caller: CallerDependency, tasks: TasksDependency, task_id: TaskId) -> Task:
    """Read a task."""
    return await tasks.get_task(caller.id, task_id)


@router.patch("/{id}", operation_id="updateTask", responses=problems(401, 404, 413, 422, 503, 504))
async def update_task(
    caller: CallerDependency,
    tasks: TasksDependency,
    task_id: TaskId,
    body: TaskChanges,
) -> Task:
    """Change, complete or reopen a task."""
    return await tasks.change_task(caller.id, task_id, body)


@router.delete(
    "/{id}",
    operation_id="deleteTask",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(401, 404, 422, 503, 504),
)
async def delete_task(caller: CallerDependency, tasks: TasksDependency, task_id: TaskId) -> None:
    """Delete a task."""
    await tasks.delete_task(caller.id, task_id)
