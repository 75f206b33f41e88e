"""Moving tasks between spaces: a change in each, which are undone as one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Table, Uuid, any_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.service import COMMENT_STORE
from taskora_api.database.engine import Database, Once
from taskora_api.errors import InvalidFieldError, NotFoundError
from taskora_api.ledger.chain import State
from taskora_api.ledger.entries import Act, By, ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.recording import Description
from taskora_api.ledger.stores import Stores
from taskora_api.ledger.table_store import TableStore
from taskora_api.ledger.writing import write
from taskora_api.relations.service import RELATION_STORE
from taskora_api.reminders.store import REMINDER_STORE
from taskora_api.spaces import repository as spaces
from taskora_api.spaces.access import hold_spaces
from taskora_api.tasks import repository
from taskora_api.tasks.change_schemas import TITLES_SHOWN, Changed
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import read_tasks
from taskora_api.tasks.subtasks import with_subtasks
from taskora_api.tasks.transition import state_of
from taskora_api.wire import utc_now


class MovingService:
    """The use case. The member who acts is an argument, and comes from the token alone."""

    def __init__(
        self, database: Database, stores: Stores, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._stores = stores
        self._clock = clock

    async def move_task(
        self, member_id: str, task_id: UUID, target: UUID, by: By, *, once: Once | None = None
    ) -> Changed:
        """Move a task with all below it, their comments and reminders, to another space.

        Its id and history stay. Its place in a project, what it is below, relations to tasks that
        stay, and an assignee and reminders of who is no member there do not go along.

        Raises:
            NotFoundError: the caller may not see the task or the space.
            RoleMissingError: the caller may not change one of both spaces.
            InvalidFieldError: the task is in that space already.
        """

        async def work(connection: AsyncConnection) -> Changed:
            now = self._clock()
            source = (await repository.find_spaces(connection, member_id, [task_id])).get(task_id)
            if source is None:
                raise NotFoundError
            if source == target:
                raise InvalidFieldError("space_id", "already_there")
            heads = await hold_spaces(connection, member_id, [source, target], now)
            named = await read_tasks(connection, source, [task_id])
            if task_id not in named:
                raise NotFoundError
            tasks = await with_subtasks(connection, source, named)
            members = {row.member_id for row in await spaces.list_members(connection, target)}
            moved = [_moved(task, target, task_id, members, now) for task in tasks.values()]
            comments = await _parts(connection, COMMENT_STORE, source, ["task_id"], list(tasks))
            reminders = await _parts(connection, REMINDER_STORE, source, ["task_id"], list(tasks))
            relations = await _parts(
                connection, RELATION_STORE, source, ["from_id", "to_id"], list(tasks)
            )
            act = Act.of(member_id, by, now)
            titles = [task.title for task in list(tasks.values())[:TITLES_SHOWN]]
            description = Description(ChangeKind.MOVED, titles)
            leaving = [
                *_entries(Entity.RELATION, relations, None),
                *_entries(Entity.COMMENT, comments, None),
                *_entries(Entity.REMINDER, reminders, None),
                *(
                    entry_of(Entity.TASK, task.id, state_of(task), None)
                    for task in reversed(tasks.values())
                ),
            ]
            arriving = [
                *(entry_of(Entity.TASK, task.id, None, state_of(task)) for task in moved),
                *_entries(Entity.COMMENT, comments, target),
                *_entries(Entity.REMINDER, _of_members(reminders, members), target),
                *_entries(Entity.RELATION, _within(relations, set(tasks)), target),
            ]
            action_id = await write(
                connection, self._stores, act, heads[source], leaving, description=description
            )
            await write(
                connection,
                self._stores,
                act,
                heads[target],
                arriving,
                description=description,
                action_id=action_id,
            )
            return Changed([moved[0]], action_id)

        return await self._database.write(work, once)


def _moved(task: Task, target: UUID, top: UUID, members: set[str], now: datetime) -> Task:
    return task.model_copy(
        update={
            "space_id": target,
            "project_id": None,
            "section_id": None,
            "parent_id": None if task.id == top else task.parent_id,
            "assignee_id": task.assignee_id if task.assignee_id in members else None,
            "updated_at": now,
            "version": task.version + 1,
        }
    )


async def _parts(
    connection: AsyncConnection,
    store: TableStore,
    space_id: UUID,
    columns: Sequence[str],
    task_ids: Sequence[UUID],
) -> dict[UUID, State]:
    """What belongs to some tasks, locked."""
    table: Table = store.table
    ids = bindparam("tasks", list(task_ids), type_=ARRAY(Uuid()), unique=True)
    statement = select(table.c.id).where(
        table.c.space_id == space_id, or_(*(table.c[name] == any_(ids) for name in columns))
    )
    found = list((await connection.execute(statement)).scalars())
    return await store.read(connection, space_id, found)


def _of_members(reminders: dict[UUID, State], members: set[str]) -> dict[UUID, State]:
    return {each: state for each, state in reminders.items() if state["member_id"] in members}


def _entries(entity: Entity, states: dict[UUID, State], target: UUID | None) -> list[Entry]:
    """What leaves, or what arrives in a space."""
    if target is None:
        return [entry_of(entity, each, state, None) for each, state in states.items()]
    return [
        entry_of(entity, each, None, state | {"space_id": str(target)})
        for each, state in states.items()
    ]


def _within(relations: dict[UUID, State], tasks: set[UUID]) -> dict[UUID, State]:
    """The relations of which both tasks go along."""
    ids = {str(each) for each in tasks}

    def goes_along(state: dict[str, Any]) -> bool:
        return state["from_id"] in ids and state["to_id"] in ids

    return {each: state for each, state in relations.items() if goes_along(state)}
