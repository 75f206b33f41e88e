"""What Todoist cannot keep."""

import re
from dataclasses import replace
from datetime import datetime

from taskora_api.exchange.cleaning import clean_line, clean_tags
from taskora_api.exchange.documents import Kind, Recurrence, Task, TaskDocument
from taskora_api.exchange.items import Remarks
from taskora_api.exchange.labels import as_label, split_labels
from taskora_api.exchange.losses import steps
from taskora_api.exchange.losses.loss import Loss
from taskora_api.exchange.losses.numbering import numbered
from taskora_api.exchange.phrase_writing import write_phrase
from taskora_api.exchange.rules import rebased, simplified
from taskora_api.exchange.writers.todoist import INBOX
from taskora_api.recurrence.series import Series

LEVELS_MAX = 4
IDS = numbered(Kind.PROJECT, Kind.SECTION, Kind.TASK, Kind.COMMENT)
_UNSAFE = re.compile(r"[/\\:*?\"<>|]")


def _without_edits(document: TaskDocument, _now: datetime) -> TaskDocument:
    comments = tuple(replace(each, edited_at=None) for each in document.comments)
    return replace(document, comments=comments)


def _recurrence(task: Task) -> Task:
    """Keep a recurrence that a phrase says, from the current due date on."""
    if task.recurrence is None:
        return task
    kept = None
    series = rebased(task.recurrence.series, task.due_on)
    if series is not None:
        series = Series(rule=simplified(series.rule, series.start), start=series.start)
        if write_phrase(series, task.due_time) is not None:
            kept = Recurrence(series=series)
    return replace(task, recurrence=kept)


def _labels(task: Task) -> Task:
    title, labels = split_labels(task.title)
    tags = [as_label(tag) for tag in task.tags]
    return replace(task, title=title, tags=clean_tags(Remarks(), [*tags, *labels]))


def _names(document: TaskDocument, _now: datetime) -> TaskDocument:
    projects = (
        replace(each, name=clean_line(Remarks(), _UNSAFE.sub("-", each.name)))
        for each in document.projects
    )
    return replace(document, projects=tuple(projects))


def _inbox(document: TaskDocument, _now: datetime) -> TaskDocument:
    parted = {section.project_id for section in document.sections}
    inboxes = {
        each.source_id
        for each in document.projects
        if each.name.casefold() == INBOX.casefold() and each.source_id not in parted
    }
    return replace(
        document,
        projects=tuple(each for each in document.projects if each.source_id not in inboxes),
        tasks=tuple(
            replace(task, project_id=None) if task.project_id in inboxes else task
            for task in document.tasks
        ),
    )


LOSSES = (
    Loss(
        "completed tasks",
        "a CSV of Todoist has open tasks; their open subtasks move up",
        steps.without_completed,
    ),
    Loss(
        "relations and reminders",
        "a CSV of Todoist has no row for them",
        steps.without_kinds(Kind.RELATION, Kind.REMINDER),
    ),
    Loss(
        "start dates, times of creation and change",
        "a CSV of Todoist has no column for them",
        steps.without_fields("start_on", "created_at", "updated_at"),
    ),
    Loss("when a comment was edited", "a note has one date", _without_edits),
    Loss(
        "recurrence that no phrase of Todoist says, such as one with a number of times; "
        "what was skipped, moved or paused",
        "Todoist has a phrase in place of a rule, and it counts from the current due date",
        steps.of_tasks(_recurrence),
    ),
    Loss(
        "spaces and a first `@` in tags, and `@x` in titles, which becomes a tag",
        "tags are labels in the title",
        steps.of_tasks(_labels),
    ),
    Loss(
        "that a project or section is archived",
        "an archived project has no CSV, and a section no such mark",
        steps.without_archive,
    ),
    Loss(
        'the characters / \\ : * ? " < > and | in names of projects',
        "the name of a project is that of its file",
        _names,
    ),
    Loss(
        "a project with the name Inbox and without sections",
        "it is the inbox, which is no project here",
        _inbox,
    ),
    Loss(
        "a subtask in another project or section than its parent",
        "a row is where the rows above it are",
        steps.families_together,
    ),
    Loss(
        "the order of tasks across projects and sections",
        "each project is a file",
        steps.in_tree_order,
    ),
    Loss(
        f"more than {LEVELS_MAX} levels of tasks",
        "Todoist takes no more; what is deeper moves up",
        steps.no_deeper_than(LEVELS_MAX),
    ),
    Loss(
        "ids of sections, tasks and comments",
        "a row has none; at import they are derived from project, section, parent and title",
        IDS,
    ),
)
