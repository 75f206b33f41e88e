"""References of several tasks at once; where one is not there, of which task it is one."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.errors import InvalidFieldError, field_of
from taskora_api.tasks.references import check_references
from taskora_api.tasks.schemas import Task


async def check_references_of(
    connection: AsyncConnection,
    space_id: UUID,
    tasks: Sequence[Task],
    fields: set[str],
    which: Callable[[Task], int | UUID] = lambda task: task.id,
) -> None:
    """Check the fields that were sent; all tasks at once, as they are right nearly always.

    Raises:
        InvalidFieldError: a field of the task that `which` names is not valid.
    """
    try:
        await check_references(connection, space_id, tasks, fields)
    except InvalidFieldError:
        for task in tasks:
            with field_of(which(task)):
                await check_references(connection, space_id, [task], fields)
        raise
