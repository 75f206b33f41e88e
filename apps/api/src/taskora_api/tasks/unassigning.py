"""What becomes of the tasks of somebody who leaves a space: they are nobody's."""

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.database.chunks import chunks_of, in_turns
from taskora_api.ledger.entries import Act
from taskora_api.ledger.head import Head
from taskora_api.tasks.groups import GROUP_CHUNK_SIZE
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.store import TaskStore, read_tasks
from taskora_api.tasks.transition import replaced
from taskora_api.tasks.writing import make_change

_TABLE: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_TASKS = TaskStore()


async def unassign(connection: AsyncConnection, act: Act, head: Head, assignee_id: str) -> None:
    """Take the tasks of a space from a member, as changes of their own in the same transaction."""
    theirs = select(_TABLE.c.id).where(
        _TABLE.c.space_id == head.space_id, _TABLE.c.assignee_id == assignee_id
    )
    ids = list((await connection.execute(theirs.order_by(_TABLE.c.id))).scalars())
    for chunk in chunks_of(ids, GROUP_CHUNK_SIZE):
        current = await read_tasks(connection, head.space_id, chunk)
        made = [
            replaced(task, {"assignee_id": None}, act.at)
            async for task in in_turns(current.values())
        ]
        await make_change(connection, _TASKS, act, head, made)
