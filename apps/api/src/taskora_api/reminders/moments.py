"""When a reminder is due: the one rule, of plain values alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.wall_clock import WallClock

# What was due longer ago is of no use to anybody any more.
LATE_MAX = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What a reminder depends on of its task; the zone of a time may be None, which floats."""

    on: date | None
    time: time | None
    zone: str | None


@dataclass(frozen=True, slots=True)
class Timing:
    """When somebody wants to be reminded: at an instant, or some minutes before.

    `all_day_time` is when a task without a time is due, `home_zone` where its member lives.
    """

    remind_at: datetime | None
    minutes_before: int | None
    all_day_time: time
    home_zone: str


def moment_of(timing: Timing, due: Due) -> datetime | None:
    """The instant of a reminder; None where its task has no date, or a zone is not known any more.

    A local time that the clocks jump over is moved forward, and of one that comes twice the first
    counts, as in `recurrence.wall_clock`; minutes are counted back from there as they pass.
    """
    if timing.remind_at is not None:
        return timing.remind_at
    if due.on is None or timing.minutes_before is None:
        return None
    clock_time = due.time if due.time is not None else timing.all_day_time
    zone = due.zone if due.time is not None else None
    try:
        instant = WallClock(clock_time, zone).instant(due.on, timing.home_zone)
    except RecurrenceError:
        return None
    # In UTC: an offset would be kept where the clocks change in between.
    return instant.astimezone(UTC) - timedelta(minutes=timing.minutes_before)


def is_to_come(moment: datetime, changed_at: datetime) -> bool:
    """Say whether a moment was yet to come when it was made: who sets one in the past gets none."""
    return moment >= changed_at


def is_too_late(moment: datetime, now: datetime) -> bool:
    """Say whether a moment was missed by so much that nobody is to be reminded."""
    return now - moment > LATE_MAX
