"""The route of the assistant."""

from fastapi import APIRouter, Response, status
from fastapi.responses import StreamingResponse

from taskora_api.conversations.schemas import ChatRequest
from taskora_api.http.conversations import ConversationId
from taskora_api.http.dependencies import ChatDependency, ChatReaderDependency, ServicesDependency
from taskora_api.http.documented import Responses, problems, repeatable
from taskora_api.http.headers import REPLAYED_HEADER
from taskora_api.http.mutation import IdempotencyKey
from taskora_api.wire import utc_now

router = APIRouter(prefix="/api/v1/chat", tags=["conversations"])

STREAM_CONTENT_TYPE = "text/event-stream"
STREAM_HEADERS = {
    "x-vercel-ai-ui-message-stream": "v1",
    # Proxies that buffer would turn a stream into one late answer.
    "X-Accel-Buffering": "no",
}
_STREAM: Responses = {
    200: {
        "description": "An AI SDK UI message stream, version 1, as server-sent events.",
        "content": {STREAM_CONTENT_TYPE: {"schema": {"type": "string"}}},
    }
}


@router.post(
    "",
    operation_id="sendChatMessage",
    response_class=StreamingResponse,
    responses={
        200: _STREAM[200] | repeatable(200, _STREAM[200]["description"])[200],
        **problems(400, 401, 403, 409, 413, 422, 503, 504),
    },
)
async def send_chat_message(
    caller: ChatDependency,
    services: ServicesDependency,
    body: ChatRequest,
    key: IdempotencyKey = None,
) -> StreamingResponse:
    """Say something to the assistant, and read its answer as it is made.

    The id of a message is its idempotency key too; the header is for who gives it none.
    """
    turn = await services.assistant.begin(
        caller.id,
        body.conversation_id,
        body.text,
        body.time_zone,
        body.message_id or key,
        last_shown=body.last_shown,
        locale=body.locale,
        typed_at=body.said_at(utc_now()),
        goes_on=body.go_on,
    )
    replayed = {REPLAYED_HEADER: "true"} if turn.is_repeated else {}
    return StreamingResponse(
        services.assistant.answer(turn),
        media_type=STREAM_CONTENT_TYPE,
        headers=STREAM_HEADERS | replayed,
    )


@router.get(
    "/{id}/stream",
    operation_id="resumeChatMessage",
    response_class=StreamingResponse,
    responses={
        **_STREAM,
        204: {"description": "No answer is being made in this conversation."},
        **problems(401, 403, 404, 422, 503),
    },
)
async def resume_chat_message(
    caller: ChatReaderDependency, services: ServicesDependency, conversation_id: ConversationId
) -> Response:
    """Read the answer that is being made in a conversation, from its start to its end."""
    answer_id = await services.assistant.find_live(caller.id, conversation_id)
    if answer_id is None:
        return Response(status_code=status.HTTP_204_NO_CONTENT)
    return StreamingResponse(
        services.assistant.follow(caller.id, conversation_id, answer_id),
        media_type=STREAM_CONTENT_TYPE,
        headers=STREAM_HEADERS,
    )
