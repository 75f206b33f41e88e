"""What a VTODO can say of a task; the names are those of the data model."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum

from taskora_api.recurrence.series import Series
from taskora_api.recurrence.wall_clock import WallClock

TITLE_LENGTH_MAX = 1024
NOTES_LENGTH_MAX = 32_768
TAG_LENGTH_MAX = 100
TAGS_MAX = 50
DURATION_MINUTES_MAX = 525_600
UID_LENGTH_MAX = 255
UNTITLED = "Untitled"


class Priority(IntEnum):
    """How much a task matters, as it is stored."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A VALARM that shows something: at an instant, or minutes before the task is due.

    What is due on a day is due at its beginning, and `minutes_before` is negative for a reminder at
    a time of that day; exactly one of it and `at` is given. Who sends no `uid` has none.
    `acknowledged_at` (RFC 9074) is when somebody has dismissed it, on whatever device.
    """

    uid: str | None = None
    minutes_before: int | None = None
    at: datetime | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTask:
    """A task, as far as a VTODO can say it.

    `due_time` has whole minutes and needs `due_on`; without `due_zone` it floats. `parent_uid` is
    the UID of the parent, also of one that nobody knows yet. `recurrence` counts from due dates,
    and `due_on` is that of the open occurrence. Instants have an offset.
    """

    uid: str
    title: str
    notes: str = ""
    priority: Priority = Priority.NONE
    tags: tuple[str, ...] = ()
    start_on: date | None = None
    due_on: date | None = None
    due_time: time | None = None
    due_zone: str | None = None
    deadline_on: date | None = None
    duration_minutes: int | None = None
    recurrence: Series | None = None
    parent_uid: str | None = None
    completed_at: datetime | None = None
    reminders: tuple[Reminder, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def clock(self) -> WallClock | None:
        """The time of day that the task is due at."""
        return None if self.due_time is None else WallClock(self.due_time, self.due_zone)
