"""What can be done with tasks; routes and the assistant's tools call the same functions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.engine import Database
from taskora_api.errors import NotFoundError
from taskora_api.tasks import repository
from taskora_api.tasks.cursor import decode_cursor, encode_cursor
from taskora_api.tasks.due_range import EVER, DueRange
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import NewTask, Task, TaskChanges, TaskPage, TaskStatus
from taskora_api.wire import utc_now

MATCH_CANDIDATES_MAX = 1000


class TaskService:
    """The use cases. The owner is an argument of each, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def list_tasks(
        self, owner_id: str, status: TaskStatus, limit: int, cursor: str | None = None
    ) -> TaskPage:
        """One page; one task more than asked tells whether there is another page."""
        start = decode_cursor(status, cursor) if cursor is not None else None

        async def work(connection: AsyncConnection) -> Sequence[repository.TaskRow]:
            return await repository.list_page(connection, owner_id, status, limit + 1, start)

        tasks = [_view(row) for row in await self._database.read(work)]
        has_more = len(tasks) > limit
        items = tasks[:limit]
        return TaskPage(
            items=items, next_cursor=encode_cursor(status, items[-1]) if has_more else None
        )

    async def find_tasks(
        self, owner_id: str, status: TaskStatus, due: DueRange = EVER
    ) -> list[Task]:
        """Return the tasks that words are matched against, and those due in a range."""

        async def work(connection: AsyncConnection) -> Sequence[repository.TaskRow]:
            return await repository.list_due(
                connection, owner_id, status, due, MATCH_CANDIDATES_MAX
            )

        return [_view(row) for row in await self._database.read(work)]

    async def get_task(self, owner_id: str, task_id: UUID) -> Task:
        """One task."""

        async def work(connection: AsyncConnection) -> repository.TaskRow | None:
            return await repository.find(connection, owner_id, task_id)

        return _view_or_missing(await self._database.read(work))

    async def add_task(self, owner_id: str, new: NewTask) -> Task:
        """Add one task."""
        now = self._clock()
        task = TaskRecord(
            id=uuid4(),
            owner_id=owner_id,
            title=new.title,
            notes=new.notes,
            due_on=new.due_on,
            created_at=now,
            updated_at=now,
        )

        async def work(connection: AsyncConnection) -> Sequence[repository.TaskRow]:
            return await repository.add(connection, [task])

        return _view((await self._database.write(work))[0])

    async def change_task(self, owner_id: str, task_id: UUID, changes: TaskChanges) -> Task:
        """Change the fields that were sent."""
        now = self._clock()
        values: dict[str, Any] = changes.model_dump(exclude_unset=True, exclude={"completed"})
        values["updated_at"] = now
        is_completing = "completed" in changes.model_fields_set and changes.completed
        if "completed" in changes.model_fields_set and not changes.completed:
            values["completed_at"] = None

        async def work(connection: AsyncConnection) -> repository.TaskRow | None:
            if is_completing:
                return await repository.complete(connection, owner_id, task_id, now, values)
            return await repository.change(connection, owner_id, task_id, values)

        return _view_or_missing(await self._database.write(work))

    async def delete_tasks(self, owner_id: str, task_ids: Sequence[UUID]) -> list[Task]:
        """Delete tasks, and tell which of them there were."""

        async def work(connection: AsyncConnection) -> Sequence[repository.TaskRow]:
            return await repository.remove(connection, owner_id, task_ids)

        deleted = {row.id: _view(row) for row in await self._database.write(work)}
        return [deleted[task_id] for task_id in dict.fromkeys(task_ids) if task_id in deleted]

    async def delete_task(self, owner_id: str, task_id: UUID) -> None:
        """Delete one task."""
        if not await self.delete_tasks(owner_id, [task_id]):
            raise NotFoundError


def _view(row: repository.TaskRow) -> Task:
    return Task.model_validate(row)


def _view_or_missing(row: repository.TaskRow | None) -> Task:
    if row is None:
        raise NotFoundError
    return _view(row)
