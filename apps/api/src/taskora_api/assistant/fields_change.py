"""What tasks are sorted by, set and emptied: how a task is after it, and why that cannot be."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from taskora_api.assistant.messages import organising
from taskora_api.assistant.projects import Project, Projects
from taskora_api.assistant.state import FieldChanges, Repeat
from taskora_api.errors import InvalidFieldError
from taskora_api.tasks import transition
from taskora_api.tasks.schemas import Task, TaskChanges
from taskora_api.tasks.transition import Transition

# A project of these may go before it is written.
PROJECT_ID = frozenset({"project_id"})


@dataclass
class FieldsChange:
    """Gives tasks other fields, and notices why that cannot be."""

    fields: FieldChanges
    projects: Projects
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
