"""Routes of comments on tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Path, Response, status

from taskora_api.comments.schemas import Comment, CommentBody, CommentList
from taskora_api.http.dependencies import (
    ReaderDependency,
    ServicesDependency,
    WriterDependency,
)
from taskora_api.http.documented import changing, problems
from taskora_api.http.mutation import MutationDependency, answer_with, answer_with_nothing

router = APIRouter(prefix="/api/v1", tags=["comments"])

TaskId = Annotated[UUID, Path(alias="id")]
CommentId = Annotated[UUID, Path(alias="id")]
SeenAt = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=100,
        description="The `editedAt` that must still be the comment's, or its `createdAt` where "
        "that is null, in quotes.",
        examples=['"2026-11-30T09:30:00Z"'],
    ),
]


@router.get(
    "/tasks/{id}/comments", operation_id="listComments", responses=problems(401, 403, 404, 422, 503)
)
async def list_comments(
    caller: ReaderDependency, services: ServicesDependency, task_id: TaskId
) -> CommentList:
    """List the comments on a task, the oldest first."""
    return await services.comments.list_comments(caller.id, task_id)


@router.post(
    "/tasks/{id}/comments",
    operation_id="createComment",
    status_code=status.HTTP_201_CREATED,
    response_model=Comment,
    responses=changing(201, "The comment was added.", 400, 401, 403, 404, 409, 413, 422, 503, 504),
)
async def create_comment(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    task_id: TaskId,
    body: CommentBody,
) -> Response:
    """Say something about a task."""
    return await mutation.answer(
        lambda once: services.comments.add(caller.id, task_id, body, mutation.by, once=once),
        answer_with(status.HTTP_201_CREATED),
    )


@router.patch(
    "/comments/{id}",
    operation_id="updateComment",
    response_model=Comment,
    responses=changing(
        200, "The comment as it is now.", 400, 401, 403, 404, 412, 413, 422, 503, 504
    ),
)
async def update_comment(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    comment_id: CommentId,
    body: CommentBody,
    *,
    seen: SeenAt = None,
) -> Response:
    """Change the text of a comment of the caller's own."""
    seen_at = None if seen in {None, "*"} else str(seen).strip('"')
    return await mutation.answer(
        lambda once: services.comments.edit(
            caller.id, comment_id, body, mutation.by, seen_at=seen_at, once=once
        ),
        answer_with(status.HTTP_200_OK),
    )


@router.delete(
    "/comments/{id}",
    operation_id="deleteComment",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=changing(204, "The comment was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_comment(
    caller: WriterDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    comment_id: CommentId,
) -> Response:
    """Delete a comment."""
    return await mutation.answer(
        lambda once: services.comments.delete(caller.id, comment_id, mutation.by, once=once),
        answer_with_nothing,
    )
