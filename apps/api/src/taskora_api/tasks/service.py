"""What can be done with tasks; routes and the assistant's tools call the same functions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import in_turns
from taskora_api.database.engine import Database, Once, Result, Work
from taskora_api.database.locks import lock_owner
from taskora_api.errors import NotFoundError, VersionMismatchError
from taskora_api.tasks import ledger, repository, transition
from taskora_api.tasks.change_schemas import Act, Actor, Change, Changed, ChangePage, Undone
from taskora_api.tasks.cursor import TaskList, decode_cursor, encode_cursor
from taskora_api.tasks.schemas import (
    EVER,
    DueRange,
    NewTask,
    Task,
    TaskChanges,
    TaskPage,
    TaskStatus,
    TaskSummary,
)
from taskora_api.tasks.undo import undo_change
from taskora_api.tasks.writing import make_change, read_current
from taskora_api.wire import utc_now

# Lists put the newest first: tasks that are added together keep an order of their own.
_STEP = timedelta(microseconds=1)


class TaskService:
    """The use cases. The owner is an argument of each, and comes from the token alone.

    Every change is one transaction and one entry in the list of changes. `once` lets a caller make
    a request that is sent again be done once, in the same transaction.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self.database = database
        self.clock = clock

    async def list_tasks(
        self,
        owner_id: str,
        status: TaskStatus,
        limit: int,
        cursor: str | None = None,
        query: str = "",
    ) -> TaskPage:
        """One page; one task more than asked is read to know whether there is another page."""
        this = TaskList(status, tuple(query.split()))
        start = decode_cursor(this, cursor) if cursor is not None else None
        rows = await self.database.read(
            lambda c: repository.list_page(c, owner_id, this, limit + 1, start)
        )
        tasks = [Task.model_validate(row) for row in rows]
        has_more = len(tasks) > limit
        items = tasks[:limit]
        return TaskPage(
            items=items, next_cursor=encode_cursor(this, items[-1]) if has_more else None
        )

    async def find_tasks(
        self, owner_id: str, status: TaskStatus, due: DueRange = EVER
    ) -> list[Task]:
        """All tasks of a status due in a range, in the order of lists, without their notes.

        However many there are; notes would need megabytes per thousand (see `get_tasks`).
        """

        async def work(connection: AsyncConnection) -> list[Task]:
            found: list[Task] = []
            async for rows in repository.stream_due(connection, owner_id, status, due):
                found += [Task.model_validate(row) for row in rows]
            return found

        return await self.database.read(work)

    async def summarise(self, owner_id: str, today: date) -> TaskSummary:
        """Count the tasks by what they ask for on a day."""

        async def work(connection: AsyncConnection) -> TaskSummary:
            # Read before the counts: a change in between is noticed at the next request.
            revision = await ledger.revision_of(connection, owner_id)
            counts = await repository.summarise(connection, owner_id, today)
            return TaskSummary(**counts, revision=str(revision))

        return await self.database.read(work)

    async def get_task(self, owner_id: str, task_id: UUID) -> Task:
        row = await self.database.read(lambda c: repository.find(c, owner_id, task_id))
        if row is None:
            raise NotFoundError
        return Task.model_validate(row)

    async def get_tasks(self, owner_id: str, task_ids: Sequence[UUID]) -> list[Task]:
        """Those of the tasks that are there, with all that they hold, in the order of the ids."""
        found = await self.database.read(
            lambda c: read_current(c, owner_id, task_ids, is_to_change=False)
        )
        return list(found.values())

    async def add_tasks(
        self, owner_id: str, new: Sequence[NewTask], actor: Actor, *, once: Once | None = None
    ) -> Changed:
        async def work(connection: AsyncConnection) -> Changed:
            await lock_owner(connection, owner_id)
            now = self.clock()
            added = [
                transition.add(each, uuid4(), now + number * _STEP)
                async for number, each in in_turns(enumerate(new))
            ]
            change_id = await make_change(connection, Act(owner_id, actor, now), added)
            return Changed([each.task for each in added], change_id)

        return await self._write(work, once)

    async def update_tasks(
        self,
        owner_id: str,
        changes_by_id: Mapping[UUID, TaskChanges],
        actor: Actor,
        *,
        version: int | None = None,
        once: Once | None = None,
    ) -> Changed:
        """Change the fields that were sent, of each task by its own changes.

        Raises:
            VersionMismatchError: a task is there in another version than the one given.
        """

        async def work(connection: AsyncConnection) -> Changed:
            await lock_owner(connection, owner_id)
            now = self.clock()
            current = await read_current(connection, owner_id, changes_by_id)
            _check_version(current, version)
            changed = [
                transition.change(task, changes_by_id[task.id], now)
                async for task in in_turns(current.values())
            ]
            change_id = await make_change(connection, Act(owner_id, actor, now), changed)
            return Changed(
                [each.task for each in changed], change_id, _missing(changes_by_id, current)
            )

        return await self._write(work, once)

    async def delete_tasks(
        self,
        owner_id: str,
        task_ids: Sequence[UUID],
        actor: Actor,
        *,
        version: int | None = None,
        once: Once | None = None,
    ) -> Changed:
        """Delete tasks, and return what they were.

        Raises:
            VersionMismatchError: a task is there in another version than the one given.
        """

        async def work(connection: AsyncConnection) -> Changed:
            await lock_owner(connection, owner_id)
            current = await read_current(connection, owner_id, task_ids)
            _check_version(current, version)
            deleted = [transition.delete(task) async for task in in_turns(current.values())]
            act = Act(owner_id, actor, self.clock())
            change_id = await make_change(connection, act, deleted)
            return Changed(list(current.values()), change_id, _missing(task_ids, current))

        return await self._write(work, once)

    async def undo(
        self, owner_id: str, change_id: UUID, actor: Actor, *, once: Once | None = None
    ) -> Undone:
        """Undo a change; the undo of an undo does it again.

        Raises:
            NotFoundError: there is no such change of this owner (any more).
            NothingToUndoError: each of its tasks was changed again since.
        """

        async def work(connection: AsyncConnection) -> Undone:
            await lock_owner(connection, owner_id)
            return await undo_change(connection, Act(owner_id, actor, self.clock()), change_id)

        return await self._write(work, once)

    async def list_changes(
        self, owner_id: str, limit: int, cursor: str | None = None
    ) -> ChangePage:
        """What was done to the owner's tasks, the newest first."""
        before = int(cursor) if cursor is not None else None
        rows = await self.database.read(
            lambda c: ledger.list_latest(c, owner_id, limit + 1, before)
        )
        items = [Change.model_validate(row) for row in rows[:limit]]
        has_more = len(rows) > limit
        return ChangePage(
            items=items, next_cursor=str(rows[limit - 1].sequence) if has_more else None
        )

    async def latest_change(
        self, owner_id: str, actor: Actor | None, since: datetime
    ) -> Change | None:
        """The newest change since a time that was not undone and is no undo; None is anybody."""
        row = await self.database.read(lambda c: ledger.find_latest(c, owner_id, actor, since))
        return None if row is None else Change.model_validate(row)

    async def _write(self, work: Work[Result], once: Once | None) -> Result:
        """Make a change; where changes come from a turn of the assistant, it is recorded there."""
        return await self.database.write(work, once)


def _check_version(current: Mapping[UUID, Task], version: int | None) -> None:
    if version is not None and any(task.version != version for task in current.values()):
        raise VersionMismatchError


def _missing(wanted: Iterable[UUID], found: Mapping[UUID, Task]) -> list[UUID]:
    return [task_id for task_id in dict.fromkeys(wanted) if task_id not in found]
