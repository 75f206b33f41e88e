"""One to-do of a calendar as a task."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Component

from taskora_api.calendars.errors import CalendarError
from taskora_api.calendars.todo.moments import UTC_NAME, Moment
from taskora_api.calendars.todo.timing import read_due, read_series
from taskora_api.exchange import building
from taskora_api.exchange.calendar_rules import rrule_for
from taskora_api.exchange.codec import decode_recurrence
from taskora_api.exchange.documents import Priority, Recurrence, Task
from taskora_api.exchange.items import Context, Remarks
from taskora_api.exchange.moments import read_length
from taskora_api.exchange.readers.calendar_values import (
    all_of,
    first_text,
    instant_of,
    length_of,
    moment_of,
    moments_of,
    relation_type,
    shown_in,
)
from taskora_api.exchange.reasons import Reason
from taskora_api.exchange.rules import RuleChecks, clock_of, with_unread
from taskora_api.recurrence.errors import RecurrenceError
from taskora_api.recurrence.wall_clock import WallClock

MINUTE = timedelta(minutes=1)
HIGH_MAX, MEDIUM = 4, 5
DEADLINE, ASSIGNEE = "X-TASKORA-DEADLINE", "X-TASKORA-ASSIGNEE"
RECURRENCE = "X-TASKORA-RECURRENCE"
# A start that is no DTSTART: on the due date, after it, or of a task that recurs.
START = "X-TASKORA-START"
# Says of a due date in UTC that it stays so, whatever the zone of the person is.
ZONE = "X-TASKORA-ZONE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a to-do belongs, and its id."""

    source_id: str
    project_id: str | None
    section_id: str | None


@dataclass(frozen=True, slots=True)
class Timing:
    """When a to-do starts, if that is no date of its own, and is due, as it says that itself."""

    start: Moment | None
    due: Moment | None
    length: timedelta | None
    is_in_utc: bool

    def shown(self, zone: str | None) -> tuple[Moment | None, Moment | None]:
        """Give both in the zone of the person, unless an export of ours says that it is UTC."""
        if zone is None or self.is_in_utc:
            return self.start, self.due
        return (
            None if self.start is None else shown_in(self.start, zone),
            None if self.due is None else shown_in(self.due, zone),
        )


def read_timing(remarks: Remarks, todo: Component) -> Timing:
    """Read dates and durations as CalDAV does."""
    start, due = moment_of(remarks, todo, "DTSTART"), moment_of(remarks, todo, "DUE")
    length = length_of(todo, "DURATION")
    due = read_due(start, due, length, recurs="RRULE" in todo)
    is_in_utc = first_text(todo, ZONE) == UTC_NAME
    return Timing(None if start == due else start, due, length, is_in_utc)


def build_task(
    todo: Component, place: Place, context: Context, checks: RuleChecks, remarks: Remarks
) -> Task:
    """Build a task in its place; raises `RowRefusedError` as `building.task` does."""
    timing = read_timing(remarks, todo)
    recurrence, notes = _recurrence(remarks, todo, timing, checks)
    start, due = timing.shown(None if recurrence else context.zone)
    for attachment in all_of(todo, "ATTACH"):
        remarks.add(Reason.ATTACHMENT_LEFT_OUT, attachment)
    parents = [each for each in all_of(todo, "RELATED-TO") if relation_type(each) == "PARENT"]
    return building.task(
        remarks,
        source_id=place.source_id,
        title=first_text(todo, "SUMMARY"),
        notes=notes,
        priority=_priority(todo),
        project_id=place.project_id,
        section_id=place.section_id,
        parent_id=str(parents[0]) if parents else None,
        tags=[tag for each in all_of(todo, "CATEGORIES") for tag in getattr(each, "cats", ())],
        start_on=first_text(todo, START) or (start and start.day),
        due_on=due and due.day,
        deadline_on=first_text(todo, DEADLINE),
        due_time=due and due.at,
        due_zone=due and due.zone,
        duration_minutes=_duration(todo, timing),
        recurrence=recurrence,
        assignee=first_text(todo, ASSIGNEE),
        completed_at=_completed(todo, context),
        created_at=instant_of(todo, "CREATED"),
        updated_at=instant_of(todo, "LAST-MODIFIED"),
    )


def _priority(todo: Component) -> Priority:
    number = building.read_number(first_text(todo, "PRIORITY")) or 0
    if number <= 0:
        return Priority.NONE
    if number <= HIGH_MAX:
        return Priority.HIGH
    return Priority.MEDIUM if number == MEDIUM else Priority.LOW


def _duration(todo: Component, timing: Timing) -> int | None:
    length = read_length(first_text(todo, "ESTIMATED-DURATION")) or timing.length
    return None if length is None else int(length / MINUTE)


def _completed(todo: Component, context: Context) -> datetime | None:
    is_done = first_text(todo, "STATUS").upper() == "COMPLETED" or "COMPLETED" in todo
    return (instant_of(todo, "COMPLETED") or context.now) if is_done else None


def _recurrence(
    remarks: Remarks, todo: Component, timing: Timing, checks: RuleChecks
) -> tuple[Recurrence | None, str]:
    notes = first_text(todo, "DESCRIPTION")
    rules = [str(each.to_ical(), "utf-8") for each in all_of(todo, "RRULE")]  # type: ignore[attr-defined]
    if not rules:
        return None, notes
    due = timing.due
    clock = None if due is None else clock_of(due.at, due.zone)
    ours = _ours(remarks, todo, rules[0], None if due is None else due.day, clock)
    if ours is not None:
        return ours, notes
    text = "\n".join(rules)
    if due is not None and "RDATE" not in todo:
        with suppress(RecurrenceError, CalendarError):
            series = read_series(
                text,
                start=timing.start,
                due=due,
                skipped=moments_of(remarks, todo, "EXDATE"),
                read=checks.read,
            )
            if checks.gives_a_date(series.rule, series.start):
                return Recurrence(series=series), notes
    remarks.add(Reason.RECURRENCE_NOT_READ, text)
    return None, with_unread(notes, "RRULE", text)


def _ours(
    remarks: Remarks, todo: Component, text: str, day: date | None, clock: WallClock | None
) -> Recurrence | None:
    """Read what our export says beside a RRULE, unless another program has changed that since."""
    written = first_text(todo, RECURRENCE)
    if not written:
        return None
    try:
        recurrence = decode_recurrence(remarks, json.loads(written))
    except (ValueError, RecursionError):
        return None
    is_same = recurrence is not None and rrule_for(recurrence, day, clock) == text
    return recurrence if is_same else None
