"""How every change of tasks is made: decided on what is there, applied and recorded together."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.tasks import ledger, repository
from taskora_api.tasks.change_schemas import Act
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import Transition, has_effect


async def read_current(
    connection: AsyncConnection,
    owner_id: str,
    task_ids: Iterable[UUID],
    *,
    is_to_change: bool = True,
) -> dict[UUID, Task]:
    """Read those of the tasks that are there, in the order of the ids given."""
    ids = list(dict.fromkeys(task_ids))
    found: dict[UUID, Task] = {}
    for chunk in chunks_of(ids):
        rows = await repository.find_many(connection, owner_id, chunk, is_to_change=is_to_change)
        found |= {row.id: Task.model_validate(row) for row in rows}
    return {task_id: found[task_id] for task_id in ids if task_id in found}


async def make_change(
    connection: AsyncConnection,
    act: Act,
    transitions: Sequence[Transition],
    undoes: UUID | None = None,
) -> UUID | None:
    """Apply transitions and record them as one change; None when nothing would be different."""
    effective = [transition for transition in transitions if has_effect(transition)]
    if not effective:
        return None
    change_id = uuid4()
    await repository.apply(connection, act.owner_id, effective)
    await ledger.record(connection, act, change_id, effective, undoes)
    return change_id
