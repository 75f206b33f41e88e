"""Taking tasks out of a project or a section that is deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.ledger.entries import Entry
from taskora_api.tasks import repository
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.tasks.transition import change


async def empty_place(
    connection: AsyncConnection, space_id: UUID, field: str, place_id: UUID, now: datetime
) -> Sequence[Entry]:
    """The entries by which no task of a space names a place in a field any more."""
    rows = await repository.lock_naming(connection, space_id, field, [place_id])
    changes = TaskChanges(projectId=None) if field == "project_id" else TaskChanges(sectionId=None)
    return [change(Task.model_validate(row._asdict()), changes, now).entry() for row in rows]
