"""Routes that delete a space and restore it. Only a person who has signed in may."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.deleted_spaces.schemas import DeletedSpaceList
from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.spaces.schemas import Space

router = APIRouter(prefix="/api/v1", tags=["spaces"])

SpaceId = Annotated[UUID, Path(alias="id")]


@router.delete(
    "/spaces/{id}",
    operation_id="deleteSpace",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "Nobody sees it any more.", 401, 403, 404, 409, 422, 503, 504),
)
async def delete_space(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
) -> Response:
    """Delete a shared space, which an owner may; for 30 days any of them can restore it."""
    return await mutation.answer(
        lambda once: services.deleted_spaces.delete(caller.id, space_id, mutation.by, once=once),
        lambda _: Answer(status.HTTP_204_NO_CONTENT, "", None),
    )


@router.get("/deleted-spaces", operation_id="listDeletedSpaces", responses=problems(401, 403, 503))
async def list_deleted_spaces(
    caller: PersonDependency, services: ServicesDependency
) -> DeletedSpaceList:
    """List the deleted spaces that the caller can restore, the latest first."""
    return await services.deleted_spaces.list_deleted(caller.id)


@router.post(
    "/deleted-spaces/{id}/restore",
    operation_id="restoreSpace",
    response_model=Space,
    responses=repeatable(
        200, "The space, which is there again.", 401, 403, 404, 409, 422, 503, 504
    ),
)
async def restore_space(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
) -> Response:
    """Restore a space for everybody who was a member of it, with all that was in it."""
    return await mutation.answer(
        lambda once: services.deleted_spaces.restore(caller.id, space_id, mutation.by, once=once),
        lambda space: Answer(status.HTTP_200_OK, space.model_dump_json(by_alias=True), None),
    )
