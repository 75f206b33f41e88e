"""The tool that sets and takes away what tasks are sorted by: priority, tags and the like."""

from taskora_api.assistant.agreed_change import Telling, change_when_agreed
from taskora_api.assistant.changing import TaskIds
from taskora_api.assistant.fields_change import FieldsChange
from taskora_api.assistant.messages import organising
from taskora_api.assistant.projects import projects_for
from taskora_api.assistant.reading import find_targets
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, FieldChanges, Repeat
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import InvalidFieldError
from taskora_api.language.details import Emptied
from taskora_api.tasks.field_types import DueDate, Priority, Tags
from taskora_api.text import Line


async def organise_task(
    context: TurnContext,
    task_ids: TaskIds | None = None,
    *,
    priority: Priority | None = None,
    tags: Tags | None = None,
    tags_away: Tags | None = None,
    project: Line = "",
    deadline_on: DueDate | None = None,
    repeat: Repeat | None = None,
    emptied: list[Emptied] | None = None,
    selection: Selection | None = None,
) -> ToolOutput:
    """Set the priority, tags, project, deadline or recurrence of tasks, or empty such fields.

    More than one, or one that the person did not name, only after the person has said yes.
    """
    fields = FieldChanges(
        priority=priority,
        tags=tags or [],
        tags_away=tags_away or [],
        project=project,
        deadline_on=deadline_on,
        repeat=repeat,
        emptied=sorted(set(emptied or [])),
    )
    projects = await projects_for(context.tasks, context.owner_id, fields)
    change = FieldsChange(fields, projects)
    found = await find_targets(context, task_ids, selection, change.is_wanted)
    if project and not change.has_project:
        return _refused(found.all, organising.no_such_project(project), "missing")
    if change.refused:
        return _refused(found.all, change.refused, "failed")
    action = Action(verb="change", fields=fields)
    if not found.wanted.ids:
        return _refused(found.all, organising.say_so_already(found.all), "missing")
    telling = Telling(
        "change",
        lambda done: organising.say_organised(fields, done.tasks, done.count, context.today),
    )
    try:
        return await change_when_agreed(context, action, found.wanted, selection, telling)
    except InvalidFieldError:
        # The project went meanwhile.
        return _refused(found.all, organising.no_such_project(project), "missing")


def _refused(targets: Targets, summary: str, outcome: organising.Refusal) -> ToolOutput:
    return ToolOutput(tasks=targets.shown, total=targets.count, summary=summary, outcome=outcome)
