"""Changing many tasks at once: all of a filter, or those of some ids."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.bulk.changing import check, transition_of
from taskora_api.bulk.schemas import BULK_MAX, SHOWN_MAX, BulkChange, BulkResult
from taskora_api.database.chunks import in_turns
from taskora_api.database.engine import Database, Once
from taskora_api.errors import SelectionTooLargeError
from taskora_api.finding.asked import Asked, ListQuery
from taskora_api.finding.service import compiled
from taskora_api.ledger.entries import Act, By
from taskora_api.ledger.head import Head
from taskora_api.spaces.access import hold_spaces
from taskora_api.tasks.references import check_references
from taskora_api.tasks.repository import find_spaces
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.subtasks import with_subtasks
from taskora_api.tasks.writing import make_change
from taskora_api.wire import utc_now

_TASKS = TaskStore()
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class _Made:
    """What was changed in all spaces; the change of the first stands for all."""

    tasks: list[Task]
    change_id: UUID | None


class BulkService:
    """The use case. The member who acts is an argument, and comes from the token alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the clock as well, so that time is an input."""
        self._database = database
        self._clock = clock

    async def change(
        self, member_id: str, body: BulkChange, by: By, *, once: Once | None = None
    ) -> BulkResult:
        """Make the change, which is one to undo.

        Raises:
            FilterError: the filter is none, or a name in it stands for nothing.
            InvalidFieldError: the change is none that can be made of many tasks.
            SelectionTooLargeError: more are found than can be changed at once.
            RoleMissingError: the caller may not change the space of one of the tasks.
        """
        check(body)
        asked = None if body.task_ids else _asked(body)

        async def find(connection: AsyncConnection, now: datetime) -> Rows:
            if asked is None:
                return await _named(connection, member_id, body)
            return await _find(connection, member_id, asked, now)

        async def work(connection: AsyncConnection) -> BulkResult:
            now = self._clock()
            first = await find(connection, now)
            spaces = {row["space_id"] for row in first}
            heads = await hold_spaces(connection, member_id, spaces, now)
            # From here on nobody else changes these spaces; meanwhile somebody may have.
            rows = await find(connection, now)
            act = Act.of(member_id, by, now)
            made = await _change(connection, body, act, heads, rows)
            return BulkResult(
                count=len(made.tasks),
                items=made.tasks[:SHOWN_MAX],
                change_id=made.change_id,
            )

        return await self._database.write(work, once)


def _asked(body: BulkChange) -> Asked:
    query = ListQuery(
        filter=body.filter,
        space_id=body.space_id,
        time_zone=body.time_zone,
        week_start=body.week_start,
        sort="",
    )
    return query.read()


async def _named(connection: AsyncConnection, member_id: str, body: BulkChange) -> Rows:
    """Those of the ids that are tasks which the member may see, each once."""
    spaces = await find_spaces(connection, member_id, body.task_ids)
    named = {each: spaces[each] for each in body.task_ids if each in spaces}
    return [
        {"id": task_id, "space_id": space_id}
        for task_id, space_id in named.items()
        if body.space_id in {None, space_id}
    ]


async def _find(connection: AsyncConnection, member_id: str, asked: Asked, now: datetime) -> Rows:
    """The ids and spaces of all that are found, in the order of the ids."""
    found = await compiled(connection, member_id, asked, now)
    ids = await found.candidates(connection, asked.tree)
    statement = found.ids(ids, BULK_MAX + 1)
    rows: Rows = (await connection.execute(statement)).mappings().all()
    if len(rows) > BULK_MAX:
        raise SelectionTooLargeError
    return rows


async def _change(
    connection: AsyncConnection,
    body: BulkChange,
    act: Act,
    heads: Mapping[UUID, Head],
    rows: Rows,
) -> _Made:
    tasks: dict[UUID, Task] = {}
    action_id: UUID | None = None
    for space_id, head in heads.items():
        ids = [row["id"] for row in rows if row["space_id"] == space_id]
        named = await read_tasks(connection, space_id, ids)
        current = await with_subtasks(connection, space_id, named) if body.delete else named
        made = [transition_of(body, task, act.at) async for task in in_turns(current.values())]
        after = [each.after for each in made if each.after is not None]
        await check_references(connection, space_id, after, set(body.changes.model_fields_set))
        change_id = await make_change(connection, _TASKS, act, head, made, action_id=action_id)
        action_id = action_id or change_id
        tasks |= {each.task.id: each.task for each in made if each.task.id in named}
    return _Made(_ordered(rows, tasks), action_id)


def _ordered(rows: Iterable[Any], tasks: Mapping[UUID, Task]) -> list[Task]:
    return [tasks[row["id"]] for row in rows if row["id"] in tasks]
