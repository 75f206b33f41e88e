"""What a program has done to single occurrences, as the product does it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.changes import Advance, Complete, Intent, Move, Skip
from taskora_api.recurrence.editing import move_one
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.series import Occurrence
from taskora_api.tasks import recurring
from taskora_api.tasks.clock import completed_on
from taskora_api.tasks.recurrence_schemas import Recurrence
from taskora_api.tasks.schemas import Task
from taskora_api.tasks.transition import following

Values = Mapping[str, Any]


def carried_out(task: Task, intent: Intent, now: datetime) -> Task:
    """Give a task after an intent.

    Raises:
        CalendarError: OCCURRENCE, where the series has no such occurrence.
        InvalidFieldError: the rule cannot be followed any further.
    """
    kept, due = task.recurrence, task.due_on
    if kept is None or due is None:
        raise CalendarError(Code.OCCURRENCE, "a task that does not recur has no occurrences")
    is_open = intent.original == kept.original_on
    match intent:
        case Advance():
            values = _advanced(kept, intent)
        case Move():
            values = _moved(kept, due, intent)
        case Complete() if is_open:
            day = completed_on(task, intent.at, _zone(task))
            values = _over(task, recurring.complete_occurrence(kept, due, day), intent.at)
        case Skip() if is_open:
            day = completed_on(task, now, _zone(task))
            values = _over(task, recurring.skip_occurrence(kept, due, day), now)
        case Complete() | Skip():
            values = _left_out(kept, due, intent.original)
    return task.model_copy(update=dict(values))


def _over(task: Task, advanced: tuple[Recurrence, date] | None, at: datetime) -> Values:
    """The open occurrence is over: the next one is open, or the task is complete."""
    return {"completed_at": at} if advanced is None else following(task, *advanced)


def _advanced(kept: Recurrence, intent: Advance) -> Values:
    """A program has gone on itself: what was open before is over."""
    series = recurring.series_of(kept)
    open_one = Occurrence(intent.due, intent.due)
    recurrence = recurring.written(series, open_one, catch_up=kept.catch_up)
    return {"recurrence": recurrence, "due_on": intent.due}


def _moved(kept: Recurrence, due: date, intent: Move) -> Values:
    if intent.original == kept.original_on:
        return {"recurrence": recurring.reschedule(kept, intent.due), "due_on": intent.due}
    try:
        series = move_one(recurring.series_of(kept), intent.original, intent.due)
    except RecurrenceError as error:
        raise CalendarError(Code.OCCURRENCE, error.what) from None
    open_one = Occurrence(kept.original_on, due)
    return {"recurrence": recurring.written(series, open_one, catch_up=kept.catch_up)}


def _left_out(kept: Recurrence, due: date, original: date) -> Values:
    """A later occurrence that is done or cancelled already does not become due."""
    series = recurring.series_of(kept)
    skipped = replace(series, skipped=series.skipped | {original})
    open_one = Occurrence(kept.original_on, due)
    return {"recurrence": recurring.written(skipped, open_one, catch_up=kept.catch_up)}


def _zone(task: Task) -> str:
    """The zone of the task, as far as it has one: a program does not say where its person is."""
    return task.due_zone or "UTC"
