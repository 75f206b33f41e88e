"""From what is to be added to new tasks: their project, and the first day of a series."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from taskora_api.assistant.messages.general import joined
from taskora_api.assistant.messages.questions import ask_to_add, options_of
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
        """Say where a task will be: in which space, if it is not the person's own.

        A project that is not there is made a tag: this is what others write such a mark for.
        """
        space = "" if self.space_id is None else self.projects.shared.get(self.space_id, "")
        placed = task.model_copy(update={"space": space})
        if not task.project or self.project_id(task.project) is not None:
            return placed
        tags = [*task.tags, *([] if task.project in task.tags else [task.project])]
        return placed.model_copy(update={"project": "", "tags": tags})


async def find_places(context: TurnContext, tasks: Sequence[OfferedTask]) -> Places:
    """Find the space of the first project that is there; all are added to it."""
    names = [task.project for task in tasks if task.project]
    if not names:
        return Places()
    projects = await read_projects(context.tasks, context.owner_id)
    found = next((each for name in names if (each := projects.find(name)) is not None), None)
    return Places() if found is None else Places(found.space_id, projects)


async def place(
    context: TurnContext, tasks: Sequence[OfferedTask]
) -> tuple[Places, list[OfferedTask]]:
    """Find where tasks are added, and say of each where it will be."""
    places = await find_places(context, tasks)
    return places, [places.placed(each) for each in tasks]


async def place_offers(context: TurnContext) -> bool:
    """Say in a question about new tasks where they will be; whether that changed it."""
    question = context.state.question
    if question is None or not any(task.project for offer in question.offers for task in offer):
        return False
    offers = [(await place(context, offer))[1] for offer in question.offers]
    if offers == question.offers:
        return False
    why = question.text.removesuffix(ask_to_add(question.offers, context.today)).rstrip()
    text = joined(why, ask_to_add(offers, context.today))
    context.state.question = question.model_copy(update={"text": text, "offers": offers})
    if len(offers) > 1:
        context.options = options_of(offers, context.today)
    return True


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
