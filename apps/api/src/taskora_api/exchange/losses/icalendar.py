"""What iCalendar cannot keep."""

import unicodedata
from dataclasses import replace
from datetime import datetime

from taskora_api.exchange.alarms import is_all_day, offset_of, times_of
from taskora_api.exchange.documents import Comment, Kind, Relation, Reminder, Task, TaskDocument
from taskora_api.exchange.losses import steps
from taskora_api.exchange.losses.loss import Loss
from taskora_api.exchange.losses.numbering import numbered

IDS = numbered(Kind.COMMENT, Kind.RELATION)


def _without_authors(document: TaskDocument, _now: datetime) -> TaskDocument:
    comments = (
        Comment(source_id=each.source_id, task_id=each.task_id, text=each.text)
        for each in document.comments
    )
    return replace(document, comments=tuple(comments))


def _used_places(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Keep the projects and sections of tasks, in the order in which tasks name them."""
    projects = {each.source_id: each for each in document.projects}
    sections = {each.source_id: each for each in document.sections}
    used = dict.fromkeys(task.project_id for task in document.tasks if task.project_id)
    parts = dict.fromkeys(task.section_id for task in document.tasks if task.section_id)
    return replace(
        document,
        projects=tuple(projects[name] for name in used),
        sections=tuple(sections[name] for name in parts),
    )


def _dated_reminders(document: TaskDocument, _now: datetime) -> TaskDocument:
    dated = {task.source_id for task in document.tasks if task.due_on is not None}
    reminders = (
        each for each in document.reminders if each.at is not None or each.task_id in dated
    )
    return replace(document, reminders=tuple(reminders))


def _from_midnight(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Count reminders of a day from its beginning; others need no time of day."""
    by_id = {task.source_id: task for task in document.tasks}

    def counted(reminder: Reminder) -> Reminder:
        task = by_id[reminder.task_id]
        if reminder.at is not None:
            return reminder
        times = times_of(offset_of(task, reminder), is_of_day=is_all_day(task))
        return replace(reminder, **(times or {}))

    return replace(document, reminders=tuple(map(counted, document.reminders)))


def _second(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.replace(microsecond=0)


def _seconds(document: TaskDocument, _now: datetime) -> TaskDocument:
    def of_task(task: Task) -> Task:
        return replace(
            task,
            completed_at=_second(task.completed_at),
            created_at=_second(task.created_at),
            updated_at=_second(task.updated_at),
        )

    def of_reminder(reminder: Reminder) -> Reminder:
        acknowledged_at = _second(reminder.acknowledged_at)
        return replace(reminder, at=_second(reminder.at), acknowledged_at=acknowledged_at)

    return replace(
        document,
        tasks=tuple(map(of_task, document.tasks)),
        reminders=tuple(map(of_reminder, document.reminders)),
    )


def plain(text: str) -> str:
    """Leave out controls but for tabs, and byte order marks; a line ends in a line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    kept = (each for each in lines if each in "\n\t" or unicodedata.category(each) != "Cc")
    return "".join(kept).strip()


def _plain_text(document: TaskDocument, _now: datetime) -> TaskDocument:
    tasks = (replace(task, notes=plain(task.notes)) for task in document.tasks)
    comments = (replace(each, text=plain(each.text)) for each in document.comments)
    return replace(
        document,
        tasks=tuple(tasks),
        comments=tuple(each for each in comments if each.text),
    )


def _grouped(document: TaskDocument, _now: datetime) -> TaskDocument:
    """Order what hangs on tasks as the tasks are; a relation is with the task that names it."""
    rank = {task.source_id: number for number, task in enumerate(document.tasks)}
    relations: dict[tuple[str, str, str], Relation] = {}
    for each in document.relations:
        relations.setdefault((each.kind, each.from_id, each.to_id), each)

    def place(relation: Relation) -> tuple[int, str]:
        is_blocking = relation.kind == "blocks"
        return rank[relation.to_id if is_blocking else relation.from_id], relation.kind

    return replace(
        document,
        comments=tuple(sorted(document.comments, key=lambda each: rank[each.task_id])),
        reminders=tuple(sorted(document.reminders, key=lambda each: rank[each.task_id])),
        relations=tuple(sorted(relations.values(), key=place)),
    )


LOSSES = (
    Loss(
        "author and times of comments",
        "COMMENT has no property for them",
        _without_authors,
    ),
    Loss(
        "that a project or section is archived",
        "iCalendar has neither",
        steps.without_archive,
    ),
    Loss(
        "projects and sections without tasks, and their order",
        "they are named by their tasks, in properties of ours",
        _used_places,
    ),
    Loss(
        "reminders before the due date of a task that has none",
        "a TRIGGER counts from the due date",
        _dated_reminders,
    ),
    Loss(
        "of a reminder of a whole day, that its time is that of the settings; and the time of day "
        "that one of a task with a time would have",
        "a TRIGGER is one distance, from the beginning of the day or from the time",
        _from_midnight,
    ),
    Loss("parts of seconds", "an instant has whole seconds", _seconds),
    Loss(
        "control characters, carriage returns and byte order marks in notes and comments",
        "TEXT must not have controls (RFC 5545 3.3.11), and readers drop the marks",
        _plain_text,
    ),
    Loss(
        "the order of comments, relations and reminders across tasks, and relations that are twice",
        "they are within the to-do",
        _grouped,
    ),
    Loss("ids of comments and relations", "their properties have none", IDS),
)
