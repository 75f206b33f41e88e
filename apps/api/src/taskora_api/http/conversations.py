"""Routes of conversations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response, status

from taskora_api.conversations.schemas import (
    CONVERSATIONS_PAGE_SIZE_DEFAULT,
    CONVERSATIONS_PAGE_SIZE_MAX,
    MESSAGES_PAGE_SIZE_DEFAULT,
    MESSAGES_PAGE_SIZE_MAX,
    SEARCH_LENGTH_MAX,
    Conversation,
    ConversationChanges,
    ConversationList,
    ConversationSummary,
)
from taskora_api.http.dependencies import (
    ChatReaderDependency,
    ServicesDependency,
)
from taskora_api.http.documented import problems, repeatable
from taskora_api.http.mutation import MutationDependency
from taskora_api.idempotency.store import Answer
from taskora_api.paging import CursorText, SequenceCursor
from taskora_api.text import Opaque

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

ConversationId = Annotated[UUID, Path(alias="id")]
ConversationsLimit = Annotated[int, Query(ge=1, le=CONVERSATIONS_PAGE_SIZE_MAX)]
Search = Annotated[
    Opaque,
    Query(
        max_length=SEARCH_LENGTH_MAX,
        description="Words that stand like this in the title or in a message, in whatever case.",
    ),
]
MessagesLimit = Annotated[int, Query(ge=1, le=MESSAGES_PAGE_SIZE_MAX)]


@router.get("", operation_id="listConversations", responses=problems(401, 403, 422, 503))
async def list_conversations(
    caller: ChatReaderDependency,
    services: ServicesDependency,
    limit: ConversationsLimit = CONVERSATIONS_PAGE_SIZE_DEFAULT,
    cursor: CursorText | None = None,
    search: Search = "",
) -> ConversationList:
    """List the caller's conversations, the latest first, or those in which something was said."""
    return await services.conversations.list_conversations(caller.id, limit, cursor, search)


@router.get("/{id}", operation_id="getConversation", responses=problems(401, 403, 404, 422, 503))
async def get_conversation(
    caller: ChatReaderDependency,
    services: ServicesDependency,
    conversation_id: ConversationId,
    limit: MessagesLimit = MESSAGES_PAGE_SIZE_DEFAULT,
    cursor: SequenceCursor | None = None,
) -> Conversation:
    """Read a conversation with its latest messages, in order; a cursor leads to earlier ones."""
    before = int(cursor) if cursor is not None else None
    return await services.conversations.get_conversation(caller.id, conversation_id, limit, before)


@router.patch(
    "/{id}",
    operation_id="renameConversation",
    response_model=ConversationSummary,
    responses=repeatable(
        200, "The conversation as it is now.", 400, 401, 403, 404, 409, 413, 422, 503, 504
    ),
)
async def rename_conversation(
    caller: ChatReaderDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    conversation_id: ConversationId,
    body: ConversationChanges,
) -> Response:
    """Give a conversation another title."""
    return await mutation.answer(
        lambda once: services.conversations.rename_conversation(
            caller.id, conversation_id, body, once=once
        ),
        lambda renamed: Answer(status.HTTP_200_OK, renamed.model_dump_json(by_alias=True), None),
    )


@router.delete(
    "/{id}",
    operation_id="deleteConversation",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=repeatable(204, "The conversation was deleted.", 401, 403, 404, 422, 503, 504),
)
async def delete_conversation(
    caller: ChatReaderDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    conversation_id: ConversationId,
) -> Response:
    """Delete a conversation; the tasks it spoke of stay."""
    return await mutation.answer(
        lambda once: services.conversations.delete_conversation(
            caller.id, conversation_id, once=once
        ),
        lambda _: Answer(status.HTTP_204_NO_CONTENT, "", None),
    )


@router.post(
    "/{id}/stop",
    operation_id="stopConversation",
    status_code=status.HTTP_202_ACCEPTED,
    response_class=Response,
    responses=repeatable(202, "It was asked to stop.", 401, 403, 404, 422, 503, 504),
)
async def stop_conversation(
    caller: ChatReaderDependency,
    services: ServicesDependency,
    mutation: MutationDependency,
    conversation_id: ConversationId,
) -> Response:
    """Stop the answer that is being made, if any; it ends with its next step and says so."""
    return await mutation.answer(
        lambda once: services.assistant.stop(caller.id, conversation_id, once=once),
        lambda _: Answer(status.HTTP_202_ACCEPTED, "", None),
    )
