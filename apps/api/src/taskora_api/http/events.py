"""The stream that says at once that something has changed."""

import json
import secrets
from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from starlette.types import Receive, Scope, Send

from taskora_api.http.dependencies import ReaderDependency, ServicesDependency
from taskora_api.http.documented import problems
from taskora_api.http.sync import After
from taskora_api.paging import encode_place
from taskora_api.sync.cursor import CURSOR_LENGTH_MAX, StreamPlace, decode_stream_start
from taskora_api.sync.feed import ChangeFeed
from taskora_api.sync.streams import Event, Stream

router = APIRouter(prefix="/api/v1", tags=["sync"])

KEEP_ALIVE_SECONDS = 15.0
# Whoever comes back is asked for a token again; one that was revoked meanwhile lets nobody in.
STREAM_SECONDS_MAX = 900.0
# Clients that lose their streams together come back one after the other.
RETRY_MS = (2000, 8000)
# Proxies that buffer would keep events to themselves.
_HEADERS = {"X-Accel-Buffering": "no"}

LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        max_length=CURSOR_LENGTH_MAX,
        description="The id of the last event that came; what has changed since is sent at once.",
    ),
]


class _StreamResponse(EventSourceResponse):
    """Closes its stream also where the client was gone before anything was sent."""

    def __init__(self, feed: ChangeFeed, stream: Stream) -> None:
        super().__init__(_frames(stream), headers=_HEADERS)
        self._feed = feed
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._feed.close(self._stream)


@router.get(
    "/events",
    operation_id="streamEvents",
    # With the other class, the framework would make two more tasks for each stream.
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events (docs/sync.md): one without a name for each change "
            "in a space of the caller, `left` for one that is not theirs any more, and `bye`.",
            "content": {EventSourceResponse.media_type: {"schema": {"type": "string"}}},
        },
        **problems(401, 403, 422, 429, 503),
    },
)
async def stream_events(
    caller: ReaderDependency,
    services: ServicesDependency,
    after: After = None,
    last_event_id: LastEventId = None,
) -> EventSourceResponse:
    """Follow each change in the caller's spaces, from now on or from where a client has been."""
    start = decode_stream_start(last_event_id, after)
    return _StreamResponse(services.events, await services.events.open(caller.id, start))


async def _frames(stream: Stream) -> AsyncIterator[bytes]:
    """The bytes of a stream; an id that comes without data is kept by clients, and is no event."""
    ends_at = monotonic() + STREAM_SECONDS_MAX
    shortest, longest = RETRY_MS
    retry = shortest + secrets.randbelow(longest - shortest)
    yield format_sse_event(retry=retry, id=_place(stream))
    while not stream.is_ended and monotonic() < ends_at:
        if not await stream.wait(KEEP_ALIVE_SECONDS):
            yield KEEPALIVE_COMMENT
        for event in stream.take():
            yield _frame(stream, event)
    yield format_sse_event(event="bye", data_str="{}", id=_place(stream))


def _frame(stream: Stream, event: Event) -> bytes:
    data: dict[str, str | int] = {"spaceId": str(event.space_id)}
    if event.sequence is None:
        return format_sse_event(event="left", data_str=json.dumps(data), id=_place(stream))
    data["sequence"] = event.sequence
    return format_sse_event(data_str=json.dumps(data), id=_place(stream))


def _place(stream: Stream) -> str:
    return encode_place(StreamPlace(said=stream.places))
