"""The route that changes many tasks."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from taskora_api.bulk.schemas import BulkChange, BulkResult
from taskora_api.http.dependencies import ServicesDependency, WriterDependency
from taskora_api.http.documented import changing
from taskora_api.http.mutation import TaskMutationDependency
from taskora_api.idempotency.store import Answer

router = APIRouter(prefix="/api/v1", tags=["tasks"])


@router.post(
    "/tasks/bulk",
    operation_id="changeTasks",
    response_model=BulkResult,
    responses=changing(
        200, "What was changed.", 400, 401, 403, 409, 413, 422, 503, 504, plans=True
    ),
)
async def change_tasks(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    body: BulkChange,
) -> Response:
    """Change or delete all tasks of a filter, or of some ids, as one change for one undo."""
    return await mutation.answer(
        lambda once: services.bulk.change(caller.id, body, mutation.by, once=once), _answer
    )


def _answer(result: BulkResult) -> Answer:
    return Answer(HTTPStatus.OK, result.model_dump_json(by_alias=True), result.change_id)
