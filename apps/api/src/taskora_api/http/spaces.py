"""Routes of spaces and their members. Only a person who has signed in may change them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.http.dependencies import (
    PersonDependency,
    ReaderDependency,
    ServicesDependency,
)
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.spaces.schemas import (
    Member,
    MemberChanges,
    MemberList,
    NewSpace,
    Space,
    SpaceChanges,
    SpaceList,
)
from taskora_api.tasks.field_types import Assignee

router = APIRouter(prefix="/api/v1/spaces", tags=["spaces"])

SpaceId = Annotated[UUID, Path(alias="id")]
MemberId = Annotated[Assignee, Path(alias="memberId")]


@router.get("", operation_id="listSpaces", responses=problems(401, 403, 503))
async def list_spaces(caller: ReaderDependency, services: ServicesDependency) -> SpaceList:
    """List the caller's spaces, their own first."""
    return await services.spaces.list_spaces(caller.id)


@router.post(
    "",
    operation_id="createSpace",
    status_code=status.HTTP_201_CREATED,
    response_model=Space,
    responses=repeatable(201, "The space was made.", 400, 401, 403, 409, 413, 422, 503, 504),
)
async def create_space(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewSpace,
) -> Response:
    """Make a shared space, of which the caller is the owner."""
    return await mutation.answer(
        lambda once: services.spaces.create(caller.id, body, mutation.by, once=once),
        lambda space: _space(status.HTTP_201_CREATED, space),
    )


@router.patch(
    "/{id}",
    operation_id="updateSpace",
    response_model=Space,
    responses=repeatable(
        200, "The space as it is now.", 400, 401, 403, 404, 409, 413, 422, 503, 504
    ),
)
async def update_space(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
    body: SpaceChanges,
) -> Response:
    """Rename a shared space; only an owner may."""
    return await mutation.answer(
        lambda once: services.spaces.rename(caller.id, space_id, body.name, mutation.by, once=once),
        lambda space: _space(status.HTTP_200_OK, space),
    )


@router.get(
    "/{id}/members",
    operation_id="listMembers",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_members(
    caller: ReaderDependency, services: ServicesDependency, space_id: SpaceId
) -> MemberList:
    """List the members of a space, in the order in which they joined."""
    return await services.spaces.list_members(caller.id, space_id)


@router.patch(
    "/{id}/members/{memberId}",
    operation_id="updateMember",
    response_model=Member,
    responses=repeatable(
        200, "The member as they are now.", 400, 401, 403, 404, 409, 413, 422, 503, 504
    ),
)
async def update_member(
    *,
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
    member_id: MemberId,
    body: MemberChanges,
) -> Response:
    """Give a member another role; only an owner may."""
    return await mutation.answer(
        lambda once: services.spaces.change_role(
            caller.id, space_id, member_id, body.role, mutation.by, once=once
        ),
        lambda member: Answer(status.HTTP_200_OK, member.model_dump_json(by_alias=True), None),
    )


@router.delete(
    "/{id}/members/{memberId}",
    operation_id="removeMember",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "They are no member any more.", 401, 403, 404, 409, 422, 503, 504),
)
async def remove_member(
    *,
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
    member_id: MemberId,
) -> Response:
    """Take a member out of a space, which an owner may; everybody may leave by themselves."""
    return await mutation.answer(
        lambda once: services.spaces.remove_member(
            caller.id, space_id, member_id, mutation.by, once=once
        ),
        lambda _: Answer(status.HTTP_204_NO_CONTENT, "", None),
    )


def _space(status_code: int, space: Space) -> Answer:
    return Answer(status_code, space.model_dump_json(by_alias=True), None)
