"""Routes of access tokens. Only a person who has signed in may use them: no token makes another."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.access_tokens.schemas import (
    AccessToken,
    AccessTokenList,
    CreatedAccessToken,
    NewAccessToken,
)
from taskora_api.access_tokens.secret import make_secret
from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer

router = APIRouter(prefix="/api/v1/tokens", tags=["tokens"])

TokenId = Annotated[UUID, Path(alias="id")]


@router.get("", operation_id="listAccessTokens", responses=problems(401, 403, 503))
async def list_access_tokens(
    caller: PersonDependency, services: ServicesDependency
) -> AccessTokenList:
    """List the caller's access tokens, the newest first."""
    return await services.access_tokens.list_tokens(caller.id)


@router.post(
    "",
    operation_id="createAccessToken",
    status_code=status.HTTP_201_CREATED,
    response_model=CreatedAccessToken,
    responses=repeatable(
        201, "The token, which is shown this once.", 400, 401, 403, 409, 413, 422, 503, 504
    ),
)
async def create_access_token(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewAccessToken,
) -> Response:
    """Make an access token for a program.

    The answer that is kept for a request sent again does not hold the token: whoever lost it
    revokes it and makes another.
    """
    secret = make_secret()
    return await mutation.answer(
        lambda once: services.access_tokens.create(caller.id, body, secret, once=once),
        _without_secret,
        lambda made: _created(made, secret),
    )


@router.delete(
    "",
    operation_id="revokeAllAccessTokens",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "No token, app password or feed is left.", 401, 403, 422, 503, 504),
)
async def revoke_all_access_tokens(
    caller: PersonDependency, services: ServicesDependency, mutation: MutationDependency
) -> Response:
    """End the access of all programs of the caller: access tokens, app passwords and feeds."""
    answer = await mutation.answer(
        lambda once: services.access_tokens.revoke_all(caller.id, once=once), _nothing
    )
    services.app_passwords.forget(caller.id)
    return answer


@router.delete(
    "/{id}",
    operation_id="revokeAccessToken",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The token was revoked.", 401, 403, 404, 422, 503, 504),
)
async def revoke_access_token(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    token_id: TokenId,
) -> Response:
    """Revoke an access token: from now on it opens nothing."""
    return await mutation.answer(
        lambda once: services.access_tokens.revoke(caller.id, token_id, once=once),
        _nothing,
    )


def _nothing(_: None) -> Answer:
    return Answer(status.HTTP_204_NO_CONTENT, "", None)


def _without_secret(made: AccessToken) -> Answer:
    return _created(made, None)


def _created(made: AccessToken, secret: str | None) -> Answer:
    created = CreatedAccessToken(**made.model_dump(), token=secret)
    return Answer(status.HTTP_201_CREATED, created.model_dump_json(by_alias=True), None)
