"""When a task starts, is due and recurs, and how long it takes: read and written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.content import Line, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.moments import (
    Moment,
    duration_line,
    moment_line,
    read_duration,
    read_moment,
)
from taskora_api.calendars.todo.recurring import open_rule, open_skips
from taskora_api.calendars.todo.task import DURATION_MINUTES_MAX, CalendarTask
from taskora_api.calendars.todo.timing import read_due, read_series
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.series import Series
from taskora_api.recurrence.vocabulary import Anchor
from taskora_api.recurrence.writing import write_rule

# What no property of a RFC says of a task that recurs, whose DTSTART has to be its due date.
START = "X-TASKORA-START"
ANCHOR = "X-TASKORA-ANCHOR"
DEADLINE = "X-TASKORA-DEADLINE"
ESTIMATE = "ESTIMATED-DURATION"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What DTSTART, DUE, DURATION, RRULE and EXDATE say together."""

    start_on: date | None
    due: Moment | None
    duration_minutes: int | None
    recurrence: Series | None


def read_schedule(todo: Block, calendar: Block) -> Schedule:
    """Read the schedule.

    A DTSTART that equals DUE is no start: programs write it because a rule needs one. `timing`
    says what counts from where; where a rule has only DTSTART, that is the due date.

    Raises `CalendarError`: VALUE, ZONE, and RULE for a RRULE that is refused or has no date.
    """
    start, due = _moment(todo, calendar, "DTSTART"), _moment(todo, calendar, "DUE")
    length = todo.line("DURATION")
    due = read_due(
        start,
        due,
        None if length is None else read_duration(length),
        recurs=todo.line("RRULE") is not None,
    )
    own_start = todo.line(START)
    if own_start is not None:
        start = read_moment(own_start, calendar)
    elif start == due:
        start = None
    return Schedule(
        None if start is None else start.day,
        due,
        _minutes(todo.line(ESTIMATE) or length),
        _series(todo, calendar, due, None if own_start is not None else start),
    )


def read_deadline(todo: Block, calendar: Block) -> date | None:
    """Give the date in our own property."""
    moment = _moment(todo, calendar, DEADLINE)
    return None if moment is None else moment.day


def with_deadline(todo: Block, deadline: date | None) -> Block:
    """Write the date in our own property."""
    return _with(todo, DEADLINE, None if deadline is None else Moment(deadline))


def with_schedule(todo: Block, calendar: Block, task: CalendarTask) -> Block:
    """Write the schedule of a task, in types that RFC 5545 allows beside each other."""
    due = due_of(task)
    rule = open_rule(task)
    start = _start(todo, calendar, task, due)
    is_hidden = rule is not None and task.start_on is not None
    todo = _with(todo, "DTSTART", start)
    todo = _with(todo, "DUE", due)
    todo = _with(todo, START, Moment(task.start_on) if is_hidden and task.start_on else None)
    written = None if rule is None else write_rule(rule, task.clock)
    todo = _with_value(todo, "RRULE", written)
    is_anchored = rule is not None and rule.anchor is Anchor.COMPLETION
    todo = _with_value(todo, ANCHOR, Anchor.COMPLETION.name if is_anchored else None)
    todo = _with_skips(todo, due, sorted(open_skips(task)))
    if due is not None:
        todo = todo.with_lines([], lambda line: line.name == "DURATION")
    return with_estimate(todo, task.duration_minutes)


def with_estimate(todo: Block, minutes: int | None) -> Block:
    """Write how long a task takes: beside DUE, RFC 5545 allows no DURATION."""
    old = todo.line(ESTIMATE)
    lines = [] if minutes is None else [duration_line(ESTIMATE, minutes * _MINUTE, old)]
    return todo.with_lines(lines, lambda line: line.name == ESTIMATE)


def due_of(task: CalendarTask) -> Moment | None:
    """Give when a task is due."""
    return None if task.due_on is None else Moment(task.due_on, task.due_time, task.due_zone)


def _start(todo: Block, calendar: Block, task: CalendarTask, due: Moment | None) -> Moment | None:
    if due is not None and task.recurrence is not None:
        return due
    old = _moment(todo, calendar, "DTSTART")
    if task.start_on is None:
        was_due = old is not None and old == _moment(todo, calendar, "DUE")
        return due if was_due else None
    if due is None or due.at is None:
        return Moment(task.start_on)
    is_same = old is not None and old.day == task.start_on and old.at is not None
    at = old.at if is_same and old is not None else time()
    return Moment(task.start_on, at, due.zone)


def _series(
    todo: Block, calendar: Block, due: Moment | None, start: Moment | None
) -> Series | None:
    rules = todo.lines("RRULE")
    if not rules:
        return None
    if len(rules) > 1:
        raise CalendarError(Code.RULE, "there are two RRULE, and a task has one")
    if due is None:
        raise CalendarError(Code.RULE, "RRULE has neither DTSTART nor DUE to count from")
    anchor = todo.line(ANCHOR)
    is_anchored = anchor is not None and anchor.value.upper() == Anchor.COMPLETION.name
    try:
        return read_series(
            rules[0].value,
            start=start,
            due=due,
            skipped=_skips(todo, calendar),
            anchor=Anchor.COMPLETION if is_anchored else Anchor.DUE,
        )
    except RecurrenceError as error:
        raise CalendarError(Code.RULE, f"{error.what} ({error.code})") from None


def _skips(todo: Block, calendar: Block) -> Iterator[Moment]:
    for line in todo.lines("EXDATE"):
        for part in line.value.split(","):
            yield read_moment(Line(b"", line.name, line.head, part), calendar)


def _with_skips(todo: Block, due: Moment | None, skipped: Iterable[date]) -> Block:
    lines: list[Line] = []
    for day in skipped:
        written = moment_line("EXDATE", Moment(day, due.at, due.zone) if due else Moment(day))
        if lines:
            joined = f"{lines[0].value},{written.value}"
            lines = [lines[0].with_value(joined, {}, without=())]
        else:
            lines = [written]
    return todo.with_lines(lines, lambda line: line.name == "EXDATE")


def _minutes(line: Line | None) -> int | None:
    minutes = 0 if line is None else read_duration(line) // _MINUTE
    if not 0 <= minutes <= DURATION_MINUTES_MAX:
        raise CalendarError(Code.VALUE, f"a duration has from 0 to {DURATION_MINUTES_MAX} minutes")
    return minutes or None


def _moment(todo: Block, calendar: Block, name: str) -> Moment | None:
    line = todo.line(name)
    return None if line is None else read_moment(line, calendar)


def _with(todo: Block, name: str, moment: Moment | None) -> Block:
    lines = [] if moment is None else [moment_line(name, moment, todo.line(name))]
    return todo.with_lines(lines, lambda line: line.name == name)


def _with_value(todo: Block, name: str, value: str | None) -> Block:
    old = todo.line(name)
    if value is None:
        lines = []
    elif old is None:
        lines = [make_line(name, value)]
    else:
        lines = [old.with_value(value, {}, without=())]
    return todo.with_lines(lines, lambda line: line.name == name)
