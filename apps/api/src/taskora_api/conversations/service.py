"""What can be done with conversations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations import repository
from taskora_api.conversations.schemas import (
    Conversation,
    ConversationList,
    ConversationMessage,
    ConversationSummary,
)
from taskora_api.database.engine import Database, Once
from taskora_api.errors import NotFoundError

_CUT_OFF = {
    "type": "text",
    "text": "This answer was cut off here. Send the message again, and it goes on.",
}


class ConversationService:
    """The use cases. The owner is an argument of each, and comes from the token alone."""

    def __init__(self, database: Database) -> None:
        """Take the database that they are in."""
        self._database = database

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
            # What is still being made is read as a stream, from its start.
            messages=[_view(row) for row in messages if not row.is_live],
        )

    async def delete_conversation(
        self, owner_id: str, conversation_id: UUID, *, once: Once | None = None
    ) -> None:
        """Delete a conversation; the tasks it spoke of stay."""

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, conversation_id):
                raise NotFoundError

        await self._database.write(work, once)


def _view(row: repository.AnyRow) -> ConversationMessage:
    parts = [*row.parts, _CUT_OFF] if row.is_open else row.parts
    return ConversationMessage.model_validate({"id": row.id, "role": row.role, "parts": parts})
