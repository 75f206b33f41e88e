"""From a task to what a program can see of it, and from reminders to what is kept of them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic_core import to_jsonable_python

from taskora_api.calendars.todo.task import CalendarTask, Priority, Reminder
from taskora_api.tasks.field_types import stored_priority
from taskora_api.tasks.recurring import series_of
from taskora_api.tasks.schemas import Task


def calendar_task(
    task: Task, *, uid: str, parent_uid: str | None, reminders: Sequence[dict[str, Any]]
) -> CalendarTask:
    """Give what a VTODO can say of a task."""
    return CalendarTask(
        uid=uid,
        title=task.title,
        notes=task.notes,
        priority=Priority(stored_priority(task.priority)),
        tags=tuple(task.tags),
        start_on=task.start_on,
        due_on=task.due_on,
        due_time=task.due_time,
        due_zone=task.due_zone,
        deadline_on=task.deadline_on,
        duration_minutes=task.duration_minutes,
        recurrence=None if task.recurrence is None else series_of(task.recurrence),
        parent_uid=parent_uid,
        completed_at=task.completed_at,
        reminders=tuple(map(_reminder, reminders)),
        created_at=task.created_at,
        updated_at=task.updated_at,
    )


def kept_reminders(reminders: Iterable[Reminder]) -> list[dict[str, Any]]:
    """Give the form in which reminders are kept."""
    kept: list[dict[str, Any]] = to_jsonable_python([asdict(each) for each in reminders])
    return kept


def _reminder(kept: dict[str, Any]) -> Reminder:
    return Reminder(
        uid=kept["uid"],
        minutes_before=kept["minutes_before"],
        at=_instant(kept["at"]),
        acknowledged_at=_instant(kept["acknowledged_at"]),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
