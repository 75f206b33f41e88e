"""The tool that sets and takes away what tasks are sorted by: priority, tags and the like."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from taskora_api.assistant.approval import ask_first
from taskora_api.assistant.changing import TaskIds, report_change
from taskora_api.assistant.messages import organising
from taskora_api.assistant.projects import Project, Projects, read_projects
from taskora_api.assistant.reading import find_targets
from taskora_api.assistant.reporting import make_reported
from taskora_api.assistant.selection import Selection
from taskora_api.assistant.state import Action, FieldChanges, Repeat
from taskora_api.assistant.targets import Targets
from taskora_api.assistant.turn_context import ToolOutput, TurnContext
from taskora_api.errors import InvalidFieldError
from taskora_api.language.details import Emptied
from taskora_api.ledger.entries import Actor
from taskora_api.tasks import transition
from taskora_api.tasks.field_types import DueDate, Priority, Tags
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.tasks.transition import Transition
from taskora_api.text import Line

_PROJECT_ID = frozenset({"project_id"})


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
    projects = await read_projects(context) if project else Projects()
    change = _Change(fields, projects, context.today)
    found = await find_targets(context, task_ids, selection, change.is_wanted)
    if project and not change.has_project:
        return _refused(found.all, organising.no_such_project(project), "missing")
    if change.refused:
        return _refused(found.all, change.refused, "failed")
    action = Action(verb="change", fields=fields)
    if not found.wanted.ids:
        return _refused(found.all, organising.say_so_already(found.all), "missing")
    question = ask_first(context, action, found.wanted, selection)
    if question is not None:
        return question
    try:
        return await make_reported(
            context,
            lambda: context.tasks.change_group(
                context.owner_id,
                found.wanted.ids,
                change.decide,
                Actor.CHAT,
                fields=_PROJECT_ID if project else frozenset(),
            ),
            lambda changed: report_change(
                context,
                "change",
                changed,
                organising.say_organised(fields, changed.tasks, changed.count, context.today),
                action,
            ),
        )
    except InvalidFieldError:
        # The project went meanwhile.
        return _refused(found.all, organising.no_such_project(project), "missing")


def _refused(targets: Targets, summary: str, outcome: organising.Refusal) -> ToolOutput:
    return ToolOutput(tasks=targets.shown, total=targets.count, summary=summary, outcome=outcome)


@dataclass
class _Change:
    """Gives tasks other fields, and notices why that cannot be."""

    fields: FieldChanges
    projects: Projects
    today: date
    has_project: bool = False
    refused: str = ""

    def is_wanted(self, task: Task) -> bool:
        """Say whether anything of a task would differ."""
        if self._project_of(task) is not None:
            self.has_project = True
        try:
            return transition.has_effect(self._changed(task, task.updated_at))
        except ValidationError:
            self.refused = organising.TOO_MANY_TAGS
        except InvalidFieldError:
            self.refused = organising.CANNOT_RECUR
        return False

    def decide(self, task: Task, now: datetime) -> Transition:
        """Change a task as it is now; one that cannot be changed any more stays."""
        try:
            return self._changed(task, now)
        except (ValidationError, InvalidFieldError):
            return Transition(task, task)

    def _changed(self, task: Task, now: datetime) -> Transition:
        sent = self._sent(task)
        return transition.change(task, TaskChanges.model_validate(sent), now)

    def _sent(self, task: Task) -> dict[str, object]:
        fields = self.fields
        sent: dict[str, object] = {}
        if fields.priority is not None:
            sent["priority"] = fields.priority
        if fields.deadline_on is not None or "deadline" in fields.emptied:
            sent["deadlineOn"] = fields.deadline_on
        tags = self._tags(task)
        if tags is not None:
            sent["tags"] = tags
        project = self._project_of(task)
        if project is not None or "project" in fields.emptied:
            sent["projectId"] = None if project is None else project.id
        if fields.repeat is not None:
            sent |= _recurring(fields.repeat, task)
        elif "recurrence" in fields.emptied:
            sent["recurrence"] = None
        return sent

    def _tags(self, task: Task) -> list[str] | None:
        fields = self.fields
        if not (fields.tags or fields.tags_away or "tags" in fields.emptied):
            return None
        kept = [] if "tags" in fields.emptied else task.tags
        away = {tag.casefold() for tag in fields.tags_away}
        return [*(tag for tag in kept if tag.casefold() not in away), *fields.tags]

    def _project_of(self, task: Task) -> Project | None:
        return self.projects.of_space(task.space_id, self.fields.project)


def _recurring(repeat: Repeat, task: Task) -> dict[str, object]:
    """Count from the date that a task has, unless another one was said or there is none."""
    sent: dict[str, object] = {"recurrence": repeat.recurrence.model_dump(by_alias=True)}
    if repeat.first is not None and (repeat.has_start or task.due_on is None):
        sent["dueOn"] = repeat.first
    if repeat.at is not None:
        sent["dueTime"] = repeat.at
    return sent
