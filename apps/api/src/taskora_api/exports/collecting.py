"""All that is in a space, of one snapshot, in the order in which people see it."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select, text
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from taskora_api.comments.models import CommentRecord
from taskora_api.database.chunks import CHUNK_SIZE
from taskora_api.exchange.documents import (
    Comment,
    Priority,
    Project,
    Recurrence,
    Relation,
    RelationKind,
    Reminder,
    Section,
    Task,
    TaskDocument,
)
from taskora_api.projects.models import ProjectRecord, SectionRecord
from taskora_api.relations.models import RelationRecord
from taskora_api.reminders.models import ReminderRecord
from taskora_api.spaces.repository import spaces_of
from taskora_api.tasks import repository
from taskora_api.tasks.models import TaskRecord
from taskora_api.tasks.recurring import series_of
from taskora_api.tasks.schemas import Task as StoredTask

_PROJECTS: Table = ProjectRecord.__table__  # type: ignore[attr-defined]
_SECTIONS: Table = SectionRecord.__table__  # type: ignore[attr-defined]
_TASKS: Table = TaskRecord.__table__  # type: ignore[attr-defined]
_COMMENTS: Table = CommentRecord.__table__  # type: ignore[attr-defined]
_RELATIONS: Table = RelationRecord.__table__  # type: ignore[attr-defined]
_REMINDERS: Table = ReminderRecord.__table__  # type: ignore[attr-defined]
_ONE_SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

AnyRow = Row[Any]


async def collect(connection: AsyncConnection, member_id: str, space_id: UUID) -> TaskDocument:
    """Collect what a member may see of a space, and their own reminders of it.

    Comments, relations and reminders are those of what is there alone.
    """
    await connection.execute(_ONE_SNAPSHOT)
    tasks = [
        _task(row)
        async for row in _rows(
            connection, _TASKS, member_id, space_id, "position", columns=repository.COLUMNS
        )
    ]
    there = {task.source_id for task in tasks}
    projects = [row async for row in _rows(connection, _PROJECTS, member_id, space_id, "position")]
    ranks = {row.id: number for number, row in enumerate(projects)}
    sections = [row async for row in _rows(connection, _SECTIONS, member_id, space_id, "position")]
    sections.sort(key=lambda row: ranks[row.project_id])
    comments = _rows(connection, _COMMENTS, member_id, space_id, "created_at")
    relations = _rows(connection, _RELATIONS, member_id, space_id, "created_at")
    reminders = _rows(connection, _REMINDERS, member_id, space_id, "created_at")
    return TaskDocument(
        projects=tuple(
            Project(source_id=str(row.id), name=row.name, archived_at=row.archived_at)
            for row in projects
        ),
        sections=tuple(
            Section(
                source_id=str(row.id),
                project_id=str(row.project_id),
                name=row.name,
                archived_at=row.archived_at,
            )
            for row in sections
        ),
        tasks=tuple(tasks),
        comments=tuple([_comment(row) async for row in comments if str(row.task_id) in there]),
        relations=tuple(
            [
                _relation(row)
                async for row in relations
                if {str(row.from_id), str(row.to_id)} <= there
            ]
        ),
        reminders=tuple(
            [
                _reminder(row)
                async for row in reminders
                if row.member_id == member_id and str(row.task_id) in there
            ]
        ),
    )


async def _rows(
    connection: AsyncConnection,
    table: Table,
    member_id: str,
    space_id: UUID,
    order: str,
    *,
    columns: Sequence[ColumnElement[Any]] | None = None,
) -> AsyncIterator[AnyRow]:
    statement = (
        select(*(columns or table.c))
        .where(table.c.space_id.in_(spaces_of(member_id, space_id)))
        .order_by(table.c[order], table.c.id)
    )
    options = {"yield_per": CHUNK_SIZE}
    async with connection.stream(statement, execution_options=options) as rows:
        async for chunk in rows.partitions():
            for row in chunk:
                yield row


def _task(row: AnyRow) -> Task:
    task = StoredTask.model_validate(row._asdict())
    recurrence = task.recurrence
    return Task(
        source_id=str(task.id),
        title=task.title,
        notes=task.notes,
        priority=Priority(task.priority.value),
        project_id=_id(task.project_id),
        section_id=_id(task.section_id),
        parent_id=_id(task.parent_id),
        tags=tuple(task.tags),
        start_on=task.start_on,
        due_on=task.due_on,
        deadline_on=task.deadline_on,
        due_time=task.due_time,
        due_zone=task.due_zone,
        duration_minutes=task.duration_minutes,
        recurrence=None
        if recurrence is None
        else Recurrence(series=series_of(recurrence), catch_up=recurrence.catch_up),
        assignee=task.assignee_id,
        completed_at=task.completed_at,
        created_at=task.created_at,
        updated_at=task.updated_at,
    )


def _comment(row: AnyRow) -> Comment:
    return Comment(
        source_id=str(row.id),
        task_id=str(row.task_id),
        text=row.text,
        author=row.author_id,
        created_at=row.created_at,
        edited_at=row.edited_at,
    )


def _relation(row: AnyRow) -> Relation:
    return Relation(
        source_id=str(row.id),
        kind=RelationKind(row.kind),
        from_id=str(row.from_id),
        to_id=str(row.to_id),
    )


def _reminder(row: AnyRow) -> Reminder:
    return Reminder(
        source_id=str(row.id),
        task_id=str(row.task_id),
        at=row.remind_at,
        minutes_before=row.minutes_before,
        all_day_time=row.all_day_time,
        acknowledged_at=row.acknowledged_at,
    )


def _id(value: UUID | None) -> str | None:
    return None if value is None else str(value)
