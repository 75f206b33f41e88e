"""From what is to be added to new tasks: their project, and the first day of a series."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from taskora_api.assistant.projects import Projects, read_projects
from taskora_api.assistant.state import OfferedTask
from taskora_api.assistant.turn_context import TurnContext
from taskora_api.tasks.schemas import NewTask


@dataclass(frozen=True)
class Places:
    """Where tasks are added: a space, None for the person's own, and its projects."""

    space_id: UUID | None = None
    projects: Projects = field(default_factory=Projects)

    def project_id(self, name: str) -> UUID | None:
        """Find a project of that space."""
        found = None
        if name and self.space_id is not None:
            found = self.projects.of_space(self.space_id, name)
        return None if found is None else found.id

    def placed(self, task: OfferedTask) -> OfferedTask:
        """Make a project that is not there a tag: this is what others write such a mark for."""
        if not task.project or self.project_id(task.project) is not None:
            return task
        tags = [*task.tags, *([] if task.project in task.tags else [task.project])]
        return task.model_copy(update={"project": "", "tags": tags})


async def find_places(context: TurnContext, tasks: Sequence[OfferedTask]) -> Places:
    """Find the space of the first project that is there; all are added to it."""
    names = [task.project for task in tasks if task.project]
    if not names:
        return Places()
    projects = await read_projects(context.tasks, context.owner_id)
    found = next((each for name in names if (each := projects.find(name)) is not None), None)
    return Places() if found is None else Places(found.space_id, projects)


def new_task(task: OfferedTask, places: Places) -> NewTask:
    """Make what is added of a task."""
    repeat = task.repeat
    return NewTask(
        title=task.title,
        notes=task.notes,
        dueOn=task.due_on or (None if repeat is None else repeat.first),
        dueTime=None if repeat is None else repeat.at,
        priority=task.priority,
        tags=task.tags,
        spaceId=places.space_id,
        projectId=places.project_id(task.project),
        recurrence=None if repeat is None else repeat.recurrence,
    )
