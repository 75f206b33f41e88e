"""The tasks below others."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of
from taskora_api.tasks import repository
from taskora_api.tasks.schemas import Task


async def with_subtasks(
    connection: AsyncConnection, space_id: UUID, tasks: Mapping[UUID, Task]
) -> dict[UUID, Task]:
    """The tasks and all below them, locked; a task comes after those that it is below of."""
    found = dict(tasks)
    level = list(tasks)
    while level:
        below: list[UUID] = []
        for chunk in chunks_of(level):
            for row in await repository.lock_naming(connection, space_id, "parent_id", chunk):
                if row.id not in found:
                    found[row.id] = Task.model_validate(row._asdict())
                    below.append(row.id)
        level = below
    return found
