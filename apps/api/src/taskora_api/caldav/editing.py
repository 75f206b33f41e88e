"""A task as a program wants it."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from taskora_api.caldav.occurrences import carried_out
from taskora_api.caldav.places import Place
from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.changes import Change
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.ledger.position import position_at
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.occurrences import first_occurrence
from taskora_api.recurrence.series import Series
from taskora_api.tasks import recurring
from taskora_api.tasks.field_types import Priority
from taskora_api.tasks.recurrence_schemas import Recurrence
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import Transition, fault_of

_PRIORITIES = tuple(Priority)
# What a task has under the same name; the others are of a list, of the text, or not to be changed.
_ELSEWHERE = frozenset({"uid", "parent_uid", "reminders", "created_at", "updated_at", "recurrence"})
_SAME = frozenset(each.name for each in fields(CalendarTask)) - _ELSEWHERE


def made(
    change: Change, place: Place, member_id: str, parent_id: UUID | None, now: datetime
) -> Transition:
    """Add a task to a list.

    Raises:
        CalendarError: RULE, for a rule that never gives a date; OCCURRENCE.
        InvalidFieldError: the rule cannot be followed.
    """
    task = Task.model_validate(
        _values(change, None)
        | {
            "id": uuid4(),
            "space_id": place.space_id,
            "project_id": place.project_id,
            "parent_id": parent_id,
            "position": position_at(now),
            "created_by": member_id,
            "created_at": now,
            "updated_at": now,
            "version": 1,
        }
    )
    for intent in change.intents:
        task = carried_out(task, intent, now)
    # It is new, however many of its occurrences are over.
    return Transition(None, _sound(task.model_copy(update={"version": 1})))


def changed(task: Task, change: Change, parent_id: UUID | None, now: datetime) -> Transition:
    """Change a task; it has a new version also where only its text differs.

    Raises:
        CalendarError: RULE or OCCURRENCE.
        InvalidFieldError: the rule cannot be followed.
    """
    values = _values(change, task)
    if "parent_uid" in change.changed:
        values["parent_id"] = parent_id
    after = task.model_copy(update=values)
    for intent in change.intents:
        after = carried_out(after, intent, now)
    written = {"updated_at": now, "version": task.version + 1}
    return Transition(task, _sound(after.model_copy(update=written)))


def _values(change: Change, task: Task | None) -> dict[str, Any]:
    wanted = change.task
    values = {name: getattr(wanted, name) for name in _SAME & change.changed}
    if "priority" in values:
        values["priority"] = _PRIORITIES[wanted.priority]
    if "tags" in values:
        values["tags"] = list(wanted.tags)
    if "recurrence" in change.changed:
        values |= _recurrence(wanted.recurrence, None if task is None else task.recurrence)
    elif task is not None and task.recurrence is not None and values.get("due_on") is not None:
        values["recurrence"] = recurring.reschedule(task.recurrence, values["due_on"])
    return values


def _recurrence(series: Series | None, kept: Recurrence | None) -> dict[str, Any]:
    """A new series begins with its first occurrence, which may be later than what was sent."""
    if series is None:
        return {"recurrence": None}
    try:
        first = first_occurrence(series)
    except RecurrenceError as error:
        raise CalendarError(Code.RULE, f"{error.what} ({error.code})") from None
    if first is None:
        raise CalendarError(Code.RULE, "the rule never gives a date")
    catch_up = kept is not None and kept.catch_up
    due: date = first.due
    return {"recurrence": recurring.written(series, first, catch_up=catch_up), "due_on": due}


def _sound(task: Task) -> Task:
    fault = fault_of(task)
    if fault is not None:
        raise CalendarError(Code.VALUE, f"{fault[0]} does not go with the others ({fault[1]})")
    return task
