"""iCalendar: a VTODO for each task. What RFC 5545 has no property for is in properties of ours."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from icalendar import Alarm, Todo
from icalendar.prop import vCategory, vDDDTypes, vRecur, vText

from taskora_api.calendars.todo.moments import UTC_NAME
from taskora_api.exchange.alarms import offset_of
from taskora_api.exchange.calendar_rules import rrule_for
from taskora_api.exchange.codec import encode_recurrence
from taskora_api.exchange.documents import Priority, RelationKind, Reminder, Task, TaskDocument
from taskora_api.exchange.readers.calendar_task import (
    ASSIGNEE,
    DEADLINE,
    RECURRENCE,
    START,
    ZONE,
)
from taskora_api.exchange.readers.icalendar_file import (
    DEPENDS_ON,
    DUPLICATE_OF,
    PROJECT,
    PROJECT_ID,
    SECTION,
    SECTION_ID,
)
from taskora_api.exchange.rules import clock_of

Value = TypeVar("Value")
_ESCAPED = re.compile(r"[\\;,\n]")
_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Taskora//Tasks//EN\r\n"
_TAIL = b"END:VCALENDAR\r\n"
_PRIORITIES = {Priority.HIGH: 1, Priority.MEDIUM: 5, Priority.LOW: 9}
# DTSTAMP has to be there, and says nothing for a task whose times are unknown.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def write(document: TaskDocument) -> Iterator[bytes]:
    """Write a document in pieces, one for each task."""
    yield _HEAD
    todos = _Todos(document)
    for task in document.tasks:
        yield todos.todo(task).to_ical()
    yield _TAIL


class _Todos:
    """Makes to-dos of tasks, each with what hangs on it."""

    def __init__(self, document: TaskDocument) -> None:
        self._projects = {each.source_id: each.name for each in document.projects}
        self._sections = {each.source_id: each.name for each in document.sections}
        self._comments = _grouped((each.task_id, each.text) for each in document.comments)
        self._reminders = _grouped((each.task_id, each) for each in document.reminders)
        self._blockers = _grouped(
            (each.to_id, each.from_id)
            for each in document.relations
            if each.kind is RelationKind.BLOCKS
        )
        self._originals = _grouped(
            (each.from_id, each.to_id)
            for each in document.relations
            if each.kind is RelationKind.DUPLICATES
        )

    def todo(self, task: Task) -> Todo:
        todo = Todo()
        _add_text(todo, "UID", task.source_id)
        todo.add("DTSTAMP", task.updated_at or task.created_at or _UNKNOWN)
        _add_text(todo, "SUMMARY", task.title)
        if task.notes:
            _add_text(todo, "DESCRIPTION", task.notes)
        if task.priority in _PRIORITIES:
            todo.add("PRIORITY", _PRIORITIES[task.priority])
        if task.tags:
            todo.add("CATEGORIES", _categories(task.tags))
        _add_dates(todo, task)
        _add_state(todo, task)
        self._add_place(todo, task)
        self._add_related(todo, task)
        return todo

    def _add_place(self, todo: Todo, task: Task) -> None:
        if task.project_id is not None:
            _add_own(todo, PROJECT, self._projects[task.project_id])
            _add_own(todo, PROJECT_ID, task.project_id)
        if task.section_id is not None:
            _add_own(todo, SECTION, self._sections[task.section_id])
            _add_own(todo, SECTION_ID, task.section_id)
        if task.assignee is not None:
            _add_own(todo, ASSIGNEE, task.assignee)

    def _add_related(self, todo: Todo, task: Task) -> None:
        if task.parent_id is not None:
            _add_text(todo, "RELATED-TO", task.parent_id, RELTYPE="PARENT")
        for kind, ids in ((DEPENDS_ON, self._blockers), (DUPLICATE_OF, self._originals)):
            for other in ids.get(task.source_id, ()):
                _add_text(todo, "RELATED-TO", other, RELTYPE=kind)
        for text in self._comments.get(task.source_id, ()):
            _add_text(todo, "COMMENT", text)
        for reminder in self._reminders.get(task.source_id, ()):
            todo.add_component(_alarm(task, reminder))


def _grouped(pairs: Iterator[tuple[str, Value]]) -> Mapping[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


class _Text(vText):
    """A text that is written as it is: vText takes a backslash before an N for a line break."""

    def to_ical(self) -> bytes:
        return _ESCAPED.sub(_escape, self).encode()


def _escape(found: re.Match[str]) -> str:
    return "\\n" if found[0] == "\n" else f"\\{found[0]}"


def _add_text(todo: Todo | Alarm, name: str, text: str, **parameters: str) -> None:
    todo.add(name, _Text(text), parameters=parameters)


def _add_own(todo: Todo, name: str, text: str) -> None:
    """Add a property of ours; with its type readers know that the text is escaped."""
    _add_text(todo, name, text, VALUE="TEXT")


def _categories(tags: Iterable[str]) -> vCategory:
    category = vCategory([])
    category.cats = [_Text(tag) for tag in tags]
    return category


def _add_dates(todo: Todo, task: Task) -> None:
    if task.start_on is not None:
        _add_start(todo, task, task.start_on)
    if task.due_on is not None:
        todo.add("DUE", _moment(task.due_on, task.due_time, task.due_zone), encode=False)
        if task.due_zone == UTC_NAME:
            _add_own(todo, ZONE, UTC_NAME)
    if task.deadline_on is not None:
        _add_own(todo, DEADLINE, task.deadline_on.isoformat())
    if task.duration_minutes is not None:
        # DURATION must not stand beside DUE; this one is of draft-ietf-calext-ical-tasks.
        length = timedelta(minutes=task.duration_minutes)
        todo.add("ESTIMATED-DURATION", vText(vDDDTypes(length).to_ical().decode()))
    if task.recurrence is not None:
        clock = clock_of(task.due_time, task.due_zone)
        text = rrule_for(task.recurrence, task.due_on, clock)
        todo.add("RRULE", vRecur.from_ical(text))
        written = json.dumps(encode_recurrence(task.recurrence), separators=(",", ":"))
        _add_own(todo, RECURRENCE, written)


def _add_start(todo: Todo, task: Task, start: date) -> None:
    """Add the start: DTSTART where that is before DUE and no rule would count from it."""
    is_before = task.due_on is None or start < task.due_on
    if not is_before or task.recurrence is not None:
        _add_own(todo, START, start.isoformat())
        return
    # Both have one type (RFC 5545 3.8.2.3); the day begins where the due date is.
    clock = None if task.due_time is None else time(0)
    todo.add("DTSTART", _moment(start, clock, task.due_zone), encode=False)


def _moment(day: date, clock: time | None, zone: str | None) -> vDDDTypes:
    """Give a date or time; a zone goes by its name, since a time alone would not keep that."""
    if clock is None:
        return vDDDTypes(day)
    moment = datetime.combine(day, clock)
    if zone == UTC_NAME:
        return vDDDTypes(moment.replace(tzinfo=UTC))
    value = vDDDTypes(moment)
    if zone is not None:
        value.params["TZID"] = zone
    return value


def _add_state(todo: Todo, task: Task) -> None:
    todo.add("STATUS", "NEEDS-ACTION" if task.completed_at is None else "COMPLETED")
    for name, instant in (
        ("COMPLETED", task.completed_at),
        ("CREATED", task.created_at),
        ("LAST-MODIFIED", task.updated_at),
    ):
        if instant is not None:
            todo.add(name, instant.astimezone(UTC))


def _alarm(task: Task, reminder: Reminder) -> Alarm:
    alarm = Alarm()
    _add_text(alarm, "UID", reminder.source_id)
    alarm.add("ACTION", "DISPLAY")
    _add_text(alarm, "DESCRIPTION", task.title)
    if reminder.at is not None:
        alarm.add("TRIGGER", reminder.at.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    else:
        alarm.add("TRIGGER", offset_of(task, reminder), parameters={"RELATED": "END"})
    if reminder.acknowledged_at is not None:
        alarm.add("ACKNOWLEDGED", reminder.acknowledged_at.astimezone(UTC))
    return alarm
