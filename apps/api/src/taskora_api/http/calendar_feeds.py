"""Routes of feeds. Only a person who has signed in may use them: no program makes a feed."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from taskora_api.calendar_feeds.schemas import (
    CalendarFeed,
    CalendarFeedAddress,
    CalendarFeedList,
    NewCalendarFeed,
)
from taskora_api.calendar_feeds.secret import make_secret, path_of
from taskora_api.http.dependencies import PersonDependency, ServicesDependency
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency, answer_with_nothing
from taskora_api.idempotency.store import Answer

router = APIRouter(prefix="/api/v1/calendar-feeds", tags=["calendar feeds"])

FeedId = Annotated[UUID, Path(alias="id")]


@router.get("", operation_id="listCalendarFeeds", responses=problems(401, 403, 503))
async def list_calendar_feeds(
    caller: PersonDependency, services: ServicesDependency
) -> CalendarFeedList:
    """List the caller's feeds, the newest first."""
    return await services.calendar_feeds.list_feeds(caller.id)


@router.post(
    "",
    operation_id="createCalendarFeed",
    status_code=status.HTTP_201_CREATED,
    response_model=CalendarFeedAddress,
    responses=repeatable(
        201,
        "The feed with its address, which is shown this once.",
        *(400, 401, 403, 404, 409, 413, 422, 503, 504),
    ),
)
async def create_calendar_feed(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    body: NewCalendarFeed,
) -> Response:
    """Make a feed of tasks as iCalendar, which whoever has its address can read."""
    secret = make_secret()
    return await mutation.answer(
        lambda once: services.calendar_feeds.create(caller.id, body, secret, once=once),
        lambda made: _answer(HTTPStatus.CREATED, made, None),
        lambda made: _answer(HTTPStatus.CREATED, made, path_of(secret)),
    )


@router.post(
    "/{id}/rotate",
    operation_id="rotateCalendarFeed",
    response_model=CalendarFeedAddress,
    responses=repeatable(
        200,
        "The feed with its new address, which is shown this once.",
        *(401, 403, 404, 422, 503, 504),
    ),
)
async def rotate_calendar_feed(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    feed_id: FeedId,
) -> Response:
    """Give a feed another address: the old one opens nothing from now on."""
    secret = make_secret()
    return await mutation.answer(
        lambda once: services.calendar_feeds.rotate(caller.id, feed_id, secret, once=once),
        lambda made: _answer(HTTPStatus.OK, made, None),
        lambda made: _answer(HTTPStatus.OK, made, path_of(secret)),
    )


@router.delete(
    "/{id}",
    operation_id="revokeCalendarFeed",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The feed was revoked.", 401, 403, 404, 422, 503, 504),
)
async def revoke_calendar_feed(
    caller: PersonDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    feed_id: FeedId,
) -> Response:
    """Revoke a feed: its address opens nothing from now on."""
    return await mutation.answer(
        lambda once: services.calendar_feeds.revoke(caller.id, feed_id, once=once),
        answer_with_nothing,
    )


def _answer(status_code: int, made: CalendarFeed, path: str | None) -> Answer:
    answered = CalendarFeedAddress(**made.model_dump(), path=path)
    return Answer(status_code, answered.model_dump_json(by_alias=True), None)
