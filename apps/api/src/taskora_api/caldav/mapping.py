"""From a task to what a program can see of it."""

from collections.abc import Sequence

from taskora_api.calendars.todo.task import CalendarTask, Priority, Reminder
from taskora_api.tasks.field_types import stored_priority
from taskora_api.tasks.recurring import series_of
from taskora_api.tasks.schemas import Task


def calendar_task(
    task: Task, *, uid: str, parent_uid: str | None, reminders: Sequence[Reminder]
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
        reminders=tuple(reminders),
        created_at=task.created_at,
        updated_at=task.updated_at,
    )
