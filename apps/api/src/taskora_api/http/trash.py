"""Routes of the trash."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency, WriterDependency
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import TaskMutationDependency, answer_with_task
from taskora_api.paging import CursorText
from taskora_api.tasks.schemas import PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, Task
from taskora_api.tasks.trash import TrashPage

router = APIRouter(prefix="/api/v1/trash", tags=["tasks"])


@router.get("", operation_id="listTrash", responses=problems(401, 403, 422, 503))
async def list_trash(
    caller: ReaderDependency,
    services: ServicesDependency,
    limit: Annotated[int, Query(ge=1, le=PAGE_SIZE_MAX)] = PAGE_SIZE_DEFAULT,
    cursor: CursorText | None = None,
) -> TrashPage:
    """List what was deleted in the last 30 days, the latest first."""
    return await services.trash.list_trash(caller.id, limit, cursor)


@router.post(
    "/{id}/restore",
    operation_id="restoreTask",
    response_model=Task,
    responses=changing(
        200, "The task, which is there again.", 401, 403, 404, 422, 503, 504, plans=True
    ),
)
async def restore_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: Annotated[UUID, Path(alias="id")],
) -> Response:
    """Take a task out of the trash, with its id."""
    return await mutation.answer(
        lambda once: services.trash.restore(caller.id, task_id, mutation.by, once=once),
        lambda changed: answer_with_task(status.HTTP_200_OK, changed),
    )
