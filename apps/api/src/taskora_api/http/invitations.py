"""Routes of invitations: links by which people become members of a space."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.http.spaces import SpaceId
from taskora_api.idempotency.store import Answer
from taskora_api.spaces.schemas import (
    Acceptance,
    CreatedInvitation,
    Invitation,
    InvitationList,
    NewInvitation,
    Space,
)
from taskora_api.spaces.secret import make_secret

router = APIRouter(prefix="/api/v1", tags=["spaces"])

InvitationId = Annotated[UUID, Path(alias="invitationId")]


@router.get(
    "/spaces/{id}/invitations",
    operation_id="listInvitations",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_invitations(
    caller: PersonDependency, services: ServicesDependency, space_id: SpaceId
) -> InvitationList:
    """List the links that still let somebody into a space; only an owner may."""
    return await services.invitations.list_invitations(caller.id, space_id)


@router.post(
    "/spaces/{id}/invitations",
    operation_id="createInvitation",
    status_code=status.HTTP_201_CREATED,
    response_model=CreatedInvitation,
    responses=repeatable(
        201, "The link, which is shown this once.", 400, 401, 403, 404, 409, 413, 422, 503, 504
    ),
)
async def create_invitation(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
    body: NewInvitation,
) -> Response:
    """Make a link into a space; only an owner may.

    The answer that is kept for a request sent again does not hold the secret: whoever lost it
    revokes the link and makes another.
    """
    secret = make_secret()
    return await mutation.answer(
        lambda once: services.invitations.create(caller.id, space_id, body, secret, once=once),
        lambda made: _created(made, None),
        lambda made: _created(made, secret),
    )


@router.delete(
    "/spaces/{id}/invitations/{invitationId}",
    operation_id="revokeInvitation",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The link lets nobody in any more.", 401, 403, 404, 422, 503, 504),
)
async def revoke_invitation(
    *,
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    space_id: SpaceId,
    invitation_id: InvitationId,
) -> Response:
    """Revoke a link; only an owner may."""
    return await mutation.answer(
        lambda once: services.invitations.revoke(caller.id, space_id, invitation_id, once=once),
        lambda _: Answer(status.HTTP_204_NO_CONTENT, "", None),
    )


@router.post(
    "/invitations/accept",
    operation_id="acceptInvitation",
    response_model=Space,
    responses=repeatable(
        200,
        "The space, of which the caller is a member now.",
        400,
        401,
        403,
        404,
        409,
        413,
        422,
        503,
        504,
    ),
)
async def accept_invitation(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: Acceptance,
) -> Response:
    """Become a member of a space by the secret of a link."""
    return await mutation.answer(
        lambda once: services.invitations.accept(caller.id, body, mutation.by, once=once),
        lambda space: Answer(status.HTTP_200_OK, space.model_dump_json(by_alias=True), None),
    )


def _created(made: Invitation, secret: str | None) -> Answer:
    created = CreatedInvitation(**made.model_dump(), secret=secret)
    return Answer(status.HTTP_201_CREATED, created.model_dump_json(by_alias=True), None)
