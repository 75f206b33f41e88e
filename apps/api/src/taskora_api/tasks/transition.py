"""What a change does to one task, as a pair of its states."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING

from taskora_api.errors import InvalidFieldError, VersionMismatchError
from taskora_api.ledger.entries import ChangeKind, Entity, Entry, entry_of
from taskora_api.ledger.position import position_at
from taskora_api.tasks import recurring
from taskora_api.tasks.clock import clock_of, completed_on
from taskora_api.tasks.field_types import DUE_EARLIEST, DUE_LATEST
from taskora_api.tasks.recurrence_schemas import NewRecurrence, Recurrence
from taskora_api.tasks.schemas import BESIDE_FIELDS, NewTask, Task, TaskChanges

# What differs with each change; all else people see.
BOOKKEEPING = frozenset({"version", "updated_at"})
_SEEN = tuple(name for name in Task.model_fields if name not in BOOKKEEPING)
# A time needs a date, and a zone needs a time.
_CLEARED_WITH = {"due_on": ("due_time", "due_zone", "recurrence"), "due_time": ("due_zone",)}


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

    def entry(self) -> Entry:
        """The form in which the ledger keeps it."""
        return entry_of(Entity.TASK, self.task.id, state_of(self.before), state_of(self.after))


def state_of(task: Task | None) -> dict[str, Any] | None:
    """A task as JSON, by the names of its fields."""
    return None if task is None else task.model_dump(mode="json")


def add(new: NewTask, task_id: UUID, space_id: UUID, member_id: str, now: datetime) -> Transition:
    """Add a task; the first occurrence of one that recurs may be later than the date that was sent.

    Raises:
        InvalidFieldError: a field does not go with the others.
    """
    values = new.model_dump(exclude={"space_id", "recurrence"})
    if new.recurrence is not None:
        values["recurrence"], values["due_on"] = recurring.begin(
            new.recurrence, new.due_on, clock_of(new)
        )
    task = Task(
        **values | {"space_id": space_id},
        id=task_id,
        position=position_at(now),
        completed_at=None,
        created_by=member_id,
        created_at=now,
        updated_at=now,
        version=1,
    )
    _check(task)
    return Transition(None, task)


def change(
    task: Task, changes: TaskChanges, now: datetime, today: date | None = None
) -> Transition:
    """Change the fields that were sent; a task that is complete keeps the time of that.

    `today` is that of the person, where their zone is not known.

    Raises:
        InvalidFieldError: a field does not go with the others.
        VersionMismatchError: the occurrence that was to be moved is over.
    """
    sent = {
        name: getattr(changes, name)
        for name in changes.model_fields_set
        if name not in BESIDE_FIELDS and name != "recurrence"
    }
    for name, others in _CLEARED_WITH.items():
        if name in sent and sent[name] is None:
            sent |= {other: None for other in others if sent.get(other) is None}
    if sent.get("project_id", task.project_id) != task.project_id:
        # A section is one of its project.
        sent.setdefault("section_id", None)
    values = {name: value for name, value in sent.items() if getattr(task, name) != value}
    if "due_on" in values and _is_over(task, changes):
        # The date was meant for another occurrence than the one that is open by now.
        raise VersionMismatchError
    values |= _recurrence(task, changes, values)
    if changes.completed is not MISSING:
        values |= _completion(task.model_copy(update=values), changes, now, today)
    return replaced(task, values, now)


def skip(task: Task, on: date, now: datetime) -> Transition:
    """Leave out the open occurrence of a task that recurs; the last one completes it.

    Raises:
        InvalidFieldError: the task does not recur.
    """
    if task.recurrence is None or task.due_on is None:
        raise InvalidFieldError("recurrence", "recurrence_missing")
    advanced = recurring.skip_occurrence(task.recurrence, task.due_on, on)
    values = {"completed_at": now} if advanced is None else following(task, *advanced)
    return replaced(task, values, now)


def move(task: Task, position: str, now: datetime) -> Transition:
    """Give a task another place in its list, which is no new version of what it says."""
    if task.position == position:
        return Transition(task, task)
    return Transition(task, task.model_copy(update={"position": position, "updated_at": now}))


def delete(task: Task) -> Transition:
    return Transition(task, None)


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
    if _is_next_occurrence(before, after):
        return ChangeKind.COMPLETED
    if is_same(before.model_copy(update={"completed_at": after.completed_at}), after):
        if before.completed_at is None:
            return ChangeKind.COMPLETED
        if after.completed_at is None:
            return ChangeKind.REOPENED
    return ChangeKind.CHANGED


def _is_next_occurrence(before: Task, after: Task) -> bool:
    """Say whether a task became due again by the rule that it has."""
    one, other = before.recurrence, after.recurrence
    if one is None or other is None or one.original_on == other.original_on:
        return False
    moved_on = {"recurrence": other, "due_on": after.due_on}
    return one.rule == other.rule and is_same(before.model_copy(update=moved_on), after)


def _recurrence(task: Task, changes: TaskChanges, values: dict[str, Any]) -> dict[str, Any]:
    """What becomes of the recurrence: another rule, or the open occurrence on another date."""
    due = values.get("due_on", task.due_on)
    if isinstance(changes.recurrence, NewRecurrence):
        clock = clock_of(task, changes)
        if task.recurrence is None or task.due_on is None:
            recurrence, first = recurring.begin(changes.recurrence, due, clock)
        elif due is None:
            raise InvalidFieldError("due_on", "recurrence_without_date")
        else:
            recurrence, first = recurring.change_rule(
                task.recurrence, changes.recurrence, task.due_on, due, clock
            )
        return {"recurrence": recurrence, "due_on": first}
    if "recurrence" in values:
        return {}
    if changes.recurrence is None:
        return {"recurrence": None} if task.recurrence is not None else {}
    if task.recurrence is not None and "due_on" in values and due is not None:
        return {"recurrence": recurring.reschedule(task.recurrence, due)}
    return {}


def _completion(
    task: Task, changes: TaskChanges, now: datetime, today: date | None
) -> dict[str, Any]:
    """Complete or reopen; a task that recurs becomes due again, unless that was its last."""
    if not changes.completed:
        return {"completed_at": None} if task.completed_at is not None else {}
    if task.completed_at is not None or _is_over(task, changes):
        return {}
    if task.recurrence is None or task.due_on is None:
        return {"completed_at": now}
    zone = "UTC" if changes.time_zone is MISSING else str(changes.time_zone)
    day = completed_on(task, now, zone, today)
    advanced = recurring.complete_occurrence(task.recurrence, task.due_on, day)
    return {"completed_at": now} if advanced is None else following(task, *advanced)


def _is_over(task: Task, changes: TaskChanges) -> bool:
    """Say whether the occurrence that the caller has seen was completed or skipped since."""
    seen = changes.occurrence_on
    if seen is MISSING or task.recurrence is None:
        return False
    return seen != task.recurrence.original_on


def following(task: Task, recurrence: Recurrence, due: date) -> dict[str, Any]:
    """Give a task another occurrence: from when and until when it can be done go along with it."""
    values = {"recurrence": recurrence, "due_on": due}
    if task.recurrence is None:
        return values
    later = recurrence.original_on - task.recurrence.original_on
    for name in ("start_on", "deadline_on"):
        day = getattr(task, name)
        if day is not None:
            values[name] = min(max(day + later, DUE_EARLIEST), DUE_LATEST)
    return values


def replaced(task: Task, values: dict[str, Any], now: datetime) -> Transition:
    """Give fields other values; a task that has them already is left alone.

    Raises:
        InvalidFieldError: a field does not go with the others.
    """
    if all(getattr(task, name) == value for name, value in values.items()):
        return Transition(task, task)
    changed = task.model_copy(update=values | {"updated_at": now, "version": task.version + 1})
    # An older program takes a date away and leaves its time: that is no fault of this change.
    if fault_of(changed) != fault_of(task):
        _check(changed)
    return Transition(task, changed)


def fault_of(task: Task) -> tuple[str, str] | None:
    """Name a field that does not go with the others, and why; None where all of them do."""
    if task.due_time is not None and task.due_on is None:
        return "due_time", "time_without_date"
    if task.due_zone is not None and task.due_time is None:
        return "due_zone", "zone_without_time"
    if task.recurrence is not None and task.due_on is None:
        return "due_on", "recurrence_without_date"
    if task.section_id is not None and task.project_id is None:
        return "section_id", "section_without_project"
    if task.parent_id == task.id:
        return "parent_id", "parent_is_itself"
    return None


def _check(task: Task) -> None:
    fault = fault_of(task)
    if fault is not None:
        raise InvalidFieldError(*fault)
