"""The tables that a filter is compiled for, as the owner of these tables gives them."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, FromClause, Interval, case, func, literal_column
from sqlalchemy.types import TypeEngine

from taskora_api.filters.vocabulary import Field

_INSTANT: TypeEngine[datetime] = DateTime(timezone=True)
_LOCAL: TypeEngine[datetime] = DateTime()
_ONE_DAY = literal_column("interval '1 day'", Interval())
_24_HOURS = literal_column("interval '24 hours'", Interval())


@dataclass(frozen=True, kw_only=True)
class TaskColumns:
    """The columns of tasks, with the types that docs/filters.md has for them.

    `due_instant` is when a task with a time in a zone of its own is due, and NULL for all others.
    `of` computes it for each row; a stored column can stand here instead.
    """

    id: ColumnElement[UUID]
    space_id: ColumnElement[UUID]
    title: ColumnElement[str]
    notes: ColumnElement[str]
    priority: ColumnElement[int]
    project_id: ColumnElement[UUID]
    section_id: ColumnElement[UUID]
    parent_id: ColumnElement[UUID]
    tags: ColumnElement[list[str]]
    position: ColumnElement[str]
    start_on: ColumnElement[date]
    due_on: ColumnElement[date]
    due_time: ColumnElement[time]
    due_zone: ColumnElement[str]
    deadline_on: ColumnElement[date]
    duration_minutes: ColumnElement[int]
    recurrence: ColumnElement[Any]
    assignee_id: ColumnElement[Any]
    created_by: ColumnElement[Any]
    completed_at: ColumnElement[datetime]
    deleted_at: ColumnElement[datetime]
    created_at: ColumnElement[datetime]
    updated_at: ColumnElement[datetime]
    version: ColumnElement[int]
    due_instant: ColumnElement[datetime]

    @classmethod
    def of(cls, tasks: FromClause) -> "TaskColumns":
        """Take the columns of a table, or of an alias of it, by their names."""
        found: dict[str, ColumnElement[Any]] = {
            each.name: tasks.c[each.name] for each in fields(cls) if each.name in tasks.c
        }
        if "due_instant" not in found:
            found["due_instant"] = due_instant(tasks.c.due_on, tasks.c.due_time, tasks.c.due_zone)
        return cls(**found)

    def column(self, field: Field) -> ColumnElement[Any]:
        """Give the column that holds a field."""
        found: ColumnElement[Any] = getattr(self, ATTRIBUTES[field])
        return found


# The names of columns, and of the attributes of a task in Python.
ATTRIBUTES = {
    Field.ID: "id",
    Field.SPACE: "space_id",
    Field.TITLE: "title",
    Field.NOTES: "notes",
    Field.PRIORITY: "priority",
    Field.PROJECT: "project_id",
    Field.SECTION: "section_id",
    Field.PARENT: "parent_id",
    Field.TAG: "tags",
    Field.POSITION: "position",
    Field.START: "start_on",
    Field.DUE: "due_on",
    Field.TIME: "due_time",
    Field.ZONE: "due_zone",
    Field.DEADLINE: "deadline_on",
    Field.DURATION: "duration_minutes",
    Field.RECURRENCE: "recurrence",
    Field.ASSIGNEE: "assignee_id",
    Field.CREATOR: "created_by",
    Field.COMPLETED: "completed_at",
    Field.DELETED: "deleted_at",
    Field.CREATED: "created_at",
    Field.UPDATED: "updated_at",
    Field.VERSION: "version",
}


def due_instant(
    due_on: ColumnElement[date], due_time: ColumnElement[time], due_zone: ColumnElement[str]
) -> ColumnElement[datetime]:
    """Compute when a task is due whose time is in a zone of its own; NULL without one.

    As `recurrence.wall_clock` has it: a time that the clocks jump over moves forward by as much,
    and of a time that comes twice the first is meant. PostgreSQL takes the second one, so the
    offset of the day before is tried as well. The hours are added as such: an interval of days
    would be one of the zone of the session.
    """
    local = due_on + due_time
    found = func.timezone(due_zone, local, type_=_INSTANT)
    earlier = func.timezone(due_zone, local - _ONE_DAY, type_=_INSTANT) + _24_HOURS
    is_same_time = func.timezone(due_zone, earlier, type_=_LOCAL) == local
    first: ColumnElement[datetime] = case(
        (is_same_time, func.least(found, earlier, type_=_INSTANT)), else_=found
    )
    return first


def local_time(instant: ColumnElement[datetime], zone: str) -> ColumnElement[datetime]:
    """Give an instant as date and clock time of a zone."""
    return func.timezone(zone, instant, type_=_LOCAL)
