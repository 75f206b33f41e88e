"""Routes of saved views."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency, WriterDependency
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import MutationDependency, answer_with, answer_with_nothing
from taskora_api.views.schemas import NewView, View, ViewChanges, ViewList

router = APIRouter(prefix="/api/v1/views", tags=["views"])

ViewId = Annotated[UUID, Path(alias="id")]
SpaceId = Annotated[UUID | None, Query(alias="spaceId", description="Only those of this space.")]


@router.get("", operation_id="listViews", responses=problems(401, 403, 422, 503))
async def list_views(
    caller: ReaderDependency, services: ServicesDependency, space_id: SpaceId = None
) -> ViewList:
    """List the saved views of the caller's spaces, in the order of each space.

    A view whose filter names what is gone has a `fault`.
    """
    return await services.views.list_views(caller.id, space_id)


@router.post(
    "",
    operation_id="createView",
    status_code=status.HTTP_201_CREATED,
    response_model=View,
    responses=changing(201, "The view was added.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_view(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewView,
) -> Response:
    """Save a view, as the last one of its space; one in the caller's own space is theirs alone."""
    return await mutation.answer(
        lambda once: services.views.add_view(caller.id, body, mutation.by, once=once),
        answer_with(status.HTTP_201_CREATED),
    )


@router.patch(
    "/{id}",
    operation_id="updateView",
    response_model=View,
    responses=changing(200, "The view as it is now.", 400, 401, 403, 404, 413, 422, 503, 504),
)
async def update_view(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    view_id: ViewId,
    body: ViewChanges,
) -> Response:
    """Change or move a view."""
    return await mutation.answer(
        lambda once: services.views.change_view(caller.id, view_id, body, mutation.by, once=once),
        answer_with(status.HTTP_200_OK),
    )


@router.delete(
    "/{id}",
    operation_id="deleteView",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The view was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_view(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    view_id: ViewId,
) -> Response:
    """Delete a view; the tasks in it stay."""
    return await mutation.answer(
        lambda once: services.views.delete_view(caller.id, view_id, mutation.by, once=once),
        answer_with_nothing,
    )
