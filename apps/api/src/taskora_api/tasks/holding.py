"""Holding the space of a task, to change what belongs to the task."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import NotFoundError
from taskora_api.ledger.head import Head
from taskora_api.spaces.access import hold_space
from taskora_api.spaces.schemas import Role
from taskora_api.tasks import repository


async def space_of_task(connection: AsyncConnection, member_id: str, task_id: UUID) -> UUID:
    """Return the space of a task.

    Raises:
        NotFoundError: there is no such task, or the member may not see it.
    """
    found = await repository.find_spaces(connection, member_id, [task_id])
    if task_id not in found:
        raise NotFoundError
    return found[task_id]


async def hold_space_of_task(
    connection: AsyncConnection,
    member_id: str,
    task_id: UUID,
    now: datetime,
    needed: Role = Role.EDITOR,
) -> Head:
    """Hold the space of a task, which is still there then.

    Raises:
        NotFoundError: there is no such task, or the member may not see it, or it was deleted while
            its space was waited for.
        RoleMissingError: the member's role does not include the one that is needed.
    """
    space_id = await space_of_task(connection, member_id, task_id)
    head = await hold_space(connection, member_id, space_id, now, needed)
    if await space_of_task(connection, member_id, task_id) != space_id:
        raise NotFoundError
    return head
