"""Routes of changes: what was done, and undoing it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from taskora_api.http.dependencies import (
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
)
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import TaskMutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.paging import SequenceCursor
from taskora_api.tasks.change_schemas import (
    CHANGES_PAGE_SIZE_DEFAULT,
    CHANGES_PAGE_SIZE_MAX,
    ChangePage,
    Undone,
)

router = APIRouter(prefix="/api/v1/changes", tags=["changes"])

SpaceId = Annotated[UUID | None, Query(alias="spaceId", description="Only those of this space.")]
ChangeId = Annotated[UUID, Path(alias="id")]
PageSize = Annotated[int, Query(ge=1, le=CHANGES_PAGE_SIZE_MAX)]


@router.get("", operation_id="listChanges", responses=problems(401, 403, 422, 503))
async def list_changes(
    caller: ReaderDependency,
    services: ServicesDependency,
    limit: PageSize = CHANGES_PAGE_SIZE_DEFAULT,
    cursor: SequenceCursor | None = None,
    space_id: SpaceId = None,
) -> ChangePage:
    """List what was done in the caller's spaces, whoever did it, the newest first."""
    return await services.tasks.list_changes(caller.id, limit, cursor, space_id)


@router.post(
    "/{id}/undo",
    operation_id="undoChange",
    response_model=Undone,
    responses=changing(200, "What was undone.", 401, 403, 404, 409, 422, 503, 504, plans=True),
)
async def undo_change(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: TaskMutationDependency,
    change_id: ChangeId,
) -> Response:
    """Undo a change, field by field: what was changed since stays.

    Undoing the undo does it again.
    """
    return await mutation.answer(
        lambda once: services.tasks.undo(caller.id, change_id, mutation.by, once=once), _answer
    )


def _answer(undone: Undone) -> Answer:
    return Answer(status.HTTP_200_OK, undone.model_dump_json(by_alias=True), undone.change_id)
