"""One change of a whole group of tasks, however many: no more of them are held than a chunk has."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.ledger.entries import Act
from taskora_api.spaces.access import hold_spaces
from taskora_api.tasks import repository
from taskora_api.tasks.change_schemas import Changed
from taskora_api.tasks.references import check_references
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.subtasks import with_subtasks
from taskora_api.tasks.transition import Transition
from taskora_api.tasks.writing import make_change

# As many tasks are held at once, with what they were and what the ledger keeps of them.
GROUP_CHUNK_SIZE = 5000
GROUP_SHOWN_MAX = 200
_TASKS = TaskStore()
# What becomes of one task; nothing that names another one, which would have to be there.
DecideOne = Callable[[Task, datetime], Transition]


async def change_in_chunks(
    connection: AsyncConnection,
    act: Act,
    task_ids: Sequence[UUID],
    decide: DecideOne,
    *,
    with_below: bool,
    fields: frozenset[str] = frozenset(),
) -> Changed:
    """Hold the spaces of the tasks and make a change of each chunk; one undo undoes all of them.

    `fields` are those that name something beside a task, which has to be there.

    Raises:
        InvalidFieldError: one of the fields names what is not there.
        RoleMissingError: the member may not change the space of a task.
    """
    spaces = await find_spaces(connection, act.member_id, task_ids)
    heads = await hold_spaces(connection, act.member_id, spaces.values(), act.at)
    shown: list[Task] = []
    total = 0
    action_id: UUID | None = None
    for space_id, head in heads.items():
        own = [each for each in dict.fromkeys(task_ids) if spaces.get(each) == space_id]
        for chunk in chunks_of(own, GROUP_CHUNK_SIZE):
            current = await read_tasks(connection, space_id, chunk)
            affected = await with_subtasks(connection, space_id, current) if with_below else current
            made = [decide(each, act.at) async for each in in_turns(affected.values())]
            if fields:
                after = [each.after for each in made if each.after is not None]
                await check_references(connection, space_id, after, set(fields))
            change_id = await make_change(connection, _TASKS, act, head, made, action_id=action_id)
            action_id = action_id or change_id
            named = [each.task for each in made if each.task.id in spaces]
            shown += named[: GROUP_SHOWN_MAX - len(shown)]
            total += len(named)
    return Changed(shown, action_id, total=total)


async def find_spaces(
    connection: AsyncConnection, member_id: str, task_ids: Sequence[UUID]
) -> dict[UUID, UUID]:
    """In which space each of the tasks is that the member may see."""
    found: dict[UUID, UUID] = {}
    for chunk in chunks_of(list(dict.fromkeys(task_ids))):
        found |= await repository.find_spaces(connection, member_id, chunk)
    return found
