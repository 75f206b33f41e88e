"""Reminders of the product as alarms of a program, and what a program has sent as reminders."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.calendars.errors import CalendarError, Code
from taskora_api.calendars.todo.alarms import paired, time_of
from taskora_api.calendars.todo.task import Reminder as Alarm
from taskora_api.ledger.entries import Entity, Entry, entry_of
from taskora_api.reminders.preferences import SETTINGS
from taskora_api.reminders.schemas import ALL_DAY_TIME, REMINDERS_MAX, Reminder
from taskora_api.reminders.store import REMINDER_STORE, REMINDERS
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.schemas import Task

_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_MINUTES = 60
# Those that come together stay in the order in which they were sent.
_STEP = timedelta(microseconds=1)


def reminders_column(member_id: str) -> ColumnElement[Any]:
    """The reminders of a member of each task that is read, as JSON."""
    fields = [part for name in Reminder.model_fields for part in (name, REMINDERS.c[name])]
    each = aggregate_order_by(
        func.jsonb_build_object(*fields), REMINDERS.c.created_at, REMINDERS.c.id
    )
    return (
        select(func.jsonb_agg(each))
        .where(
            REMINDERS.c.task_id == _TASKS.c.id,
            REMINDERS.c.space_id == _TASKS.c.space_id,
            REMINDERS.c.member_id == member_id,
        )
        .scalar_subquery()
    )


def all_day_column(member_id: str) -> ColumnElement[Any]:
    """When in a day a member is reminded of what is due on that day, if they have said so."""
    return (
        select(SETTINGS.c.all_day_time).where(SETTINGS.c.member_id == member_id).scalar_subquery()
    )


def alarms_of(
    reminders: Iterable[Any] | None,
    due_on: date | None,
    due_time: time | None,
    all_day: time | None,
) -> tuple[Alarm, ...]:
    """Give reminders, as the column has them, as alarms of a task that is due then."""
    found = map(Reminder.model_validate, reminders or ())
    is_all_day = due_on is not None and due_time is None
    return tuple(_alarm(each, all_day or ALL_DAY_TIME, is_all_day=is_all_day) for each in found)


def _alarm(reminder: Reminder, all_day: time, *, is_all_day: bool) -> Alarm:
    """What is due on a day is due at its beginning to a program, and at a time of it here."""
    before = reminder.minutes_before
    if before is not None and is_all_day:
        before -= _minutes(reminder.all_day_time or all_day)
    return Alarm(
        uid=reminder.uid or str(reminder.id),
        minutes_before=before,
        at=None if reminder.remind_at is None else _second(reminder.remind_at),
        acknowledged_at=None
        if reminder.acknowledged_at is None
        else _second(reminder.acknowledged_at),
    )


async def entries(
    connection: AsyncConnection,
    member_id: str,
    task: Task,
    *,
    sent: Sequence[Alarm],
    seen: Sequence[Alarm],
    now: datetime,
) -> list[Entry]:
    """What becomes of a member's reminders of a task that a program has sent with these alarms.

    `seen` are the alarms as the program could see them, in the order of the reminders. What it has
    not changed stays as it is.

    Raises:
        CalendarError: VALUE, for more reminders than a task may have.
    """
    if len(sent) > REMINDERS_MAX:
        raise CalendarError(Code.VALUE, f"there are more than {REMINDERS_MAX} alarms")
    reminders = await _reminders(connection, member_id, task)
    there = {id(alarm): each for alarm, each in zip(seen, reminders, strict=True)}
    made: list[Entry] = []
    for number, (alarm, known) in enumerate(paired(sent, seen, by_time=True)):
        before = None if known is None else there[id(known)]
        after = None
        if alarm is not None:
            at = now + number * _STEP
            after = _reminder(alarm, known, before, task=task, member_id=member_id, now=at)
        reminder = after or before
        if reminder is not None:
            made.append(entry_of(Entity.REMINDER, reminder.id, _state(before), _state(after)))
    return [each for each in made if each.after != {}]


def _reminder(
    alarm: Alarm,
    known: Alarm | None,
    before: Reminder | None,
    *,
    task: Task,
    member_id: str,
    now: datetime,
) -> Reminder:
    said = {
        "uid": alarm.uid or (None if before is None else before.uid),
        "acknowledged_at": alarm.acknowledged_at,
    }
    if known is None or time_of(known) != time_of(alarm):
        said |= _times(alarm, is_all_day=task.due_on is not None and task.due_time is None)
    if before is not None:
        return before.model_copy(update=said)
    return Reminder(
        id=uuid4(),
        space_id=task.space_id,
        task_id=task.id,
        member_id=member_id,
        created_at=now,
        **said,
    )


def _times(alarm: Alarm, *, is_all_day: bool) -> dict[str, Any]:
    before, all_day = alarm.minutes_before, None
    if before is not None and is_all_day:
        late = max(-before, 0)
        before, all_day = max(before, 0), time(late // _MINUTES, late % _MINUTES)
    return {"remind_at": alarm.at, "minutes_before": before, "all_day_time": all_day}


async def _reminders(connection: AsyncConnection, member_id: str, task: Task) -> list[Reminder]:
    statement = (
        select(REMINDERS)
        .where(
            REMINDERS.c.task_id == task.id,
            REMINDERS.c.space_id == task.space_id,
            REMINDERS.c.member_id == member_id,
        )
        .order_by(REMINDERS.c.created_at, REMINDERS.c.id)
    )
    rows = (await connection.execute(statement)).all()
    return [Reminder.model_validate(row) for row in rows]


def _state(reminder: Reminder | None) -> dict[str, Any] | None:
    return None if reminder is None else REMINDER_STORE.state_of(reminder)


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute


def _second(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
