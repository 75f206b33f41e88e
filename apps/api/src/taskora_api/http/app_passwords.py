"""Routes of app passwords. Only a person who has signed in may use them, and no program."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.app_passwords.schemas import (
    AppPassword,
    AppPasswordList,
    CreatedAppPassword,
    NewAppPassword,
)
from taskora_api.app_passwords.secret import make_password
from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency, answer_with_nothing
from taskora_api.idempotency.store import Answer

router = APIRouter(prefix="/api/v1/app-passwords", tags=["app passwords"])

PasswordId = Annotated[UUID, Path(alias="id")]


@router.get("", operation_id="listAppPasswords", responses=problems(401, 403, 503))
async def list_app_passwords(
    caller: PersonDependency, services: ServicesDependency
) -> AppPasswordList:
    """List the caller's app passwords, the newest first."""
    return await services.app_passwords.list_passwords(caller.id)


@router.post(
    "",
    operation_id="createAppPassword",
    status_code=status.HTTP_201_CREATED,
    response_model=CreatedAppPassword,
    responses=repeatable(
        201, "The app password, which is shown this once.", 400, 401, 403, 409, 413, 422, 503, 504
    ),
)
async def create_app_password(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewAppPassword,
) -> Response:
    """Make an app password for a calendar program, which opens calendars and nothing else.

    The answer that is kept for a request sent again does not hold the password: whoever lost it
    revokes it and makes another.
    """
    password = make_password()
    return await mutation.answer(
        lambda once: services.app_passwords.create(caller.id, body, password, once=once),
        lambda made: _created(made, None),
        lambda made: _created(made, password),
    )


@router.delete(
    "/{id}",
    operation_id="revokeAppPassword",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The app password was revoked.", 401, 403, 404, 422, 503, 504),
)
async def revoke_app_password(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    password_id: PasswordId,
) -> Response:
    """Revoke an app password: it opens nothing any more, within a minute at other replicas."""
    return await mutation.answer(
        lambda once: services.app_passwords.revoke(caller.id, password_id, once=once),
        answer_with_nothing,
    )


def _created(made: AppPassword, password: str | None) -> Answer:
    created = CreatedAppPassword(**made.model_dump(), password=password)
    return Answer(status.HTTP_201_CREATED, created.model_dump_json(by_alias=True), None)
