"""From a task to the text of its calendar object: what a program has sent, with what differs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from taskora_api.calendars.todo.alarms import agrees, with_reminders
from taskora_api.calendars.todo.content import Line, escaped, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.moments import instant_line
from taskora_api.calendars.todo.reading import read_object
from taskora_api.calendars.todo.recurring import open_rule, open_skips
from taskora_api.calendars.todo.schedule import with_deadline, with_schedule
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.calendars.todo.texts import with_parent, with_priority, with_tags, with_text
from taskora_api.calendars.todo.zones import zone_block

PRODUCT = "-//Taskora//Calendars//EN"
_WHOLE = "100"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields that are written together, and what of a task decides whether they have to be."""

    seen: Callable[[CalendarTask], object]
    write: Callable[[Block, Block, CalendarTask], Block]


def render(task: CalendarTask, text: bytes | None, version: int) -> bytes:
    """Write a task over the text that a program has sent for it, None where none has.

    Each property that says what the task says stays as it came, byte for byte; so does all that
    nothing is known of. Where nothing differs, the text itself comes back. The same arguments give
    the same bytes.

    Raises `CalendarError` for a text that `read_object` refuses.
    """
    reading = read_object(text if text is not None else _blank(task))
    todo = reading.todo
    for group in _GROUPS:
        if text is None or group.seen(reading.task) != group.seen(task):
            todo = group.write(todo, reading.layout, task)
    if not agrees(todo, task.reminders):
        todo = with_reminders(todo, task.reminders, reading.todo)
    if todo is not reading.todo or text is None:
        todo = _stamped(todo, task, version)
    layout = reading.layout.with_block(reading.todo, todo)
    named = _zones_of(todo) - (_zones_of(reading.todo) if text is not None else set())
    return _with_zone(layout, task, named).to_bytes()


def _blank(task: CalendarTask) -> bytes:
    lines = [
        *(make_line("BEGIN", "VCALENDAR"), make_line("VERSION", "2.0")),
        *(make_line("PRODID", PRODUCT), make_line("BEGIN", "VTODO")),
        make_line("UID", escaped(task.uid)),
        instant_line("DTSTAMP", task.updated_at or task.created_at or _LONG_AGO),
        *(make_line("END", "VTODO"), make_line("END", "VCALENDAR")),
    ]
    return b"".join(line.raw for line in lines)


def _seen_schedule(task: CalendarTask) -> object:
    return (
        *(task.start_on, task.due_on, task.due_time, task.due_zone),
        *(task.duration_minutes, open_rule(task), open_skips(task)),
    )


def _seen_completion(task: CalendarTask) -> object:
    return None if task.completed_at is None else task.completed_at.replace(microsecond=0)


def _with_completion(todo: Block, _layout: Block, task: CalendarTask) -> Block:
    done = task.completed_at
    has_status = todo.line("STATUS") is not None
    percent = todo.line("PERCENT-COMPLETE")
    is_whole = percent is not None and percent.value.strip() == _WHOLE
    todo = _with(todo, "COMPLETED", [] if done is None else [instant_line("COMPLETED", done)])
    if done is not None:
        todo = _with_value(todo, "STATUS", "COMPLETED")
        return _with_value(todo, "PERCENT-COMPLETE", _WHOLE)
    todo = _with_value(todo, "STATUS", "NEEDS-ACTION") if has_status else todo
    return _with(todo, "PERCENT-COMPLETE", []) if is_whole else todo


_GROUPS = (
    _Group(lambda task: task.title, lambda todo, _, task: with_text(todo, "SUMMARY", task.title)),
    _Group(
        lambda task: task.notes, lambda todo, _, task: with_text(todo, "DESCRIPTION", task.notes)
    ),
    _Group(lambda task: task.priority, lambda todo, _, task: with_priority(todo, task.priority)),
    _Group(lambda task: frozenset(task.tags), lambda todo, _, task: with_tags(todo, task.tags)),
    _Group(_seen_schedule, with_schedule),
    _Group(
        lambda task: task.deadline_on, lambda todo, _, task: with_deadline(todo, task.deadline_on)
    ),
    _Group(lambda task: task.parent_uid, lambda todo, _, task: with_parent(todo, task.parent_uid)),
    _Group(_seen_completion, _with_completion),
)


def _stamped(todo: Block, task: CalendarTask, version: int) -> Block:
    """Say when and how often it was changed, which is what programs compare copies by."""
    updated = task.updated_at or task.created_at
    if updated is not None:
        for name in ("DTSTAMP", "LAST-MODIFIED"):
            todo = _with(todo, name, [instant_line(name, updated, todo.line(name))])
    if task.created_at is not None and todo.line("CREATED") is None:
        todo = _with(todo, "CREATED", [instant_line("CREATED", task.created_at)])
    old = todo.line("SEQUENCE")
    before = int(old.value) if old is not None and old.value.strip().isdecimal() else -1
    return _with_value(todo, "SEQUENCE", str(max(before + 1, version - 1)))


def _zones_of(todo: Block) -> set[str]:
    lines = [each for each in todo.parts if isinstance(each, Line)]
    return {zone for line in lines if (zone := line.parameter("TZID")) is not None}


def _with_zone(layout: Block, task: CalendarTask, named: set[str]) -> Block:
    """Describe the zone of the task if it was written here and nobody has described it."""
    described = {
        line.unescaped
        for zone in layout.blocks("VTIMEZONE")
        if (line := zone.line("TZID")) is not None
    }
    if task.due_on is None or task.due_zone is None or task.due_zone not in named - described:
        return layout
    return layout.with_block_first(zone_block(task.due_zone, task.due_on.year))


def _with_value(todo: Block, name: str, value: str) -> Block:
    old = todo.line(name)
    line = make_line(name, value) if old is None else old.with_value(value, {}, without=())
    return _with(todo, name, [line])


def _with(todo: Block, name: str, lines: list[Line]) -> Block:
    return todo.with_lines(lines, lambda line: line.name == name)
