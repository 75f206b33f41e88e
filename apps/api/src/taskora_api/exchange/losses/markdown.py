"""What Markdown cannot keep."""

from dataclasses import replace
from datetime import datetime

from taskora_api.exchange.cleaning import clean_tags
from taskora_api.exchange.documents import Kind, Task, TaskDocument
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.losses import steps
from taskora_api.exchange.losses.loss import Loss
from taskora_api.exchange.losses.numbering import numbered

IDS = numbered(Kind.PROJECT, Kind.SECTION, Kind.TASK)


def _completed_now(document: TaskDocument, now: datetime) -> TaskDocument:
    tasks = (
        task if task.completed_at is None else replace(task, completed_at=now)
        for task in document.tasks
    )
    return replace(document, tasks=tuple(tasks))


def _lines(task: Task) -> Task:
    notes = task.notes.replace("\r\n", "\n").replace("\r", "\n").strip()
    tags = clean_tags(Remarks(), (tag.replace(",", " ") for tag in task.tags))
    return replace(task, notes=notes, tags=tags)


LOSSES = (
    Loss(
        "comments, relations and reminders",
        "a check list has no place for them",
        steps.without_kinds(Kind.COMMENT, Kind.RELATION, Kind.REMINDER),
    ),
    Loss(
        "recurrence, duration, assignee, times of creation and change",
        "a check list is for reading, and nobody reads a rule",
        steps.without_fields(
            "recurrence", "duration_minutes", "assignee", "created_at", "updated_at"
        ),
    ),
    Loss(
        "when a task was completed",
        "a checkbox has no time; at import it is the time of the import",
        _completed_now,
    ),
    Loss(
        "that a project or section is archived",
        "a heading cannot say it",
        steps.without_archive,
    ),
    Loss(
        "a subtask in another project or section than its parent",
        "an item is where its parent is",
        steps.families_together,
    ),
    Loss(
        "commas in tags, carriage returns in notes",
        "a comma parts tags, and lines end in a line feed",
        steps.of_tasks(_lines),
    ),
    Loss(
        "the order of tasks across projects and sections",
        "an item is under its heading",
        steps.in_tree_order,
    ),
    Loss(
        "ids",
        "a line has none; at import they are derived from headings, parents and titles",
        IDS,
    ),
)
