"""Routes of channels. Only a person who has signed in may use them: they say where data goes."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status
from pydantic import BaseModel

from taskora_api.delivery.schemas import (
    Channel,
    ChannelCode,
    ChannelList,
    CreatedChannel,
    Delivery,
    DeliveryList,
    NewChannel,
)
from taskora_api.delivery.webhook import make_secret
from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer

router = APIRouter(prefix="/api/v1/channels", tags=["channels"])

ChannelId = Annotated[UUID, Path(alias="id")]


@router.get("", operation_id="listChannels", responses=problems(401, 403, 503))
async def list_channels(caller: PersonDependency, services: ServicesDependency) -> ChannelList:
    """List where the caller is reached, and which kinds of channels this installation has."""
    return await services.channels.list_channels(caller.id)


@router.post(
    "",
    operation_id="createChannel",
    status_code=status.HTTP_201_CREATED,
    response_model=CreatedChannel,
    responses=repeatable(
        201,
        "The channel; a secret is shown this once.",
        400,
        401,
        403,
        409,
        413,
        422,
        429,
        503,
        504,
    ),
)
async def create_channel(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewChannel,
) -> Response:
    """Add a channel: a browser, an address of mail, a topic of ntfy, or a webhook.

    To an address of mail a code is sent, and nothing else before it was verified. The answer that
    is kept for a request sent again does not hold the secret of a webhook.
    """
    secret = make_secret()
    return await mutation.answer(
        lambda once: services.channels.add(caller.id, body, secret, once=once),
        lambda made: _created(made, None),
        lambda made: _created(made, secret if made.kind == "webhook" else None),
    )


@router.delete(
    "/{id}",
    operation_id="deleteChannel",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The channel was removed.", 401, 403, 404, 422, 503, 504),
)
async def delete_channel(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    channel_id: ChannelId,
) -> Response:
    """Remove a channel, with all that waits to be sent there."""
    return await mutation.answer(
        lambda once: services.channels.remove(caller.id, channel_id, once=once),
        lambda _: Answer(status.HTTP_204_NO_CONTENT, "", None),
    )


@router.post(
    "/{id}/verification",
    operation_id="verifyChannel",
    response_model=Channel,
    responses=repeatable(200, "The channel as it is now.", 400, 401, 403, 404, 413, 422, 503, 504),
)
async def verify_channel(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    channel_id: ChannelId,
    body: ChannelCode,
) -> Response:
    """Verify an address of mail by the code that came there; five guesses are possible."""
    return await mutation.answer(
        lambda once: services.channels.verify(caller.id, channel_id, body.code, once=once),
        _answer(status.HTTP_200_OK),
    )


@router.post(
    "/{id}/test",
    operation_id="testChannel",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=Delivery,
    responses=repeatable(
        202, "The test is going to be sent.", 401, 403, 404, 409, 422, 429, 503, 504
    ),
)
async def test_channel(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    channel_id: ChannelId,
) -> Response:
    """Send a test; the list of the channel's deliveries says what came of it."""
    return await mutation.answer(
        lambda once: services.channels.test(caller.id, channel_id, once=once),
        _answer(status.HTTP_202_ACCEPTED),
    )


@router.get(
    "/{id}/deliveries",
    operation_id="listDeliveries",
    responses=problems(401, 403, 404, 422, 503),
)
async def list_deliveries(
    caller: PersonDependency, services: ServicesDependency, channel_id: ChannelId
) -> DeliveryList:
    """List what was sent to a channel lately, and why something was not, the newest first."""
    return await services.channels.list_deliveries(caller.id, channel_id)


def _answer(status_code: int) -> Callable[[BaseModel], Answer]:
    return lambda body: Answer(status_code, body.model_dump_json(by_alias=True), None)


def _created(made: Channel, secret: str | None) -> Answer:
    created = CreatedChannel(**made.model_dump(), secret=secret)
    return Answer(status.HTTP_201_CREATED, created.model_dump_json(by_alias=True), None)
