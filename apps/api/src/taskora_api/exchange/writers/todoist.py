"""Todoist: a ZIP with a CSV for each project, which Todoist imports one by one."""

import io
import re
import zipfile
from collections.abc import Iterator

from taskora_api.exchange.cleaning import derived_id
from taskora_api.exchange.documents import Comment, Priority, Section, Task, TaskDocument
from taskora_api.exchange.labels import with_labels
from taskora_api.exchange.ordering import Place, by_place, depths_of
from taskora_api.exchange.phrase_writing import write_phrase
from taskora_api.exchange.writers.rows import csv_of

COLUMNS = (
    *("TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "AUTHOR", "RESPONSIBLE", "DATE"),
    *("DATE_LANG", "TIMEZONE", "DURATION", "DURATION_UNIT", "DEADLINE", "DEADLINE_LANG"),
)
INBOX = "Inbox"
_PRIORITIES = {Priority.HIGH: "1", Priority.MEDIUM: "2", Priority.LOW: "3", Priority.NONE: "4"}
_SAFE_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def write(document: TaskDocument) -> Iterator[bytes]:
    """Write a document; its tasks have to be in the order of projects, sections and parents."""
    buffer, rows = io.BytesIO(), _Rows(document)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, project_id in _files(document):
            # An entry without the time of its making is the same each time.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, b"".join(csv_of(rows.of(project_id))))
    yield buffer.getvalue()


def _files(document: TaskDocument) -> Iterator[tuple[str, str | None]]:
    if any(task.project_id is None for task in document.tasks):
        yield f"{INBOX} [taskora-inbox].csv", None
    for project in document.projects:
        given = project.source_id
        name = given if _SAFE_ID.fullmatch(given) else derived_id(given)
        yield f"{project.name} [{name}].csv", given


class _Rows:
    """Gives the rows of one project after the other."""

    def __init__(self, document: TaskDocument) -> None:
        self._tasks = by_place(document)
        self._depths = depths_of(document)
        self._sections: dict[str | None, list[Section]] = {}
        for section in document.sections:
            self._sections.setdefault(section.project_id, []).append(section)
        self._comments: dict[str, list[Comment]] = {}
        for comment in document.comments:
            self._comments.setdefault(comment.task_id, []).append(comment)

    def of(self, project_id: str | None) -> Iterator[list[str]]:
        yield list(COLUMNS)
        yield from self._in((project_id, None))
        for section in self._sections.get(project_id, ()):
            yield _row(TYPE="section", CONTENT=section.name)
            yield from self._in((project_id, section.source_id))

    def _in(self, place: Place) -> Iterator[list[str]]:
        for task in self._tasks.get(place, ()):
            yield _task(task, self._depths[task.source_id] + 1)
            yield from map(_note, self._comments.get(task.source_id, ()))


def _row(**cells: str) -> list[str]:
    return [cells.get(name, "") for name in COLUMNS]


def _note(comment: Comment) -> list[str]:
    created = "" if comment.created_at is None else comment.created_at.isoformat()
    return _row(TYPE="note", CONTENT=comment.text, AUTHOR=comment.author or "", DATE=created)


def _task(task: Task, depth: int) -> list[str]:
    deadline = "" if task.deadline_on is None else task.deadline_on.isoformat()
    return _row(
        TYPE="task",
        CONTENT=with_labels(task.title, task.tags),
        DESCRIPTION=task.notes,
        PRIORITY=_PRIORITIES[task.priority],
        INDENT=str(depth),
        RESPONSIBLE=task.assignee or "",
        DATE=_date(task),
        DATE_LANG="en",
        TIMEZONE=task.due_zone or "",
        DURATION="" if task.duration_minutes is None else str(task.duration_minutes),
        DURATION_UNIT="" if task.duration_minutes is None else "minute",
        DEADLINE=deadline,
        DEADLINE_LANG="en" if deadline else "",
    )


def _date(task: Task) -> str:
    if task.recurrence is not None:
        return write_phrase(task.recurrence.series, task.due_time) or ""
    if task.due_on is None:
        return ""
    return f"{task.due_on}" if task.due_time is None else f"{task.due_on} {task.due_time:%H:%M}"
