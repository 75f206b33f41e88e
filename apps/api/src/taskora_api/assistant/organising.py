"""From what is said of the fields of tasks to what is remembered of it."""

from taskora_api.assistant.messages import general, organising
from taskora_api.assistant.plan import is_due_date
from taskora_api.assistant.state import FieldChanges, Repeat
from taskora_api.language.details import FieldChange, Recurs
from taskora_api.tasks.field_types import TAG_LENGTH_MAX, Priority, each_tag_once


def why_not_set(change: FieldChange) -> str | None:
    """Say why no task can have such a field; None when it can."""
    if any(len(tag) > TAG_LENGTH_MAX for tag in (*change.tags, *change.tags_away)):
        return organising.TAG_TOO_LONG
    days = [change.deadline_on, None if change.recurs is None else change.recurs.first]
    is_possible = all(day is None or is_due_date(day) for day in days)
    return None if is_possible else general.DATE_OUT_OF_RANGE


def fields_of(change: FieldChange) -> FieldChanges:
    """Make what a question and a tool have of it."""
    return FieldChanges(
        priority=Priority(change.priority) if change.priority else None,
        tags=each_tag_once(change.tags),
        tags_away=each_tag_once(change.tags_away),
        project=change.project,
        deadline_on=change.deadline_on,
        repeat=None if change.recurs is None else repeat_of(change.recurs),
        emptied=sorted(change.emptied),
    )


def repeat_of(recurs: Recurs) -> Repeat:
    """Make what a question and a tool have of a recurrence."""
    return Repeat.model_validate(vars(recurs))
