"""Reminders that count from the beginning of a day, as most programs have them.

A task that is due on a day is due at its beginning to them, and at a time of that day here.
"""

from datetime import time, timedelta
from typing import Any

from taskora_api.exchange.documents import Reminder, Task
from taskora_api.exchange.limits import DURATION_MINUTES_MAX

# When in a day people are reminded who have not said when.
ALL_DAY_TIME = time(9)
_HOUR_MINUTES, _DAY_MINUTES = 60, 1_440
_MINUTE = timedelta(minutes=1)


def is_all_day(task: Task) -> bool:
    """Say whether a task is due on a day, and at no time of it."""
    return task.due_on is not None and task.due_time is None


def times_of(offset: timedelta, *, is_of_day: bool) -> dict[str, Any] | None:
    """Give the fields of a reminder that comes so long after its task is due; mostly before.

    None for one that comes after a time, or after a day.
    """
    late = offset // _MINUTE
    if late <= 0:
        if -late > DURATION_MINUTES_MAX:
            return None
        return {"minutes_before": -late, "all_day_time": time(0) if is_of_day else None}
    if not is_of_day or late >= _DAY_MINUTES:
        return None
    clock = time(late // _HOUR_MINUTES, late % _HOUR_MINUTES)
    return {"minutes_before": 0, "all_day_time": clock}


def offset_of(task: Task, reminder: Reminder) -> timedelta:
    """Give how long after its task is due a reminder comes that counts from that."""
    before = timedelta(minutes=reminder.minutes_before or 0)
    if not is_all_day(task):
        return -before
    clock = reminder.all_day_time or ALL_DAY_TIME
    return timedelta(hours=clock.hour, minutes=clock.minute) - before
