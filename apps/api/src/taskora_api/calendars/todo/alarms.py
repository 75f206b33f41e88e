"""Reminders as VALARM (RFC 5545 section 3.6.6, RFC 9074): read, and put beside foreign ones."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from taskora_api.calendars.todo.content import Line, escaped, make_line
from taskora_api.calendars.todo.layout import Block
from taskora_api.calendars.todo.moments import (
    duration_line,
    instant_line,
    read_duration,
    read_instant,
)
from taskora_api.calendars.todo.task import DURATION_MINUTES_MAX, Reminder

_SHOWN = frozenset({"DISPLAY", "AUDIO"})
_MINUTE = timedelta(minutes=1)
_MINUTES_OF_A_DAY = 1440
# Programs mark "no alarm" by one long ago; what was due before this reminds nobody.
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def read_reminders(todo: Block) -> tuple[Reminder, ...]:
    """Give the alarms that show something; others are kept, and nothing is known of them.

    Raises `CalendarError` VALUE.
    """
    found = (read_reminder(alarm, todo) for alarm in todo.blocks("VALARM"))
    return tuple(each for each in found if each is not None)


def read_reminder(alarm: Block, todo: Block) -> Reminder | None:
    """Give an alarm as a reminder, or None for one that a task cannot say."""
    action, trigger = alarm.line("ACTION"), alarm.line("TRIGGER")
    if action is None or trigger is None or action.value.strip().upper() not in _SHOWN:
        return None
    uid, acknowledged = alarm.line("UID"), alarm.line("ACKNOWLEDGED")
    common = Reminder(
        uid=None if uid is None else uid.unescaped,
        acknowledged_at=None if acknowledged is None else read_instant(acknowledged),
    )
    if (trigger.parameter("VALUE") or "").upper() == "DATE-TIME":
        at = read_instant(trigger)
        return None if at < _EARLIEST else replace(common, at=at)
    before = -read_duration(trigger)
    if not _counts_from_due(trigger, todo) or before % _MINUTE:
        return None
    # Of a task that is due on a day, it may be at a time of that day: nothing is due before that.
    earliest = 1 - _MINUTES_OF_A_DAY if _is_all_day(todo) else 0
    if not earliest <= before // _MINUTE <= DURATION_MINUTES_MAX:
        return None
    return replace(common, minutes_before=before // _MINUTE)


def paired(
    said: Iterable[Reminder], wanted: Iterable[Reminder], *, by_time: bool = False
) -> Iterator[tuple[Reminder | None, Reminder | None]]:
    """Pair what alarms say with reminders: by UID, and by their time where an alarm has none.

    `by_time`: by their time in any case, where there is none of the same UID. What belongs to
    nothing is alone in its pair.
    """
    left = list(wanted)
    others: list[Reminder] = []
    for each in said:
        same = next((other for other in left if each.uid and each.uid == other.uid), None)
        if same is None:
            others.append(each)
        else:
            left.remove(same)
            yield each, same
    for each in others:
        is_free = by_time or each.uid is None
        same = next((other for other in left if is_free and time_of(each) == time_of(other)), None)
        if same is not None:
            left.remove(same)
        yield each, same
    yield from ((None, each) for each in left)


def time_of(reminder: Reminder) -> tuple[int | None, datetime | None]:
    """Give what a TRIGGER says, by which two reminders are due at the same time."""
    return reminder.minutes_before, _second(reminder.at)


def agrees(todo: Block, reminders: Iterable[Reminder]) -> bool:
    """Say whether the alarms of a task are these reminders, so that its text can stay."""
    return all(
        one is not None and other is not None and _says(one, other)
        for one, other in paired(read_reminders(todo), reminders)
    )


def with_reminders(todo: Block, reminders: tuple[Reminder, ...], before: Block) -> Block:
    """Put these reminders in the place of those that are there; foreign alarms stay.

    `before` is the same VTODO before its dates changed, by which an alarm is read: one that counts
    from a start that was the due date goes on counting from the due date. An alarm whose reminder
    is unchanged stays as it is otherwise; one that has the UID of a reminder is changed in its
    trigger and acknowledgement alone.
    """
    alarms = [
        (alarm, said)
        for alarm in todo.blocks("VALARM")
        if (said := read_reminder(alarm, before)) is not None
    ]
    pairs = list(paired((said for _, said in alarms), reminders))
    for alarm, said in alarms:
        wanted = next(other for one, other in pairs if one is said)
        shown = read_reminder(alarm, todo)
        if wanted is None:
            todo = todo.with_block(alarm, None)
        elif shown is None or not _says(shown, wanted):
            todo = todo.with_block(alarm, _changed(alarm, wanted))
    for one, other in pairs:
        if one is None and other is not None:
            todo = todo.with_block_added(_made(other, todo))
    return todo


def _says(said: Reminder, wanted: Reminder) -> bool:
    is_same = _second(said.acknowledged_at) == _second(wanted.acknowledged_at)
    return is_same and time_of(said) == time_of(wanted)


def _second(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.replace(microsecond=0)


def _is_all_day(todo: Block) -> bool:
    due = todo.line("DUE")
    return due is not None and "T" not in due.value.upper()


def _counts_from_due(trigger: Line, todo: Block) -> bool:
    """Say whether a trigger counts from DUE: from the end, or from a start that is the same."""
    if (trigger.parameter("RELATED") or "START").upper() == "END":
        return True
    start, due = todo.line("DTSTART"), todo.line("DUE")
    return start is None or (due is not None and start.value == due.value)


def _changed(alarm: Block, reminder: Reminder) -> Block:
    old = alarm.line("TRIGGER")
    alarm = alarm.with_lines([_trigger(reminder, old)], lambda line: line.name == "TRIGGER")
    return alarm.with_lines(_acknowledged(reminder), lambda line: line.name == "ACKNOWLEDGED")


def _made(reminder: Reminder, todo: Block) -> Block:
    summary = todo.line("SUMMARY")
    lines = [
        *([] if reminder.uid is None else [make_line("UID", escaped(reminder.uid))]),
        make_line("ACTION", "DISPLAY"),
        make_line("DESCRIPTION", "" if summary is None else summary.value),
        _trigger(reminder, None),
        *_acknowledged(reminder),
    ]
    return Block("VALARM", make_line("BEGIN", "VALARM"), tuple(lines), make_line("END", "VALARM"))


def _acknowledged(reminder: Reminder) -> list[Line]:
    if reminder.acknowledged_at is None:
        return []
    return [instant_line("ACKNOWLEDGED", reminder.acknowledged_at)]


def _trigger(reminder: Reminder, old: Line | None) -> Line:
    without = ("VALUE", "RELATED", "TZID")
    if reminder.at is not None:
        line = instant_line("TRIGGER", reminder.at)
        parameters = {"VALUE": "DATE-TIME"}
    else:
        line = duration_line("TRIGGER", -(reminder.minutes_before or 0) * _MINUTE)
        parameters = {"RELATED": "END"}
    return (old or line).with_value(line.value, parameters, without)
