"""The fields that an action or a new task sets, one by one, as a question names them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taskora_api.assistant.messages.organising import say_whole_recurrence
from taskora_api.assistant.state import FieldChanges, OfferedTask, Repeat
from taskora_api.assistant.values import FieldName
from taskora_api.tasks.field_types import Priority


@dataclass(frozen=True)
class Field:
    """A field with its value as text, and of a recurrence all that it is."""

    name: FieldName
    text: str
    repeat: Repeat | None = None


def is_said(field: Field, said: Iterable[Field]) -> bool:
    """Say whether a field was said; a recurrence may leave out its first day, and say no other."""
    if field.repeat is None:
        return field in said
    return any(_is_same(field.repeat, each.repeat) for each in said if each.repeat is not None)


def _is_same(repeat: Repeat, said: Repeat) -> bool:
    plain = {"first": None, "has_start": False}
    is_alike = repeat.model_copy(update=plain) == said.model_copy(update=plain)
    return is_alike and (repeat.first is None or repeat == said)


def _recurrence(repeat: Repeat) -> Field:
    return Field("recurrence", say_whole_recurrence(repeat), repeat)


def of_change(fields: FieldChanges) -> Iterator[Field]:
    """Give what a change sets and empties."""
    if fields.priority is not None:
        yield Field("priority", fields.priority.value)
    for tag in fields.tags:
        yield Field("tag", tag)
    for tag in fields.tags_away:
        yield Field("tagAway", tag)
    if fields.project:
        yield Field("project", fields.project)
    if fields.deadline_on is not None:
        yield Field("deadlineOn", fields.deadline_on.isoformat())
    if fields.repeat is not None:
        yield _recurrence(fields.repeat)
    for name in fields.emptied:
        yield Field("emptiedField", name)


def of_offer(task: OfferedTask) -> Iterator[Field]:
    """Give what a new task has beside its title, its notes and its due date."""
    if task.priority is not Priority.NONE:
        yield Field("priority", task.priority.value)
    for tag in task.tags:
        yield Field("tag", tag)
    if task.project:
        yield Field("project", task.project)
    if task.repeat is not None:
        yield _recurrence(task.repeat)
