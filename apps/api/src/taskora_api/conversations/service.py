"""What can be done with conversations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.conversations import repository, turn_statements
from taskora_api.conversations.excerpts import excerpt_around
from taskora_api.conversations.schemas import (
    Conversation,
    ConversationChanges,
    ConversationList,
    ConversationMessage,
    ConversationPlace,
    ConversationSummary,
)
from taskora_api.database.engine import Database, Once
from taskora_api.errors import ConversationRenamedError, NotFoundError
from taskora_api.paging import decode_place, encode_place

_CUT_OFF = {
    "type": "text",
    "text": "This answer was cut off here. Send the message again, and it goes on.",
}


class ConversationService:
    """The use cases. The owner is an argument of each, and comes from the token alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_conversations(
        self, owner_id: str, limit: int, cursor: str | None = None, search: str = ""
    ) -> ConversationList:
        """List a page of the conversations, the latest first.

        With a search, only those with that text in their title or in what was said.

        Raises:
            InvalidCursorError: the cursor is not one that this list handed out.
        """
        after = decode_place(ConversationPlace, cursor) if cursor is not None else None
        text = search.strip()
        rows = await self._database.read(
            lambda c: repository.list_latest(c, owner_id, limit + 1, after, text)
        )
        items = [_summary(row, text) for row in rows[:limit]]
        has_more = len(rows) > limit
        return ConversationList(items=items, next_cursor=_after(items[-1]) if has_more else None)

    async def get_conversation(
        self, owner_id: str, conversation_id: UUID, limit: int, before: int | None = None
    ) -> Conversation:
        """Read a conversation with its latest messages, or with those before a place."""

        async def work(
            connection: AsyncConnection,
        ) -> tuple[repository.AnyRow, Sequence[repository.AnyRow], bool]:
            conversation = await repository.find(connection, owner_id, conversation_id)
            if conversation is None:
                raise NotFoundError
            place = (owner_id, conversation_id)
            turn = await turn_statements.find_open(connection, *place)
            messages = await repository.list_messages(connection, *place, limit + 1, before)
            return conversation, messages, turn is not None and turn.is_going_on

        conversation, rows, is_answering = await self._database.read(work)
        shown = rows[-limit:]
        return Conversation(
            id=conversation.id,
            title=conversation.title,
            messages=[_view(row) for row in shown],
            earlier_cursor=str(shown[0].position) if len(rows) > limit else None,
            is_answering=is_answering,
            can_go_on=before is None and not is_answering and _can_go_on(shown),
        )

    async def rename_conversation(
        self,
        owner_id: str,
        conversation_id: UUID,
        changes: ConversationChanges,
        *,
        once: Once | None = None,
    ) -> ConversationSummary:
        """Give a conversation another title; its place in the list stays.

        Raises:
            NotFoundError: there is no such conversation of this owner.
            ConversationRenamedError: it has another title by now than the former one.
        """

        async def work(connection: AsyncConnection) -> ConversationSummary:
            place = (owner_id, conversation_id)
            row = await repository.rename(connection, *place, changes.title, changes.former_title)
            if row is not None:
                return ConversationSummary.model_validate(row)
            if await repository.find(connection, *place) is None:
                raise NotFoundError
            raise ConversationRenamedError

        return await self._database.write(work, once)

    async def delete_conversation(
        self, owner_id: str, conversation_id: UUID, *, once: Once | None = None
    ) -> None:
        """Delete a conversation; the tasks it spoke of stay."""

        async def work(connection: AsyncConnection) -> None:
            if not await repository.remove(connection, owner_id, conversation_id):
                raise NotFoundError

        await self._database.write(work, once)


def _summary(row: repository.AnyRow, search: str) -> ConversationSummary:
    summary = ConversationSummary.model_validate(row)
    found = row.found if search else None
    if found is None:
        return summary
    return summary.model_copy(update={"excerpt": excerpt_around(found, search)})


def _after(last: ConversationSummary) -> str:
    return encode_place(ConversationPlace(updated_at=last.updated_at, id=last.id))


def _can_go_on(shown: Sequence[repository.AnyRow]) -> bool:
    return bool(shown) and (shown[-1].is_open or shown[-1].is_cut_short)


def _view(row: repository.AnyRow) -> ConversationMessage:
    parts = [*row.parts, _CUT_OFF] if row.is_open else row.parts
    return ConversationMessage.model_validate({"id": row.id, "role": row.role, "parts": parts})
