"""The time of day of a task, as the engine of recurrence takes it."""

from datetime import date, datetime

from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.wall_clock import WallClock
from taskora_api.tasks.schemas import NewTask, SeriesChanges, Task
from taskora_api.wire import load_time_zone


def clock_of(task: Task | NewTask, changes: SeriesChanges | None = None) -> WallClock | None:
    """Return its time of day with its zone, once it is changed; None for one of the whole day."""
    sent = set() if changes is None else changes.model_fields_set
    time, zone = (
        getattr(changes if name in sent else task, name) for name in ("due_time", "due_zone")
    )
    return None if time is None else WallClock(time, zone)


def completed_on(
    task: Task, now: datetime, reader_zone: str, reader_today: date | None = None
) -> date:
    """Return the date that a completion counts as; `reader_today` is given where no zone is known.

    It is that of the person's calendar or, where the rule counts from due dates and the task has a
    time of day, the last date on which that time has come: done at noon, 19:00 is due again today.
    """
    clock = clock_of(task)
    today = reader_today or now.astimezone(load_time_zone(reader_zone)).date()
    if clock is None or task.recurrence is None or task.recurrence.anchor is Anchor.COMPLETION:
        return today
    if clock.zone is None and reader_today is not None:
        return today
    return clock.last_day_until(now, reader_zone)
