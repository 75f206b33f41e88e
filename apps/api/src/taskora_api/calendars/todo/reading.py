"""From the text of a calendar object to a task, and to what was done to single occurrences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.alarms import read_reminders
from taskora_api.calendars.todo.layout import Block, read_layout
from taskora_api.calendars.todo.moments import read_instant, read_moment
from taskora_api.calendars.todo.schedule import read_deadline, read_schedule
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.calendars.todo.texts import (
    read_notes,
    read_parent,
    read_priority,
    read_tags,
    read_title,
    read_uid,
)

_WHOLE = "100"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Override:
    """One occurrence of a task that recurs, as a program has changed it (RECURRENCE-ID).

    With `is_rest` it stands for all that follow as well (RANGE=THISANDFUTURE).
    """

    original: date
    task: CalendarTask
    is_cancelled: bool
    is_rest: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A calendar object: its layout without single occurrences, the VTODO in it, and its task."""

    layout: Block
    todo: Block
    task: CalendarTask
    overrides: tuple[Override, ...]


def read_object(raw: bytes) -> Reading:
    """Read the text of one calendar object.

    Raises `CalendarError` with any of its codes; COMPONENT for an object without a VTODO, with
    components of other types, or with more than one UID.
    """
    layout = read_layout(raw)
    if layout.name != "VCALENDAR":
        raise CalendarError(Code.TEXT, f"it begins with {layout.name} and not with VCALENDAR")
    foreign = [each.name for each in layout.blocks() if each.name in _ELSEWHERE]
    if foreign:
        raise CalendarError(Code.COMPONENT, f"{foreign[0]} has no place in a list of tasks")
    todos = layout.blocks("VTODO")
    masters = [each for each in todos if each.line("RECURRENCE-ID") is None]
    if len(masters) != 1 or len({read_uid(each) for each in todos}) != 1:
        raise CalendarError(Code.COMPONENT, "it has not exactly one task")
    overrides = tuple(_overrides(layout, masters[0]))
    for each in layout.blocks("VTODO"):
        if each is not masters[0]:
            layout = layout.with_block(each, None)
    return Reading(layout, masters[0], read_task(masters[0], layout), overrides)


_ELSEWHERE = frozenset({"VEVENT", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"})


def read_task(todo: Block, calendar: Block) -> CalendarTask:
    """Read a VTODO, whose zones may be described beside it.

    Raises `CalendarError`.
    """
    schedule = read_schedule(todo, calendar)
    due = schedule.due
    return CalendarTask(
        uid=read_uid(todo),
        title=read_title(todo),
        notes=read_notes(todo),
        priority=read_priority(todo),
        tags=read_tags(todo),
        start_on=schedule.start_on,
        due_on=None if due is None else due.day,
        due_time=None if due is None else due.at,
        due_zone=None if due is None else due.zone,
        deadline_on=read_deadline(todo, calendar),
        duration_minutes=schedule.duration_minutes,
        recurrence=schedule.recurrence,
        parent_uid=read_parent(todo),
        completed_at=_completed_at(todo),
        reminders=read_reminders(todo),
        created_at=_instant(todo, "CREATED"),
        updated_at=_instant(todo, "LAST-MODIFIED"),
    )


def _completed_at(todo: Block) -> datetime | None:
    """STATUS decides where it is there; when it was done may have to be taken from elsewhere."""
    status, percent = todo.line("STATUS"), todo.line("PERCENT-COMPLETE")
    instant = _instant(todo, "COMPLETED")
    if status is not None:
        is_done = status.value.strip().upper() == "COMPLETED"
    else:
        is_done = instant is not None or (percent is not None and percent.value.strip() == _WHOLE)
    if not is_done:
        return None
    others = (_instant(todo, name) for name in ("LAST-MODIFIED", "DTSTAMP"))
    return instant or next((each for each in others if each is not None), _LONG_AGO)


def _instant(todo: Block, name: str) -> datetime | None:
    line = todo.line(name)
    return None if line is None else read_instant(line)


def _overrides(layout: Block, master: Block) -> Iterator[Override]:
    for todo in layout.blocks("VTODO"):
        named = todo.line("RECURRENCE-ID")
        if todo is master or named is None:
            continue
        status = todo.line("STATUS")
        yield Override(
            read_moment(named, layout).day,
            read_task(todo, layout),
            is_cancelled=status is not None and status.value.strip().upper() == "CANCELLED",
            is_rest=(named.parameter("RANGE") or "").upper() == "THISANDFUTURE",
        )
