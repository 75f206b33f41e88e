"""Whether a task or an alarm lies in a time range (RFC 4791 section 9.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from taskora_api.calendars.dav.filters import Span
from taskora_api.calendars.todo.content import Line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.moments import Moment, read_duration, read_instant, read_moment
from taskora_api.calendars.todo.recurring import occurrences_left
from taskora_api.calendars.todo.schedule import due_of
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.recurrence.rule import CALENDAR_FIRST, CALENDAR_LAST
from taskora_api.recurrence.wall_clock import WallClock

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Times:
    start: datetime | None
    due: datetime | None
    completed: datetime | None
    created: datetime | None


def is_in_span(todo: Block, calendar: Block, task: CalendarTask, span: Span) -> bool:
    """Say whether a VTODO lies in a range, with any of its occurrences."""
    return any(_overlaps(times, span) for times in _all_times(todo, calendar, task, span))


def is_alarm_in_span(alarm: Block, todo: Block, calendar: Block, span: Span) -> bool:
    """Say whether an alarm goes off in a range, for the open occurrence."""
    trigger = alarm.line("TRIGGER")
    if trigger is None:
        return False
    if (trigger.parameter("VALUE") or "").upper() == "DATE-TIME":
        return span.start <= read_instant(trigger) < span.end
    is_of_end = (trigger.parameter("RELATED") or "START").upper() == "END"
    for name in ("DUE", "DTSTART") if is_of_end else ("DTSTART", "DUE"):
        line = todo.line(name)
        if line is not None:
            at = _instant(read_moment(line, calendar)) + read_duration(trigger)
            return span.start <= at < span.end
    return False


def is_line_in_span(line: Line, calendar: Block, span: Span) -> bool:
    """Say whether the date or time of a property lies in a range; what floats is read in UTC."""
    return span.start <= _instant(read_moment(line, calendar)) < span.end


def _all_times(todo: Block, calendar: Block, task: CalendarTask, span: Span) -> Iterator[_Times]:
    start_line, due = todo.line("DTSTART"), due_of(task)
    start = None if start_line is None else read_moment(start_line, calendar)
    yield _times(task, start, due)
    if due is None or task.recurrence is None or task.completed_at is not None:
        return
    length = ONE_DAY if start is None else abs(due.day - start.day) + ONE_DAY
    first = _day(span.start, -length)
    for day in occurrences_left(task, first, _day(span.end, length)):
        by = day - due.day
        moved = None if start is None else Moment(start.day + by, start.at, start.zone)
        yield _times(task, moved, Moment(day, due.at, due.zone))


def _times(task: CalendarTask, start: Moment | None, due: Moment | None) -> _Times:
    end = None if due is None else _instant(due)
    if end is not None and due is not None and due.at is None:
        # What is due on a date can be done until that day is over.
        end += ONE_DAY
    begin = None if start is None else _instant(start)
    return _Times(begin, end, task.completed_at, task.created_at)


def _overlaps(times: _Times, span: Span) -> bool:
    start, due = times.start, times.due
    if start is not None and due is not None:
        return (span.start < due or span.start <= start) and (span.end > start or span.end >= due)
    if start is not None:
        return span.start <= start < span.end
    if due is not None:
        return span.start < due <= span.end
    return _was_worked_on(times, span)


def _was_worked_on(times: _Times, span: Span) -> bool:
    completed, created = times.completed, times.created
    if completed is not None and created is not None:
        is_after = span.start <= created or span.start <= completed
        return is_after and (span.end >= created or span.end >= completed)
    if completed is not None:
        return span.start <= completed <= span.end
    return created is None or span.end > created


def _day(instant: datetime, by: timedelta) -> date:
    day = instant.date()
    if not CALENDAR_FIRST <= day <= CALENDAR_LAST:
        return CALENDAR_FIRST if day < CALENDAR_FIRST else CALENDAR_LAST
    return min(max(day + by, CALENDAR_FIRST), CALENDAR_LAST)


def _instant(moment: Moment) -> datetime:
    if moment.at is None or moment.zone is None:
        return datetime.combine(moment.day, moment.at or time(), UTC)
    return WallClock(moment.at, moment.zone).instant(moment.day).astimezone(UTC)
