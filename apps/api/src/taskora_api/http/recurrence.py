"""Routes of the series of tasks that recur."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from taskora_api.http.dependencies import ServicesDependency, WriterDependency
from taskora_api.http.documented import changing
from taskora_api.http.mutation import TaskMutationDependency, answer_with_task
from taskora_api.idempotency.store import Answer
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.recurrence_schemas import PauseDays, ResumedDay, SkippedOccurrence
from taskora_api.tasks.schemas import FollowingChanges, SplitTask, Task

router = APIRouter(prefix="/api/v1/tasks/{id}/recurrence", tags=["tasks"])

TaskId = Annotated[UUID, Path(alias="id")]
_TASK_AS_NOW = changing(
    200, "The task as it is now.", 400, 401, 403, 404, 413, 422, 503, 504, plans=True
)


@router.post("/skip", operation_id="skipOccurrence", response_model=Task, responses=_TASK_AS_NOW)
async def skip_occurrence(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: SkippedOccurrence,
) -> Response:
    """Leave out an occurrence, which is not done: the open one, or a later one.

    One that is over already stays over. The last one completes the task.
    """
    return await mutation.answer(
        lambda once: services.series.skip(caller.id, task_id, body, mutation.by, once=once),
        lambda changed: answer_with_task(HTTPStatus.OK, changed),
    )


@router.post("/pause", operation_id="pauseSeries", response_model=Task, responses=_TASK_AS_NOW)
async def pause_series(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: PauseDays,
) -> Response:
    """Make nothing due from `startOn` to the day before `resumedOn`.

    An open occurrence that is due in between gives place to the first one after it.
    """
    return await mutation.answer(
        lambda once: services.series.pause(caller.id, task_id, body, mutation.by, once=once),
        lambda changed: answer_with_task(HTTPStatus.OK, changed),
    )


@router.post("/resume", operation_id="resumeSeries", response_model=Task, responses=_TASK_AS_NOW)
async def resume_series(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: ResumedDay,
) -> Response:
    """End the pause that has a day: it is the first on which something can be due again."""
    return await mutation.answer(
        lambda once: services.series.resume(
            caller.id, task_id, body.resumed_on, mutation.by, once=once
        ),
        lambda changed: answer_with_task(HTTPStatus.OK, changed),
    )


@router.post(
    "/split",
    operation_id="splitSeries",
    response_model=SplitTask,
    responses=changing(
        200, "Both tasks as they are now.", 400, 401, 403, 404, 413, 422, 503, 504, plans=True
    ),
)
async def split_series(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    task_id: TaskId,
    body: FollowingChanges,
) -> Response:
    """Change an occurrence and all that follow it.

    Of a later occurrence they become a task of their own, and the series of the task ends before.
    Of the open one it is the task itself that changes. Undoing the change joins them again.
    """
    return await mutation.answer(
        lambda once: services.series.split(caller.id, task_id, body, mutation.by, once=once),
        _both,
    )


def _both(changed: Changed) -> Answer:
    body = SplitTask(before=changed.tasks[0], following=changed.tasks[-1])
    return Answer(HTTPStatus.OK, body.model_dump_json(by_alias=True), changed.change_id)
