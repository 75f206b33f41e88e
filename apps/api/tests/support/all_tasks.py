"""All tasks of somebody, in the order of lists and without their notes."""

from datetime import date

from taskora_api.finding.headings import Conditions, Headings
from taskora_api.tasks.schemas import Task, TaskStatus
from taskora_api.tasks.service import TaskService

_MORE_THAN_ANY = 1_000_000


async def all_tasks(
    service: TaskService, person: str, status: TaskStatus, *, due_to: date | None = None
) -> list[Task]:
    """Read those of a status that are due until a day."""
    conditions = Conditions(status=status.value, due_to=due_to)
    return await Headings(service.database, person).first("", conditions, _MORE_THAN_ANY)
