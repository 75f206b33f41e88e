"""What a program wants to have changed: fields of a task, and what was done to its occurrences.

A program sends whole objects, and sees of a task that recurs its open occurrence alone. So what it
sends is compared with what it could see, and only the difference is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.reading import Override, Reading, read_object, read_task
from taskora_api.calendars.todo.recurring import occurrences_left, original_of
from taskora_api.calendars.todo.schedule import ANCHOR, DEADLINE, ESTIMATE, START
from taskora_api.calendars.todo.task import CalendarTask
from taskora_api.recurrence.series import Series

_NOT_CHANGED_BY_PROGRAMS = frozenset({"uid", "created_at", "updated_at"})
FIELDS = tuple(
    each.name for each in fields(CalendarTask) if each.name not in _NOT_CHANGED_BY_PROGRAMS
)
# An occurrence can be moved, completed and cancelled; all else belongs to the whole task.
_OF_THE_WHOLE = ("title", "notes", "priority", "tags", "due_time", "due_zone")


@dataclass(frozen=True, slots=True)
class Complete:
    """The occurrence of an original date was done at an instant; the task goes on with the next."""

    original: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """The occurrence of an original date is left out, and was not done."""

    original: date


@dataclass(frozen=True, slots=True)
class Move:
    """One occurrence is due on another date; the rule stays."""

    original: date
    due: date


@dataclass(frozen=True, slots=True)
class Advance:
    """A program has itself gone on to a later occurrence, because the open one is over.

    Tasks.org and the `caldav` client do so when somebody completes a task; the rule stays.
    """

    original: date
    due: date


Intent = Complete | Skip | Move | Advance


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What to do with one task, as a program wants it.

    `task` has the wanted value of each field in `changed`; the others are as they were. `intents`
    are about a task that recurs, whose `recurrence` and `due_on` then do not change by themselves.
    `text` is to be kept for `render`. `sent_uid` is the UID in it, which for a task that is there
    has to be its own.
    """

    task: CalendarTask
    changed: frozenset[str]
    intents: tuple[Intent, ...]
    text: bytes
    sent_uid: str


def read_change(raw: bytes, current: CalendarTask | None, seen: bytes | None) -> Change:
    """Compare what a program sends with what it could see: `current`, written as `seen`.

    Both are None for an object that is new. Raises `CalendarError`.
    """
    reading = read_object(raw)
    text = reading.layout.to_bytes()
    if current is None or seen is None:
        return Change(
            task=reading.task,
            changed=frozenset(FIELDS),
            intents=_intents_of_new(reading),
            text=text,
            sent_uid=reading.task.uid,
        )
    shown = read_object(seen)
    before = shown.task
    after = _with_omitted(_without_stale_start(reading, shown), before, reading.todo)
    intents = tuple(_intents(current, before, after, reading))
    if intents:
        after = _without_steps(before, after)
    changed = frozenset(
        name for name in FIELDS if not _is_same(name, getattr(before, name), getattr(after, name))
    )
    wanted = {name: getattr(after, name) for name in changed}
    if "recurrence" in changed and after.recurrence is not None and current.recurrence is not None:
        wanted["recurrence"] = replace(after.recurrence, pauses=current.recurrence.pauses)
    return Change(
        task=replace(current, **wanted),
        changed=changed,
        intents=intents,
        text=text,
        sent_uid=reading.task.uid,
    )


def _is_same(name: str, before: object, after: object) -> bool:
    if name == "reminders" and isinstance(before, tuple) and isinstance(after, tuple):
        return frozenset(before) == frozenset(after)
    return before == after


def _without_stale_start(reading: Reading, shown: Reading) -> CalendarTask:
    """Read a task whose DUE went on while DTSTART, which is there for the rule alone, stayed.

    It would say that the series begins as many days before it is due.
    """
    was_due, is_due = shown.todo.line("DUE"), reading.todo.line("DUE")
    was_start, is_start = shown.todo.line("DTSTART"), reading.todo.line("DTSTART")
    if was_due is None or is_due is None or was_start is None or is_start is None:
        return reading.task
    has_stayed = is_start.value == was_start.value == was_due.value != is_due.value
    if shown.task.recurrence is None or not has_stayed:
        return reading.task
    without = reading.todo.with_lines([], lambda line: line.name == "DTSTART")
    return read_task(without, reading.layout)


def _with_omitted(after: CalendarTask, before: CalendarTask, todo: Block) -> CalendarTask:
    """Keep what stands in properties of our own: a program that drops them says nothing by it."""
    if todo.line(DEADLINE) is None:
        after = replace(after, deadline_on=before.deadline_on)
    if todo.line(ESTIMATE) is None and todo.line("DURATION") is None:
        after = replace(after, duration_minutes=before.duration_minutes)
    if before.recurrence is None or after.recurrence is None:
        return after
    if todo.line(START) is None and after.start_on in {None, before.due_on}:
        # DTSTART is there for the rule alone, and may have stayed behind when DUE went on.
        after = replace(after, start_on=before.start_on)
    if todo.line(ANCHOR) is None and after.recurrence is not None:
        rule = replace(after.recurrence.rule, anchor=before.recurrence.rule.anchor)
        after = replace(after, recurrence=replace(after.recurrence, rule=rule))
    return after


def _intents(
    current: CalendarTask, before: CalendarTask, after: CalendarTask, reading: Reading
) -> Iterator[Intent]:
    series = current.recurrence
    if series is None or current.due_on is None or before.completed_at is not None:
        if reading.overrides:
            raise CalendarError(Code.OCCURRENCE, "a task that does not recur has no occurrences")
        return
    original = original_of(series, current.due_on)
    if after.completed_at is not None:
        yield Complete(original, after.completed_at)
    elif after.due_on is not None and _is_step(before, after):
        is_later = after.due_on in occurrences_left(current, after.due_on, after.due_on)
        yield (Advance if is_later else Move)(original, after.due_on)
    is_over = any(each.task.completed_at is not None for each in reading.overrides)
    for override in reading.overrides:
        # Beside a completion, the rest is what the program takes for the next occurrence.
        if not (override.is_rest and is_over and override.task.completed_at is None):
            yield from _of_override(override, series, original, after)


def _intents_of_new(reading: Reading) -> tuple[Intent, ...]:
    """What single occurrences of a new object mean, such as one that another server had."""
    if not reading.overrides:
        return ()
    task = reading.task
    if task.start_on is not None and reading.todo.line(START) is None:
        raise CalendarError(
            Code.OCCURRENCE, "RECURRENCE-ID counts from DTSTART, and the task is due later"
        )
    ordered = sorted(reading.overrides, key=lambda each: each.original)
    return tuple(_intents(task, task, task, replace(reading, overrides=tuple(ordered))))


def _is_step(before: CalendarTask, after: CalendarTask) -> bool:
    """Say whether the open occurrence has another date, while the rule is the same."""
    if before.recurrence is None or after.recurrence is None or before.due_on == after.due_on:
        return False
    old, new = before.recurrence.rule, after.recurrence.rule
    has_counted = old.count is not None and new.count is not None and new.count <= old.count
    return old == new or (has_counted and replace(old, count=new.count) == new)


def _without_steps(before: CalendarTask, after: CalendarTask) -> CalendarTask:
    """Leave to the intents what they say: a completed task does not lose its rule by it."""
    return replace(
        after,
        completed_at=before.completed_at,
        due_on=before.due_on,
        recurrence=before.recurrence,
    )


def _of_override(
    override: Override, series: Series, first: date, master: CalendarTask
) -> Iterator[Intent]:
    if override.original < first:
        # It was over before; programs send along what they remember.
        return
    task = override.task
    differs = [name for name in _OF_THE_WHOLE if getattr(task, name) != getattr(master, name)]
    is_moved = task.due_on is not None and task.due_on != _due(series, override.original)
    if override.is_rest and (is_moved or override.is_cancelled):
        differs = [*differs, "the date"]
    if differs:
        raise CalendarError(
            Code.OCCURRENCE, f"{differs[0]} of {override.original} differs from that of the task"
        )
    if override.is_cancelled:
        yield Skip(override.original)
    elif task.completed_at is not None:
        yield Complete(override.original, task.completed_at)
    elif task.due_on is not None and is_moved:
        yield Move(override.original, task.due_on)


def _due(series: Series, original: date) -> date:
    moved = [each.due for each in series.moved if each.original == original]
    return next(iter(moved), original)
