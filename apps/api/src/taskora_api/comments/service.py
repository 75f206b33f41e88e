"""What can be done with comments."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.models import CommentRecord
from taskora_api.comments.schemas import COMMENTS_MAX, Comment, CommentBody, CommentList
from taskora_api.database.engine import Database, Once
from taskora_api.errors import CommentChangedError, NotFoundError, TooManyError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.table_store import TableStore
from taskora_api.ledger.writing import write
from taskora_api.spaces.parts import hold_part
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks.holding import hold_space_of_task, space_of_task
from taskora_api.tasks.repository import titles_of
from taskora_api.wire import utc_now

_COMMENTS: Table = CommentRecord.__table__  # type: ignore[attr-defined]
COMMENT_STORE = TableStore(_COMMENTS, Comment)


class CommentService:
    """The use cases. A comment is changed by its author alone, and deleted by whoever may edit."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock

    async def list_comments(self, member_id: str, task_id: UUID) -> CommentList:
        """The comments on a task, the oldest first.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
        """

        async def work(connection: AsyncConnection) -> CommentList:
            await space_of_task(connection, member_id, task_id)
            rows = await _list(connection, member_id, task_id)
            return CommentList(items=[Comment.model_validate(row) for row in rows])

        return await self._database.read(work)

    async def add(
        self,
        member_id: str,
        task_id: UUID,
        body: CommentBody,
        by: By,
        *,
        once: Once | None = None,
    ) -> tuple[Comment, UUID | None]:
        """Say something about a task.

        Raises:
            NotFoundError: there is no such task, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
            TooManyError: the task has as many comments as it may have.
        """

        async def work(connection: AsyncConnection) -> tuple[Comment, UUID | None]:
            now = self._clock()
            head = await hold_space_of_task(connection, member_id, task_id, now)
            if len(await _list(connection, member_id, task_id)) >= COMMENTS_MAX:
                raise TooManyError("comments")
            comment = Comment(
                id=uuid4(),
                space_id=head.space_id,
                task_id=task_id,
                author_id=member_id,
                text=body.text,
                created_at=now,
                edited_at=None,
            )
            act = Act.of(member_id, by, now)
            entry = entry_of(Entity.COMMENT, comment.id, None, COMMENT_STORE.state_of(comment))
            return comment, await self._write(connection, act, head, entry)

        return await self._database.write(work, once)

    async def edit(
        self,
        member_id: str,
        comment_id: UUID,
        body: CommentBody,
        by: By,
        *,
        seen_at: str | None = None,
        once: Once | None = None,
    ) -> tuple[Comment, UUID | None]:
        """Say it otherwise.

        `seen_at` is when what the caller has seen of it was said, as it is on the wire: when it was
        edited, or else when it was made. Without it, whatever it says is replaced.

        Raises:
            NotFoundError: there is no such comment of the caller's.
            CommentChangedError: it was changed since.
            RoleMissingError: the caller may not change its space any more.
        """

        async def work(connection: AsyncConnection) -> tuple[Comment, UUID | None]:
            act, head, before = await self._hold(connection, member_id, comment_id, by)
            if before["author_id"] != member_id:
                raise NotFoundError
            if seen_at not in {None, before["edited_at"] or before["created_at"]}:
                raise CommentChangedError
            comment = Comment.model_validate(before)
            if comment.text == body.text:
                return comment, None
            edited = comment.model_copy(update={"text": body.text, "edited_at": act.at})
            after = COMMENT_STORE.state_of(edited)
            entry = entry_of(Entity.COMMENT, comment_id, before, after)
            return edited, await self._write(connection, act, head, entry)

        return await self._database.write(work, once)

    async def delete(
        self, member_id: str, comment_id: UUID, by: By, *, once: Once | None = None
    ) -> UUID | None:
        """Take a comment away.

        Raises:
            NotFoundError: there is no such comment, or the caller may not see it.
            RoleMissingError: the caller may not change its space.
        """

        async def work(connection: AsyncConnection) -> UUID | None:
            act, head, before = await self._hold(connection, member_id, comment_id, by)
            entry = entry_of(Entity.COMMENT, comment_id, before, None)
            return await self._write(connection, act, head, entry)

        return await self._database.write(work, once)

    async def _hold(
        self, connection: AsyncConnection, member_id: str, comment_id: UUID, by: By
    ) -> tuple[Act, Head, State]:
        now = self._clock()
        head, before = await hold_part(connection, COMMENT_STORE, member_id, comment_id, now)
        return Act.of(member_id, by, now), head, before

    async def _write(
        self, connection: AsyncConnection, act: Act, head: Head, entry: Entry
    ) -> UUID | None:
        """To people, a comment is something that changed about its task."""
        state = entry.state or entry.before or {}
        titles = await titles_of(connection, head.space_id, [UUID(state["task_id"])])
        return await write(
            connection,
            self._stores,
            act,
            head,
            [entry],
            description=Description(ChangeKind.CHANGED, titles),
        )


async def _list(connection: AsyncConnection, member_id: str, task_id: UUID) -> Sequence[Row[Any]]:
    statement = (
        select(_COMMENTS)
        .where(_COMMENTS.c.task_id == task_id, _COMMENTS.c.space_id.in_(spaces_of(member_id)))
        .order_by(_COMMENTS.c.created_at, _COMMENTS.c.id)
    )
    return (await connection.execute(statement)).all()
