"""The route by which tasks move to another space."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.http.dependencies import ServicesDependency, WriterDependency
from taskora_api.http.documented import changing
from taskora_api.http.mutation import TaskMutationDependency, answer_with_task
from taskora_api.tasks.schemas import Task
from taskora_api.wire import RequestBody

router = APIRouter(prefix="/api/v1", tags=["tasks"])


class TaskMove(RequestBody):
    """To which space."""

    space_id: UUID


@router.post(
    "/tasks/{id}/move",
    operation_id="moveTask",
    response_model=Task,
    responses=changing(
        200, "The task as it is now.", 400, 401, 403, 404, 413, 422, 503, 504, plans=True
    ),
)
async def move_task(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: Annotated[UUID, Path(alias="id")],
    body: TaskMove,
) -> Response:
    """Move a task to another space, with all below it and the comments on them.

    It keeps its id and its history. Undoing the change moves it back.
    """
    return await mutation.answer(
        lambda once: services.moving.move_task(
            caller.id, task_id, body.space_id, mutation.by, once=once
        ),
        lambda changed: answer_with_task(status.HTTP_200_OK, changed),
    )
