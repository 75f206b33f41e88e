"""What can be done with conversations."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations import repository
from taskora_api.conversations.models import MessageRecord
from taskora_api.conversations.schemas import (
    Conversation,
    ConversationList,
    ConversationMessage,
    ConversationSummary,
)
from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError
from taskora_api.wire import utc_now

TITLE_LENGTH_MAX = 80

Parts = Sequence[dict[str, Any]]


class ConversationService:
    """The use cases. The owner is an argument of each, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def list_conversations(self, owner_id: str) -> ConversationList:
        """List the latest conversations."""

        async def work(connection: AsyncConnection) -> Sequence[repository.AnyRow]:
            return await repository.list_latest(connection, owner_id)

        rows = await self._database.read(work)
        return ConversationList(items=[ConversationSummary.model_validate(row) for row in rows])

    async def get_conversation(self, owner_id: str, conversation_id: UUID) -> Conversation:
        """Read a conversation with its messages."""

        async def work(
            connection: AsyncConnection,
        ) -> tuple[repository.AnyRow, Sequence[repository.AnyRow]]:
            conversation = await repository.find(connection, owner_id, conversation_id)
            if conversation is None:
                raise NotFoundError
            messages = await repository.list_messages(connection, owner_id, conversation_id)
            return conversation, messages

        conversation, messages = await self._database.read(work)
        return Conversation(
            id=conversation.id,
            title=conversation.title,
            messages=[ConversationMessage.model_validate(row) for row in messages],
        )

    async def delete_conversation(
        self, owner_id: str, conversation_id: UUID, *, once: Once | None = None
    ) -> None:
        """Delete a conversation; the tasks it spoke of stay."""

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, conversation_id):
                raise NotFoundError

        await self._database.write(work, once)

    async def begin_turn(
        self, owner_id: str, conversation_id: UUID, text: str, message_id: UUID | None = None
    ) -> dict[str, Any] | None:
        """Keep what the person said, and return what the assistant remembers.

        None when a message of this id was kept before: then it must not be acted on again.
        """
        now = self._clock()
        message = MessageRecord(
            id=message_id or uuid4(),
            owner_id=owner_id,
            conversation_id=conversation_id,
            role="user",
            parts=[{"type": "text", "text": text}],
            created_at=now,
        )

        async def work(connection: AsyncConnection) -> dict[str, Any] | None:
            title = text[:TITLE_LENGTH_MAX]
            state = await repository.open_conversation(
                connection, owner_id, conversation_id, title, now
            )
            return state if await repository.add_message(connection, message) else None

        return await self._database.write(work)

    async def find_answer(
        self, owner_id: str, conversation_id: UUID, message_id: UUID
    ) -> list[dict[str, Any]] | None:
        """Return the parts of an answer that was kept."""

        async def work(connection: AsyncConnection) -> list[dict[str, Any]] | None:
            return await repository.find_parts(connection, owner_id, conversation_id, message_id)

        return await self._database.read(work)

    async def end_turn(
        self,
        owner_id: str,
        conversation_id: UUID,
        message_id: UUID,
        parts: Parts,
        state: dict[str, Any],
    ) -> None:
        """Keep what the assistant sent and remembers, unless the conversation was deleted."""
        now = self._clock()
        message = MessageRecord(
            id=message_id,
            owner_id=owner_id,
            conversation_id=conversation_id,
            role="assistant",
            parts=list(parts),
            created_at=now,
        )

        async def work(connection: AsyncConnection) -> None:
            if await repository.save_state(connection, owner_id, conversation_id, state, now):
                await repository.add_message(connection, message)

        await self._database.write(work)
