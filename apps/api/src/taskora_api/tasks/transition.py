"""What a change does to one task, as a pair of its states: the one form that every change has.

A pair can be stored, shown and turned around, so that undo needs no code of its own for each verb.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from taskora_api.tasks.schemas import NewTask, Task, TaskChanges

# All that people see of a task; its version and the time of its last change differ with each.
_SEEN = tuple(name for name in Task.model_fields if name not in {"version", "updated_at"})


class ChangeKind(StrEnum):
    """What a change did, as people would say it."""

    ADDED = "added"
    CHANGED = "changed"
    COMPLETED = "completed"
    REOPENED = "reopened"
    DELETED = "deleted"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Transition:
    """A task before and after; None before it was added, and after it was deleted."""

    before: Task | None
    after: Task | None

    @property
    def task(self) -> Task:
        """The task as it is now, or as it was when it was deleted."""
        task = self.after or self.before
        if task is None:
            raise ValueError("a transition from nothing to nothing")
        return task


def add(new: NewTask, task_id: UUID, now: datetime) -> Transition:
    task = Task(
        id=task_id,
        title=new.title,
        notes=new.notes,
        due_on=new.due_on,
        completed_at=None,
        created_at=now,
        updated_at=now,
        version=1,
    )
    return Transition(None, task)


def change(task: Task, changes: TaskChanges, now: datetime) -> Transition:
    """Change the fields that were sent; a task that is complete keeps the time of that."""
    values = {name: getattr(changes, name) for name in changes.model_fields_set}
    if "completed" in values:
        values["completed_at"] = (task.completed_at or now) if values.pop("completed") else None
    return _replace(task, values, now)


def delete(task: Task) -> Transition:
    return Transition(task, None)


def turn_around(done: Transition, current: Task | None, now: datetime) -> Transition | None:
    """Undo what was done to a task; None when the task is not as that left it any more."""
    if not is_same(done.after, current):
        return None
    if done.before is None:
        return Transition(current, None)
    before = done.before
    if current is None:
        return Transition(
            None, before.model_copy(update={"updated_at": now, "version": before.version + 1})
        )
    return _replace(current, {name: getattr(before, name) for name in _SEEN}, now)


def is_same(one: Task | None, other: Task | None) -> bool:
    """Say whether two states of a task are alike in all that people see."""
    if one is None or other is None:
        return one is other
    return all(getattr(one, name) == getattr(other, name) for name in _SEEN)


def has_effect(transition: Transition) -> bool:
    """Say whether anything is different afterwards; a task that stays is the same object."""
    return transition.before is not transition.after


def kind_of(transition: Transition) -> ChangeKind:
    """Name what was done to a task."""
    before, after = transition.before, transition.after
    if before is None:
        return ChangeKind.ADDED
    if after is None:
        return ChangeKind.DELETED
    if is_same(before.model_copy(update={"completed_at": after.completed_at}), after):
        if before.completed_at is None:
            return ChangeKind.COMPLETED
        if after.completed_at is None:
            return ChangeKind.REOPENED
    return ChangeKind.CHANGED


def _replace(task: Task, values: dict[str, Any], now: datetime) -> Transition:
    """Leave a task alone whose fields have the values already."""
    if all(getattr(task, name) == value for name, value in values.items()):
        return Transition(task, task)
    bookkeeping = {"updated_at": now, "version": task.version + 1}
    return Transition(task, task.model_copy(update=values | bookkeeping))
