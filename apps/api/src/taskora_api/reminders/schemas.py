"""Reminders on the wire."""

from datetime import UTC, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from taskora_api.tasks.field_types import TimeOfDay
from taskora_api.wire import RequestBody, ResponseBody, TimeZoneName, WrittenTime

REMINDERS_MAX = 20
MINUTES_BEFORE_MAX = 525_600
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2999, 12, 31, tzinfo=UTC)
ALL_DAY_TIME = time(9)
TIME_ZONE = "UTC"


def _in_utc(moment: datetime) -> datetime:
    """As the database gives it back, so that it stays the same in the ledger."""
    return moment.astimezone(UTC)


Moment = Annotated[
    AwareDatetime,
    Field(ge=EARLIEST, le=LATEST, description="An instant, with Z or an offset."),
    WrittenTime,
    AfterValidator(_in_utc),
]
MinutesBefore = Annotated[
    int,
    Field(strict=True, ge=0, le=MINUTES_BEFORE_MAX, description="Before the task is due."),
]
AllDayTime = Annotated[
    TimeOfDay,
    Field(description="When in the day a task without a time is taken to be due: HH:MM."),
]


class Reminder(ResponseBody):
    """When a member wants to be reminded of a task: at an instant, or before it is due."""

    id: UUID
    space_id: UUID
    task_id: UUID
    # Who is reminded.
    member_id: str
    remind_at: datetime | None
    minutes_before: int | None
    # Null: as the settings of the member have it.
    all_day_time: time | None
    created_at: datetime
    # As calendar programs know it; null: by its id.
    uid: str | None = None
    # When it was dismissed, on whatever device; what was due until then is over.
    acknowledged_at: datetime | None = None


class ReminderList(ResponseBody):
    """The reminders of a task, the oldest first."""

    items: list[Reminder]


class ReminderBody(RequestBody):
    """Either an instant, or how many minutes before the task is due."""

    remind_at: Moment | None = None
    minutes_before: MinutesBefore | None = None
    all_day_time: AllDayTime | None = None


class ReminderSettings(ResponseBody):
    """What counts for all reminders of a person."""

    # In which tasks are due that have a time without a zone, or no time.
    time_zone: str
    all_day_time: time


class ReminderSettingsBody(RequestBody):
    """What shall count from now on."""

    time_zone: TimeZoneName
    all_day_time: AllDayTime = ALL_DAY_TIME
