"""The fields that an action or a new task sets, one by one, as a question names them."""

from collections.abc import Iterator
from typing import Literal

from taskora_api.assistant.messages.organising import say_recurrence
from taskora_api.assistant.state import FieldChanges, OfferedTask
from taskora_api.tasks.field_types import Priority

FieldName = Literal[
    "priority", "tag", "tagAway", "project", "deadlineOn", "recurrence", "emptiedField"
]
Field = tuple[FieldName, str]


def of_change(fields: FieldChanges) -> Iterator[Field]:
    """Give what a change sets and empties."""
    if fields.priority is not None:
        yield "priority", fields.priority.value
    for tag in fields.tags:
        yield "tag", tag
    for tag in fields.tags_away:
        yield "tagAway", tag
    if fields.project:
        yield "project", fields.project
    if fields.deadline_on is not None:
        yield "deadlineOn", fields.deadline_on.isoformat()
    if fields.repeat is not None:
        yield "recurrence", say_recurrence(fields.repeat)
    for name in fields.emptied:
        yield "emptiedField", name


def of_offer(task: OfferedTask) -> Iterator[Field]:
    """Give what a new task has beside its title, its notes and its due date."""
    if task.priority is not Priority.NONE:
        yield "priority", task.priority.value
    for tag in task.tags:
        yield "tag", tag
    if task.project:
        yield "project", task.project
    if task.repeat is not None:
        yield "recurrence", say_recurrence(task.repeat)
