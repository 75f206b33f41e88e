"""What can be done with tasks; routes and the assistant's tools call the same functions."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.database.engine import Database, Once, Result, Work
from taskora_api.errors import NotFoundError, VersionMismatchError, field_of
from taskora_api.ledger import repository as ledger
from taskora_api.ledger.entries import Act, Actor, By, ChangeKind, Entity
from taskora_api.ledger.stores import Stores
from taskora_api.spaces.access import hold_space, hold_spaces
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks import adding, repository, transition
from taskora_api.tasks.change_schemas import Change, Changed, ChangePage, Undone
from taskora_api.tasks.checking import check_references_of
from taskora_api.tasks.cursor import TaskList, decode_cursor, encode_cursor
from taskora_api.tasks.groups import DecideOne, change_in_chunks, find_spaces
from taskora_api.tasks.page_json import page_json
from taskora_api.tasks.pages import list_after, list_first
from taskora_api.tasks.placing import new_positions
from taskora_api.tasks.schemas import (
    NewTask,
    Task,
    TaskChanges,
    TaskPage,
    TaskPlace,
    TaskStatus,
    TaskSummary,
)
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.subtasks import with_subtasks
from taskora_api.tasks.undo import undo_change
from taskora_api.tasks.writing import make_change
from taskora_api.wire import utc_now

_TASKS = TaskStore()
# What makes a change in one statement, or returns None and has done nothing.
Alone = Callable[[Once | None], Awaitable[Result | None]]
Decide = Callable[[Mapping[UUID, Task], datetime], Iterable[transition.Transition]]


class TaskService:
    """The use cases. The member who acts is an argument of each, and comes from the token alone.

    Every change is one transaction and one entry in the list of changes of each space. `once` lets
    a caller make a request that is sent again be done once, in the same transaction.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = utc_now,
        stores: Stores | None = None,
    ) -> None:
        """Take the clock as well, so that time is an input, and all that undo may meet."""
        self.database = database
        self.clock = clock
        self.stores: Stores = {Entity.TASK: _TASKS, **(stores or {})}

    async def list_tasks(
        self,
        member_id: str,
        status: TaskStatus,
        limit: int,
        cursor: str | None = None,
        query: str = "",
        *,
        space_id: UUID | None = None,
    ) -> TaskPage:
        """One page of the tasks that the terms of a query and a space leave."""
        this = TaskList(status, tuple(query.split()), space_id)
        rows, next_cursor = await self._page(member_id, this, limit, cursor)
        items = [Task.model_validate(dict(row)) for row in rows]
        return TaskPage(items=items, next_cursor=next_cursor)

    async def list_json(
        self, member_id: str, of: TaskList, limit: int, cursor: str | None = None
    ) -> bytes:
        """The page that `list_tasks` returns, as JSON in UTF-8."""
        return page_json(*await self._page(member_id, of, limit, cursor))

    async def _page(
        self, member_id: str, this: TaskList, limit: int, cursor: str | None
    ) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        """One task more than asked is read to know whether there is another page."""
        start = decode_cursor(this, cursor) if cursor is not None else None
        if start is None:
            rows = await list_first(self.database, member_id, this, limit + 1)
        else:
            rows = await self.database.read(
                lambda c: list_after(c, member_id, this, limit + 1, start)
            )
        if len(rows) <= limit:
            return rows, None
        last = Task.model_validate(dict(rows[limit - 1]))
        return rows[:limit], encode_cursor(this, last)

    async def summarise(self, member_id: str, today: date) -> TaskSummary:
        """Count the tasks by what they ask for on a day."""

        async def work(connection: AsyncConnection) -> TaskSummary:
            # Read before the counts: a change in between is noticed at the next request.
            revision = await ledger.revision_of(connection, spaces_of(member_id))
            counts = await repository.summarise(connection, member_id, today)
            return TaskSummary(**counts, revision=revision)

        return await self.database.read(work)

    async def get_task(self, member_id: str, task_id: UUID) -> Task:
        rows = await self.database.fetch(repository.ONE, member=member_id, task=task_id)
        if not rows:
            raise NotFoundError
        return Task.model_validate(dict(rows[0]))

    async def get_tasks(self, member_id: str, task_ids: Sequence[UUID]) -> list[Task]:
        """Those of the tasks that are there, with all that they hold, in the order of the ids."""

        async def work(connection: AsyncConnection) -> list[Task]:
            found: dict[UUID, Task] = {}
            for chunk in chunks_of(list(dict.fromkeys(task_ids))):
                rows = await repository.find_many(connection, member_id, chunk)
                found |= {row.id: Task.model_validate(row._asdict()) for row in rows}
            return _in_order(task_ids, found)

        return await self.database.read(work)

    async def add_tasks(
        self, member_id: str, new: Sequence[NewTask], by: By, *, once: Once | None = None
    ) -> Changed:
        """Add tasks, all of them to the space that the first one names, or to the member's own.

        Raises:
            NotFoundError: there is no such space, or the caller is no member of it.
            RoleMissingError: the caller may not change it.
            InvalidFieldError: a field does not go with the others, or names what is not there.
        """

        async def work(connection: AsyncConnection) -> Changed:
            return await adding.add_tasks(connection, self._act(member_id, by, self.clock()), new)

        async def alone(kept: Once | None) -> Changed | None:
            act = self._act(member_id, by, self.clock())
            return await adding.add_alone(self.database, act, new, kept)

        return await self._write(work, once, alone)

    async def update_tasks(
        self,
        member_id: str,
        changes_by_id: Mapping[UUID, TaskChanges],
        by: By,
        *,
        version: int | Mapping[UUID, int] | None = None,
        once: Once | None = None,
    ) -> Changed:
        """Change the fields that were sent, of each task by its own changes.

        `version` is that of all of them, or of each one that it names.

        Raises:
            VersionMismatchError: a task is there in another version than the one given, or an
                occurrence that was to be moved is over.
            RoleMissingError: the caller may not change the space of a task.
            InvalidFieldError: a field does not go with the others, or names what is not there.
        """

        def decide(current: Mapping[UUID, Task], now: datetime) -> Iterable[transition.Transition]:
            for task in current.values():
                with field_of(task.id):
                    changed = transition.change(task, changes_by_id[task.id], now)
                yield changed

        fields = {name for each in changes_by_id.values() for name in each.model_fields_set}
        return await self._change(
            member_id, list(changes_by_id), by, decide, fields=fields, version=version, once=once
        )

    async def place_task(
        self,
        member_id: str,
        task_id: UUID,
        place: TaskPlace,
        by: By,
        *,
        once: Once | None = None,
    ) -> Changed:
        """Put a task right after or right before another one of its list.

        Raises:
            RoleMissingError: the caller may not change the space of the task.
            InvalidFieldError: the other one is not in the same list.
        """

        async def work(connection: AsyncConnection) -> Changed:
            now = self.clock()
            spaces = await find_spaces(connection, member_id, [task_id])
            if task_id not in spaces:
                return Changed([], None, [task_id])
            space_id = spaces[task_id]
            head = await hold_space(connection, member_id, space_id, now)
            found = await read_tasks(connection, space_id, [task_id])
            if task_id not in found:
                return Changed([], None, [task_id])
            keys = await new_positions(connection, space_id, found[task_id], place)
            current = await read_tasks(connection, space_id, list(keys))
            made = [transition.move(task, keys[task.id], now) for task in current.values()]
            act = self._act(member_id, by, now)
            change_id = await make_change(
                connection, _TASKS, act, head, made, kind=ChangeKind.MOVED
            )
            return Changed([each.task for each in made if each.task.id == task_id], change_id)

        return await self._write(work, once)

    async def delete_tasks(
        self,
        member_id: str,
        task_ids: Sequence[UUID],
        by: By,
        *,
        version: int | None = None,
        once: Once | None = None,
    ) -> Changed:
        """Put tasks into the trash with all below them, and return what they were.

        Raises:
            VersionMismatchError: a task is there in another version than the one given.
            RoleMissingError: the caller may not change the space of a task.
        """

        def decide(current: Mapping[UUID, Task], _now: datetime) -> Iterable[transition.Transition]:
            return map(transition.delete, current.values())

        return await self._change(
            member_id, task_ids, by, decide, with_below=True, version=version, once=once
        )

    async def change_group(
        self,
        member_id: str,
        task_ids: Sequence[UUID],
        decide: DecideOne,
        by: By,
        *,
        with_below: bool = False,
        fields: frozenset[str] = frozenset(),
    ) -> Changed:
        """Change however many tasks as one action, and return the first of them.

        Raises:
            InvalidFieldError: one of these fields names what is not there.
            RoleMissingError: the caller may not change the space of a task.
        """

        async def work(connection: AsyncConnection) -> Changed:
            act = self._act(member_id, by, self.clock())
            return await change_in_chunks(
                connection, act, task_ids, decide, with_below=with_below, fields=fields
            )

        return await self._write(work, None)

    async def undo(
        self, member_id: str, change_id: UUID, by: By, *, once: Once | None = None
    ) -> Undone:
        """Undo a change; the undo of an undo does it again.

        Raises:
            NotFoundError: there is no such change that the caller may see.
            RoleMissingError: the caller may not change its space.
            NothingToUndoError: all that it did was changed again since.
        """

        async def work(connection: AsyncConnection) -> Undone:
            act = self._act(member_id, by, self.clock())
            return await undo_change(connection, self.stores, act, change_id)

        return await self._write(work, once)

    async def list_changes(
        self, member_id: str, limit: int, cursor: str | None = None, space_id: UUID | None = None
    ) -> ChangePage:
        """What was done in the spaces of a member, or in one of them, the newest first."""
        before = int(cursor) if cursor is not None else None
        spaces = spaces_of(member_id, space_id)
        rows = await self.database.read(lambda c: ledger.list_latest(c, spaces, limit + 1, before))
        items = [Change.model_validate(row) for row in rows[:limit]]
        has_more = len(rows) > limit
        return ChangePage(
            items=items, next_cursor=str(rows[limit - 1].sequence) if has_more else None
        )

    async def latest_change(
        self, member_id: str, actor: Actor | None, since: datetime
    ) -> Change | None:
        """The newest change of the member since a time that was not undone and is no undo."""
        spaces = spaces_of(member_id)
        row = await self.database.read(
            lambda c: ledger.find_latest(c, spaces, member_id, actor, since)
        )
        return None if row is None else Change.model_validate(row)

    async def _change(
        self,
        member_id: str,
        task_ids: Sequence[UUID],
        by: By,
        decide: Decide,
        *,
        fields: frozenset[str] | set[str] = frozenset(),
        with_below: bool = False,
        version: int | Mapping[UUID, int] | None,
        once: Once | None,
    ) -> Changed:
        """Hold the spaces of the tasks, decide on each, and make one change in each space."""

        async def work(connection: AsyncConnection) -> Changed:
            now = self.clock()
            act = self._act(member_id, by, now)
            spaces = await find_spaces(connection, member_id, task_ids)
            heads = await hold_spaces(connection, member_id, spaces.values(), now)
            tasks: dict[UUID, Task] = {}
            action_id: UUID | None = None
            for space_id, head in heads.items():
                ids = [each for each in task_ids if spaces.get(each) == space_id]
                current = await read_tasks(connection, space_id, ids)
                _check_version(current, version)
                affected = (
                    await with_subtasks(connection, space_id, current) if with_below else current
                )
                made = [each async for each in in_turns(decide(affected, now))]
                after = [each.after for each in made if each.after is not None]
                await check_references_of(connection, space_id, after, set(fields))
                change_id = await make_change(
                    connection, _TASKS, act, head, made, action_id=action_id
                )
                action_id = action_id or change_id
                tasks |= {each.task.id: each.task for each in made if each.task.id in current}
            missing = [each for each in dict.fromkeys(task_ids) if each not in tasks]
            return Changed(_in_order(task_ids, tasks), action_id, missing)

        return await self._write(work, once)

    async def make(
        self,
        member_id: str,
        by: By,
        work: Callable[[AsyncConnection, Act], Awaitable[Changed]],
    ) -> Changed:
        """Make a change that somebody else knows how to make, in one transaction like any other."""

        async def made(connection: AsyncConnection) -> Changed:
            return await work(connection, self._act(member_id, by, self.clock()))

        return await self._write(made, None)

    def _act(self, member_id: str, by: By, now: datetime) -> Act:
        """Who does it; a turn of the assistant knows more of it than its caller."""
        return Act.of(member_id, by, now)

    async def _write(
        self, work: Work[Result], once: Once | None, alone: Alone[Result] | None = None
    ) -> Result:
        """Make a change; where changes come from a turn of the assistant, it is recorded there."""
        done = None if alone is None else await alone(once)
        return await self.database.write(work, once) if done is None else done


def _in_order(ids: Iterable[UUID], found: Mapping[UUID, Task]) -> list[Task]:
    return [found[task_id] for task_id in dict.fromkeys(ids) if task_id in found]


def _check_version(current: Mapping[UUID, Task], version: int | Mapping[UUID, int] | None) -> None:
    if version is None:
        return
    wanted = version if isinstance(version, Mapping) else dict.fromkeys(current, version)
    if any(wanted.get(each, task.version) != task.version for each, task in current.items()):
        raise VersionMismatchError
