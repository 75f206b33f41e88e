"""What becomes of each task of a change of many."""

from datetime import datetime

from taskora_api.bulk.schemas import BulkChange
from taskora_api.errors import InvalidFieldError
from taskora_api.tasks import transition
from taskora_api.tasks.field_types import TAGS_MAX
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import Transition

# What is one task's alone: each would be checked against all others, or is one occurrence.
_OF_ONE_TASK = ("parent_id", "occurrence_on")


def check(body: BulkChange) -> None:
    """Refuse what is no change of many tasks.

    Raises:
        InvalidFieldError: no tasks or tasks of two kinds are named, nothing is to be changed,
            something else together with deleting, or a field that is one task's alone.
    """
    if bool(body.filter.strip()) is bool(body.task_ids):
        raise InvalidFieldError("filter", "filter_and_ids" if body.task_ids else "string_too_short")
    changes = bool(body.changes.model_fields_set or body.add_tags or body.remove_tags)
    if changes is body.delete:
        raise InvalidFieldError("delete", "delete_alone" if changes else "nothing_to_change")
    if "tags" in body.changes.model_fields_set and (body.add_tags or body.remove_tags):
        raise InvalidFieldError("add_tags", "tags_twice")
    for field in _OF_ONE_TASK:
        if field in body.changes.model_fields_set:
            raise InvalidFieldError(field, "one_task_alone")


def transition_of(body: BulkChange, task: Task, now: datetime) -> Transition:
    """Change or delete one task.

    Raises:
        InvalidFieldError: a field does not go with the others, or there are too many tags.
    """
    if body.delete:
        return transition.delete(task)
    changes = body.changes
    if body.add_tags or body.remove_tags:
        tags = _tags(task.tags, body.add_tags, body.remove_tags)
        changes = changes.model_copy(update={"tags": tags})
    return transition.change(task, changes, now)


def _tags(before: list[str], added: list[str], removed: list[str]) -> list[str]:
    """Two tags are the same in whatever case; one that is there keeps how it is written."""
    gone = {tag.casefold() for tag in removed}
    found = {tag.casefold(): tag for tag in before if tag.casefold() not in gone}
    for tag in added:
        found.setdefault(tag.casefold(), tag)
    if len(found) > TAGS_MAX:
        raise InvalidFieldError("add_tags", "too_many_tags")
    return sorted(found.values())
